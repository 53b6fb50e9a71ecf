import { createHmac } from 'node:crypto';
import { SmsCallbackWebhooks } from '@sinch/sdk-core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signatureHeaders, verifySignature } from './signature.ts';
import type { SignatureHeaders, SignaturePolicy, SignatureVerdict } from './signature.ts';

/** Published by Sinch in the tests of its SDKs (docs/sinch.md, "Signature"). */
const BODY = Buffer.from(
  '{"at":"2025-01-13T09:22:40.914Z","batch_id":"01JHFFHQ0P99JPPNQPJDV7JTBP","client_reference":"a client reference","code":0,"operator_status_at":"2025-01-13T09:22:00Z","recipient":"33662162466","status":"Delivered","type":"recipient_delivery_report_sms"}',
);
const SECRET = 'SMSWebhooksSecret';
const SIGNED_AT = 1_736_760_161;
const PUBLISHED = {
  signature: 'ZoHei66PPN/kZjw7hFVfGhJOnml3iGNCMWoyQVcE5o0=',
  nonce: '01JHFFHWYY7HSS4FWTMDTQEK8V',
  timestamp: String(SIGNED_AT),
  algorithm: 'HmacSHA256',
} satisfies SignatureHeaders;

const MAX_AGE = 172_800;
const AT_ONCE = SIGNED_AT * 1000;

interface Attempt {
  headers?: Partial<SignatureHeaders>;
  body?: Uint8Array;
  secrets?: readonly string[];
  maxAgeSeconds?: number;
  now?: number;
}

/** The published callback, but for what `attempt` changes of it. */
function verify({ headers, body = BODY, now = AT_ONCE, ...policy }: Attempt = {}): SignatureVerdict {
  const standing: SignaturePolicy = { secrets: [SECRET], maxAgeSeconds: MAX_AGE };
  return verifySignature({ ...PUBLISHED, ...headers }, body, { ...standing, ...policy }, now);
}

interface Key {
  key?: string | Buffer;
  hash?: string;
}

/** A signer of the test's own. */
function sign(
  body: Uint8Array,
  nonce: string,
  timestamp: string,
  { key = SECRET, hash = 'sha256' }: Key = {},
) {
  const suffix = Buffer.from(`.${nonce}.${timestamp}`);
  return createHmac(hash, key)
    .update(Buffer.concat([body, suffix]))
    .digest('base64');
}

/** Headers that are rightly signed over these very values. */
function signed(values: { nonce?: string; timestamp?: string; body?: Uint8Array }, key: Key = {}) {
  const { nonce = PUBLISHED.nonce, timestamp = PUBLISHED.timestamp, body = BODY } = values;
  return { ...PUBLISHED, nonce, timestamp, signature: sign(body, nonce, timestamp, key) };
}

/** Text of any characters. */
const anyText = (length: { minLength?: number; maxLength?: number }): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(fc.nat(0x7f), fc.nat(0x10_ff_ff)), length)
    .map((points) => String.fromCodePoint(...points).toWellFormed());

const ALL_BYTES = Array.from({ length: 256 }, (_, byte) => byte);

/** Every text that differs from `text` in one character, up to U+00FF. */
function* oneCharacterChanges(text: string): Generator<string> {
  for (const [position, original] of text.split('').entries()) {
    for (const byte of ALL_BYTES) {
      const character = String.fromCodePoint(byte);
      if (character !== original) yield text.slice(0, position) + character + text.slice(position + 1);
    }
  }
}

/** Every text with one character more or one less. */
function* oneCharacterMoreOrLess(text: string): Generator<string> {
  for (let position = 0; position <= text.length; position += 1) {
    yield `${text.slice(0, position)}0${text.slice(position)}`;
    if (position < text.length) yield text.slice(0, position) + text.slice(position + 1);
  }
}

const accepted = { ok: true, nonce: PUBLISHED.nonce, secretIndex: 0 };

