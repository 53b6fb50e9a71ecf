import { createHmac, hkdfSync } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTokens, tokenOf } from './token.ts';

const ID = '01J00000000000000000000000';
const SECRET = 'the secret of this test';
const tokens = createTokens([SECRET]);

const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \0é%&?';

describe('a token', () => {
  test('is the id and an HMAC of it, under a key that is made for this alone', () => {
    const key = Buffer.from(hkdfSync('sha256', SECRET, '', 'sinch-callback-app callback token', 32));
    const mac = createHmac('sha256', key).update(ID).digest('base64url');
    expect(tokens.issue(ID)).toBe(`${ID}.${mac}`);
  });

  test('names the message that it was issued for', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
        fc.string({ minLength: 1 }),
        (id, secret) => {
          const own = createTokens([secret]);
          expect(own.verify(own.issue(id))).toBe(id);
        },
      ),
    );
  });

  test('goes into an address as it is', () => {
    expect(encodeURIComponent(tokens.issue(ID))).toBe(tokens.issue(ID));
  });

  test('of the previous secret is still good, and new ones are of the current', () => {
    const rotated = createTokens(['the new secret', SECRET]);
    expect(rotated.verify(tokens.issue(ID))).toBe(ID);
    expect(rotated.issue(ID)).toBe(createTokens(['the new secret']).issue(ID));
    expect(createTokens(['the new secret', 'another']).verify(tokens.issue(ID))).toBeNull();
  });

  test('of another message, with this id put before it, is none', () => {
    const [, mac] = tokens.issue('01J00000000000000000000001').split('.');
    expect(tokens.verify(`${ID}.${mac}`)).toBeNull();
  });

  test.each([
    null,
    '',
    '.',
    ID,
    `${ID}.`,
    `.${'A'.repeat(43)}`,
    `${ID}.${'A'.repeat(43)}`,
    'x'.repeat(10_000),
  ])('is not %j', (token) => {
    expect(tokens.verify(token)).toBeNull();
  });

  test('with any one character changed, added or left out is none', () => {
    const token = tokens.issue(ID);
    const survivors: string[] = [];
    for (let at = 0; at <= token.length; at += 1) {
      const [before, after] = [token.slice(0, at), token.slice(at + 1)];
      const mutations = CHARACTERS.split('').flatMap((one) => [
        before + one + after,
        before + one + token.slice(at),
      ]);
      for (const mutation of [...mutations, before + after]) {
        if (mutation !== token && tokens.verify(mutation) !== null) survivors.push(mutation);
      }
    }
    expect(survivors).toEqual([]);
  });

  test('however else it is changed is none', () => {
    const token = tokens.issue(ID);
    const piece = fc.oneof(fc.constantFrom(token, ...token.split('.'), '.', ID), fc.string());
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
        const made = pieces.join('');
        expect(tokens.verify(made)).toBe(made === token ? ID : null);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the token of an address', () => {
  test.each([
    ['/webhooks/sinch/delivery?token=a.b', 'a.b'],
    ['https://example.com/webhooks/sinch/delivery?x=1&token=a.b&y=2', 'a.b'],
    ['/?token=', ''],
    ['/webhooks/sinch/delivery', null],
    ['/?', null],
    ['/?Token=a.b', null],
    ['/?token=a.b&token=a.b', null],
    ['/?token=a.b&token=', null],
    ['/?token=a.b&%74oken=c.d', null],
    ['/token=a.b', null],
    ['', null],
  ])('%s: %j', (url, token) => {
    expect(tokenOf(url)).toBe(token);
  });
});
