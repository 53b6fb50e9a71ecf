import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { authenticate } from './authenticate.ts';
import type { SignatureHeaders } from './signature.ts';
import { createTokens } from './token.ts';

const SECRET = 'the secret of this test';
const ID = '01J00000000000000000000000';
const BODY = Buffer.from('{"type":"mo_text"}');
const NOW = Date.UTC(2026, 10, 23, 9);
const TOKENS = createTokens([SECRET]);

const UNSIGNED: SignatureHeaders = {
  signature: undefined,
  nonce: undefined,
  timestamp: undefined,
  algorithm: undefined,
};

function signed(secret = SECRET): SignatureHeaders {
  const timestamp = String(NOW / 1000);
  const signature = createHmac('sha256', secret).update(BODY).update(`.n1.${timestamp}`).digest('base64');
  return { signature, nonce: 'n1', timestamp, algorithm: 'HmacSHA256' };
}

const addressWith = (...tokens: string[]): string =>
  `/webhooks/sinch/delivery?${tokens.map((token) => `token=${token}`).join('&')}`;

interface Attempt {
  headers?: SignatureHeaders;
  url?: string;
  auth?: 'signature' | 'signature-or-token';
  body?: Buffer;
}

function attempt({
  headers = UNSIGNED,
  url = addressWith(),
  auth = 'signature-or-token',
  body = BODY,
}: Attempt) {
  return authenticate({ headers, body, url }, { secrets: [SECRET], maxAgeSeconds: 60, auth }, TOKENS, NOW);
}

const good = addressWith(TOKENS.issue(ID));

describe('a signed callback', () => {
  test.each(['signature', 'signature-or-token'] as const)('is taken under %s, whatever its token', (auth) => {
    for (const url of [good, addressWith(), addressWith('forged'), addressWith('a', 'b')]) {
      const proof = attempt({ headers: signed(), url, auth });
      expect(proof).toEqual({ ok: true, by: 'signature', nonce: 'n1', secretIndex: 0 });
    }
  });

  test('that is wrongly signed is not saved by a good token', () => {
    expect(attempt({ headers: signed('another'), url: good })).toEqual({ ok: false, reason: 'mismatch' });
  });

  test.each(['signature', 'nonce', 'timestamp', 'algorithm'] as const)(
    'of which only the %s is there is not saved by a good token, nor is an empty one',
    (name) => {
      for (const value of [signed()[name], '']) {
        const headers = { ...UNSIGNED, [name]: value };
        expect(attempt({ headers, url: good })).toEqual({ ok: false, reason: 'missing' });
      }
    },
  );
});

describe('an unsigned callback', () => {
  test('is taken by its token, where tokens count, and speaks of that message', () => {
    const hash = createHash('sha256').update(`${ID}.`).update(BODY).digest('base64url');
    expect(attempt({ url: good })).toEqual({ ok: true, by: 'token', nonce: `unsigned:${hash}`, id: ID });
  });

  test('has another nonce with another body or another message, and the same when it comes again', () => {
    const other = addressWith(TOKENS.issue('01J00000000000000000000001'));
    const proofs = [
      attempt({ url: good }),
      attempt({ url: good }),
      attempt({ url: other }),
      attempt({ url: good, body: Buffer.from('{}') }),
    ];
    const nonces = proofs.map((proof) => proof.ok && proof.nonce);
    expect(nonces[1]).toBe(nonces[0]);
    expect(new Set(nonces).size).toBe(3);
  });

  test('is refused where only signatures count, under a reason of its own', () => {
    expect(attempt({ url: good, auth: 'signature' })).toEqual({ ok: false, reason: 'unsigned' });
  });

  test.each(['signature', 'signature-or-token'] as const)(
    'is refused under %s without a token of ours',
    (auth) => {
      const token = TOKENS.issue(ID);
      expect(attempt({ url: addressWith(), auth })).toEqual({ ok: false, reason: 'missing' });
      expect(attempt({ url: addressWith(token, token), auth })).toEqual({ ok: false, reason: 'missing' });
      expect(attempt({ url: addressWith(`${token}x`), auth })).toEqual({ ok: false, reason: 'bad_token' });
      expect(attempt({ url: addressWith(''), auth })).toEqual({ ok: false, reason: 'bad_token' });
      const foreign = createTokens(['another']).issue(ID);
      expect(attempt({ url: addressWith(foreign), auth })).toEqual({ ok: false, reason: 'bad_token' });
    },
  );
});