describe('a signature of Sinch', () => {
  test('the published one verifies at its time, and tells its nonce', () => {
    expect(verify()).toEqual(accepted);
  });

  test('is over the bytes, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (body) => {
        expect(verify({ body, headers: signed({ body }) })).toEqual(accepted);
      }),
    );
  });

  test('verifies under a secret of any characters, used as UTF-8 text', () => {
    fc.assert(
      fc.property(anyText({ minLength: 1 }), (secret) => {
        expect(verify({ secrets: [secret], headers: signed({}, { key: secret }) })).toEqual(accepted);
      }),
    );
  });

  test('verifies under the previous secret while a rotation lasts, and under no third', () => {
    expect(verify({ secrets: ['the new secret', SECRET] })).toEqual({ ...accepted, secretIndex: 1 });
    expect(verify({ secrets: ['the new secret', 'another'] })).toEqual({ ok: false, reason: 'mismatch' });
    expect(verify({ secrets: [] })).toEqual({ ok: false, reason: 'mismatch' });
  });
});

const withSecret = (secret: string): Attempt => ({ secrets: [secret] });
const isForged = (attempt: Attempt): boolean => {
  const verdict = verify(attempt);
  return !verdict.ok && (verdict.reason === 'mismatch' || verdict.reason === 'malformed');
};
const survivors = (changed: Iterable<string>, toAttempt: (text: string) => Attempt): string[] =>
  [...changed].filter((text) => !isForged(toAttempt(text)));

describe('every one-byte change is refused', () => {
  test('of the body: each byte, each other value', () => {
    expect(verify()).toEqual(accepted);
    const accepting: string[] = [];
    const body = Buffer.from(BODY);
    for (const [position, original] of BODY.entries()) {
      for (const byte of ALL_BYTES) {
        body[position] = byte;
        if (byte !== original && !isForged({ body })) accepting.push(`${position}: ${byte}`);
      }
      body[position] = original;
    }
    expect(accepting).toEqual([]);
  });

  test('of the body: a byte less anywhere, a byte more anywhere', () => {
    const changes = [...oneCharacterMoreOrLess(BODY.toString('latin1'))];
    expect(survivors(changes, (text) => ({ body: Buffer.from(text, 'latin1') }))).toEqual([]);
  });

  test.each(['signature', 'nonce', 'timestamp'] as const)('of the %s', (header) => {
    const text = PUBLISHED[header];
    const toAttempt = (changed: string): Attempt => ({ headers: { [header]: changed } });
    expect(survivors(oneCharacterChanges(text), toAttempt)).toEqual([]);
    expect(survivors(oneCharacterMoreOrLess(text), toAttempt)).toEqual([]);
  });

  test('of the secret', () => {
    expect(survivors(oneCharacterChanges(SECRET), withSecret)).toEqual([]);
    expect(survivors(oneCharacterMoreOrLess(SECRET), withSecret)).toEqual([]);
  });

  test('of the signature to a character that shares its low byte', () => {
    const lookalikes = PUBLISHED.signature.split('').map((character, position) => {
      const other = String.fromCodePoint(character.codePointAt(0)! + 0x100);
      return PUBLISHED.signature.slice(0, position) + other + PUBLISHED.signature.slice(position + 1);
    });
    expect(survivors(lookalikes, (signature) => ({ headers: { signature } }))).toEqual([]);
  });

  test('of any body, under any secret', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        anyText({ minLength: 1 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (body, secret, where, difference) => {
          const headers = signed({ body }, { key: secret });
          const changed = Uint8Array.from(body);
          changed[where % body.length]! ^= difference;
          expect(verify({ body, headers, secrets: [secret] })).toEqual(accepted);
          expect(verify({ body: changed, headers, secrets: [secret] })).toEqual({
            ok: false,
            reason: 'mismatch',
          });
        },
      ),
    );
  });

  test('that moves a byte between body, nonce and timestamp', () => {
    const body = Buffer.from('{}0');
    const headers = signed({ body, nonce: '1' });
    expect(verify({ body, headers }).ok).toBe(true);
    expect(isForged({ body: Buffer.from('{}'), headers: { ...headers, nonce: '01' } })).toBe(true);
    expect(isForged({ body: Buffer.from('{}01'), headers: { ...headers, nonce: '' } })).toBe(true);
  });
});

describe('a signature of another kind is refused', () => {
  test('one whose secret was base64-decoded first', () => {
    const secret = 'MDEyMzQ1Njc4OWFiY2RlZg==';
    const headers = signed({}, { key: Buffer.from(secret, 'base64') });
    expect(verify({ secrets: [secret], headers })).toEqual({ ok: false, reason: 'mismatch' });
  });

  test.each(['sha1', 'sha384', 'sha512', 'md5'])(
    'one made with %s, though it calls itself HmacSHA256',
    (hash) => {
      const verdict = verify({ headers: signed({}, { hash }) });
      expect(verdict.ok).toBe(false);
    },
  );

  test('one in hexadecimal, in base64url or without its padding', () => {
    const bytes = Buffer.from(PUBLISHED.signature, 'base64');
    for (const signature of [
      bytes.toString('hex'),
      bytes.toString('base64url'),
      PUBLISHED.signature.slice(0, 43),
    ]) {
      expect(verify({ headers: { signature } })).toEqual({ ok: false, reason: 'malformed' });
    }
    const urlSafe = `${bytes.toString('base64url')}=`;
    expect(urlSafe).not.toBe(PUBLISHED.signature);
    expect(verify({ headers: { signature: urlSafe } }).ok).toBe(false);
  });

  test('one that decodes to the same bytes, but is another text', () => {
    // The last two bits of the last character before the padding carry nothing.
    const variant = PUBLISHED.signature.replace('o0=', 'o1=');
    expect(Buffer.from(variant, 'base64')).toEqual(Buffer.from(PUBLISHED.signature, 'base64'));
    expect(verify({ headers: { signature: variant } })).toEqual({ ok: false, reason: 'mismatch' });
  });

  test.each([
    'none',
    'None',
    'sha1',
    'HmacSHA1',
    'HmacSHA384',
    'HmacSHA512',
    'hmacsha256',
    'HMACSHA256',
    'HmacSha256',
    'HS256',
    ' HmacSHA256',
    'HmacSHA256 ',
    'HmacSHA256, HmacSHA256',
    'HmacSHA256,HmacSHA256',
    '',
  ])('one of the algorithm "%s", however right it is', (algorithm) => {
    expect(verify({ headers: { algorithm } })).toEqual({ ok: false, reason: 'algorithm' });
  });
});

describe('headers', () => {
  const NAMES = ['signature', 'nonce', 'timestamp', 'algorithm'] as const;

  test.each(NAMES)('a missing %s is refused as missing', (name) => {
    expect(verify({ headers: { [name]: undefined } })).toEqual({ ok: false, reason: 'missing' });
  });

  test.each(['signature', 'nonce', 'timestamp'] as const)(
    'a %s that stood there twice is refused',
    (name) => {
      for (const separator of [', ', ',']) {
        const joined = PUBLISHED[name] + separator + PUBLISHED[name];
        expect(verify({ headers: { [name]: joined } })).toEqual({ ok: false, reason: 'malformed' });
      }
    },
  );

  test('a nonce that stood there twice is refused even if someone signed the joined text', () => {
    expect(verify({ headers: signed({ nonce: 'one, two' }) })).toEqual({ ok: false, reason: 'malformed' });
    expect(verify({ headers: signed({ nonce: 'one,two' }) })).toEqual({ ok: false, reason: 'malformed' });
  });

  test.each([
    '',
    ' ',
    'with space',
    ' leading',
    'trailing ',
    'tab\t',
    'line\n',
    'nul\0',
    'é',
    'x'.repeat(129),
  ])('the nonce %j is refused as malformed, rightly signed or not', (nonce) => {
    expect(verify({ headers: signed({ nonce }) })).toEqual({ ok: false, reason: 'malformed' });
  });

  test('a nonce of 128 visible characters is taken', () => {
    const nonce = 'x'.repeat(128);
    expect(verify({ headers: signed({ nonce }) })).toEqual({ ...accepted, nonce });
  });

  test.each(['', ' ', `${SIGNED_AT} `, ` ${SIGNED_AT}`, `${SIGNED_AT}\n`, '1,736,760,161'])(
    'the timestamp %j is refused as malformed',
    (timestamp) => {
      expect(verify({ headers: signed({ timestamp }) })).toEqual({ ok: false, reason: 'malformed' });
    },
  );

  test('are found under their names in lower case, as Node gives them', () => {
    const found = signatureHeaders({
      'x-sinch-webhook-signature': 's',
      'x-sinch-webhook-signature-nonce': 'n',
      'x-sinch-webhook-signature-timestamp': 't',
      'x-sinch-webhook-signature-algorithm': 'a',
      'x-sinch-signature': 'another',
    });
    expect(found).toEqual({ signature: 's', nonce: 'n', timestamp: 't', algorithm: 'a' });
  });

  test('are undefined where they are absent, and joined where there are many', () => {
    expect(signatureHeaders({})).toEqual({
      signature: undefined,
      nonce: undefined,
      timestamp: undefined,
      algorithm: undefined,
    });
    expect(signatureHeaders({ 'x-sinch-webhook-signature-nonce': ['one', 'two'] }).nonce).toBe('one,two');
  });
});

const HOUR = 3600;
const at = (secondsAfterSigning: number): SignatureVerdict =>
  verify({ now: AT_ONCE + secondsAfterSigning * 1000 });

describe('the time', () => {
  test.each([0, 1, 300, 22 * HOUR + 45 * 60, 46 * HOUR, MAX_AGE])(
    '%d s after the signing it is accepted',
    (age) => {
      expect(at(age)).toEqual(accepted);
    },
  );

  test.each([MAX_AGE + 1, MAX_AGE + 60, 10 * MAX_AGE])(
    '%d s after the signing it is refused, with the skew',
    (age) => {
      expect(at(age)).toEqual({ ok: false, reason: 'time', skewSeconds: age });
    },
  );

  test.each([1, 60, 899, 900])('a clock of Sinch that is %d s ahead of ours is accepted', (ahead) => {
    expect(at(-ahead)).toEqual(accepted);
  });

  test.each([901, 3600, 86_400])('a clock of Sinch that is %d s ahead is refused, with the skew', (ahead) => {
    expect(at(-ahead)).toEqual({ ok: false, reason: 'time', skewSeconds: -ahead });
  });

  test('the window is as long as the policy says, to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 7 }), (maxAgeSeconds) => {
        const oldest = verify({ maxAgeSeconds, now: AT_ONCE + maxAgeSeconds * 1000 });
        const older = verify({ maxAgeSeconds, now: AT_ONCE + (maxAgeSeconds + 1) * 1000 });
        expect([oldest.ok, older.ok]).toEqual([true, false]);
      }),
    );
  });

  test.each([
    `${SIGNED_AT}.0`,
    `${SIGNED_AT}.914`,
    `${SIGNED_AT}000`,
    '1.736760161e9',
    `+${SIGNED_AT}`,
    `-${SIGNED_AT}`,
    '0x6784D9A1',
    'NaN',
    '2025-01-13T09:22:41Z',
  ])(
    'the timestamp "%s" is refused however right its signature is: it is no whole number of seconds',
    (timestamp) => {
      expect(verify({ headers: signed({ timestamp }) })).toEqual({
        ok: false,
        reason: 'time',
        skewSeconds: null,
      });
    },
  );

  test('is not told of a forgery: a wrong signature is a mismatch at any time', () => {
    for (const now of [AT_ONCE, AT_ONCE + 10 * MAX_AGE * 1000, 0]) {
      const verdict = verify({ now, secrets: ['another secret'] });
      expect(verdict).toEqual({ ok: false, reason: 'mismatch' });
    }
    const timestamp = `${SIGNED_AT}.5`;
    expect(verify({ headers: { timestamp } })).toEqual({ ok: false, reason: 'mismatch' });
  });
});

test('the validator of the SDK agrees on every body, right or tampered with', () => {
  const text = anyText({ maxLength: 300 });
  fc.assert(
    fc.property(text, text, anyText({ minLength: 1 }), (body, other, secret) => {
      const bytes = Buffer.from(body);
      const headers = signed({ body: bytes }, { key: secret });
      const validator = new SmsCallbackWebhooks(secret);
      const opinions = [body, other].map((received) => {
        const theirs = validator.validateAuthenticationHeader(
          {
            'x-sinch-webhook-signature': headers.signature,
            'x-sinch-webhook-signature-nonce': headers.nonce,
            'x-sinch-webhook-signature-timestamp': headers.timestamp,
            'x-sinch-webhook-signature-algorithm': headers.algorithm,
          },
          received,
          '',
          '',
        );
        const ours = verify({ body: Buffer.from(received), headers, secrets: [secret] });
        return { theirs, ours: ours.ok };
      });
      expect(opinions).toEqual([
        { theirs: true, ours: true },
        { theirs: body === other, ours: body === other },
      ]);
    }),
  );
});
