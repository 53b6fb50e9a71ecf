import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DIAGNOSES } from '../contract.ts';
import { inWords } from './clock-finding.ts';
import { diagnose } from './diagnosis.ts';
import type { Finding } from '../contract.ts';
import { otherBodies } from './other-bodies.ts';
import type { SignatureHeaders } from './signature.ts';
import { verifySignature } from './signature.ts';

const SECRET = 'bXkgc2VjcmV0IG9mIHRoaXMgdGVzdA==';
const PREVIOUS = 'another secret, which was before it';
const NOW = Date.UTC(2026, 10, 23, 9);
const BODY =
  '{"at":"2026-11-23T08:00:00Z","batch_id":"B1","code":0,"recipient":"12025550101","status":"Delivered","type":"recipient_delivery_report_sms"}';

interface Sender {
  key?: string | Buffer;
  body?: string;
  hash?: string;
  encoding?: 'base64' | 'hex';
  timestamp?: string;
  headers?: Partial<SignatureHeaders>;
}

/** What is found when `sender` signs its body so, and `received` is what comes of it. */
function findingOf(sender: Sender, { received = sender.body ?? BODY, secrets = [SECRET] } = {}): Finding {
  const { key = SECRET, body = BODY, hash = 'sha256', encoding = 'base64' } = sender;
  const { timestamp = String(NOW / 1000) } = sender;
  const signature = createHmac(hash, key).update(`${body}.nonce.${timestamp}`).digest(encoding);
  const headers = { signature, nonce: 'nonce', timestamp, algorithm: 'HmacSHA256', ...sender.headers };
  const bytes = Buffer.from(received);
  const verdict = verifySignature(headers, bytes, { secrets, maxAgeSeconds: 172_800 }, NOW);
  if (verdict.ok) throw new Error('There is nothing wrong with this one.');
  return diagnose(verdict, headers, bytes, secrets);
}

const found = (code: Finding['code'], ...words: string[]) => ({
  code,
  detail: expect.stringMatching(words.join('.*')),
});

describe('a secret that is not quite the same', () => {
  test.each([`${SECRET} `, ` ${SECRET}`, `${SECRET}\n`, `\t${SECRET}\r\n`])(
    'has blanks at our side: %j',
    (ours) => {
      const finding = findingOf({}, { secrets: [ours] });
      expect(finding).toEqual(found('secret_blank_edges', 'SINCH_WEBHOOK_SECRET has', 'Remove them'));
    },
  );

  test.each([`${SECRET} `, ` ${SECRET}`, `${SECRET}\n`, `${SECRET}\r\n`])(
    'has blanks at the side of Sinch: %j',
    (key) => {
      expect(findingOf({ key })).toEqual(found('secret_blank_edges', 'at Sinch has', 'SINCH_WEBHOOK_SECRET'));
    },
  );

  test.each([`"${SECRET}"`, `'${SECRET}'`])('has quotes: %j', (quoted) => {
    expect(findingOf({}, { secrets: [quoted] })).toEqual(found('secret_quoted', 'Remove them'));
    expect(findingOf({ key: quoted })).toEqual(found('secret_quoted', 'at Sinch'));
  });

  test('was decoded from base64', () => {
    const key = Buffer.from(SECRET, 'base64');
    expect(findingOf({ key })).toEqual(
      found('secret_base64', 'SINCH_WEBHOOK_SECRET decoded', 'must not decode'),
    );
  });

  test.each<[Finding['code'], string | Buffer]>([
    ['secret_blank_edges', `${PREVIOUS}\n`],
    ['secret_quoted', `"${PREVIOUS}"`],
    ['secret_base64', Buffer.from(PREVIOUS, 'base64')],
  ])('may be the previous one: %s', (code, key) => {
    expect(findingOf({ key }, { secrets: [SECRET, PREVIOUS] })).toEqual(
      found(code, 'SINCH_WEBHOOK_SECRET_PREVIOUS'),
    );
  });
});

describe('a body that something on the way changed', () => {
  const sorted = '{"a":{"b":1,"c":[{"x":0,"y":"/"}]},"d":"👋"}';

  test.each([
    ['indents it', BODY, JSON.stringify(JSON.parse(BODY), null, 2)],
    ['indents it after a byte order mark', BODY, `\ufeff${JSON.stringify(JSON.parse(BODY), null, 2)}`],
    ['writes it with blanks', BODY, BODY.replaceAll('":', '": ').replaceAll(',"', ', "')],
    ['escapes what is not ASCII', '{"body":"👋"}', String.raw`{"body":"\ud83d\udc4b"}`],
    ['escapes slashes', '{"body":"a/b"}', String.raw`{"body":"a\/b"}`],
    ['sorts otherwise', sorted, '{"d":"👋","a":{"c":[{"y":"/","x":0}],"b":1}}'],
    ['takes the blanks out', JSON.stringify(JSON.parse(BODY), null, 2), BODY],
  ])('%s', (_, body, received) => {
    expect(findingOf({ body }, { received })).toEqual(found('body_rewritten', 'rewrites', 'unchanged'));
  });

  test.each([
    ['adds a line break', BODY, `${BODY}\n`],
    ['takes a line break off', `${BODY}\n`, BODY],
    ['takes a line break of Windows off', `${BODY}\r\n`, BODY],
    ['trims it', BODY, ` ${BODY}\t\r\n`],
    ['makes line breaks those of Windows', '{"a":\n1\n}', '{"a":\r\n1\r\n}'],
    ['makes line breaks those of Unix', '{"a":\r\n1\r\n}', '{"a":\n1\n}'],
    ['puts a byte order mark before it', BODY, `\ufeff${BODY}`],
  ])('%s', (_, body, received) => {
    expect(findingOf({ body }, { received })).toEqual(
      found('body_trimmed', 'blanks or line breaks', 'unchanged'),
    );
  });

  test('is found with the previous secret, too', () => {
    const finding = findingOf({ key: PREVIOUS }, { received: `${BODY}\n`, secrets: [SECRET, PREVIOUS] });
    expect(finding.code).toBe('body_trimmed');
  });
});

describe('a signature that is right, but not as Sinch makes it', () => {
  test.each([
    ['sha384', 'HmacSHA384'],
    ['sha512', 'HmacSHA512'],
  ])('is made with %s', (hash, algorithm) => {
    const finding = found('algorithm', algorithm, 'account manager');
    expect(findingOf({ hash, headers: { algorithm } })).toEqual(finding);
    expect(findingOf({ hash })).toEqual(finding);
  });

  test.each(['hmacsha256', 'HMAC-SHA256', ''])('calls its algorithm "%s"', (algorithm) => {
    expect(findingOf({ headers: { algorithm } })).toEqual(found('algorithm', 'must write exactly that'));
  });

  test('is in hexadecimal, in either letter case', () => {
    expect(findingOf({ encoding: 'hex' })).toEqual(found('encoding_hex', 'base64'));
    const upper = createHmac('sha256', SECRET)
      .update(`${BODY}.nonce.${NOW / 1000}`)
      .digest('hex')
      .toUpperCase();
    expect(findingOf({ headers: { signature: upper } })).toEqual(found('encoding_hex', 'base64'));
  });
});

describe('a time out of the window', () => {
  test.each([
    [200_000, '2 days 7 hours behind the clock', 'Set the clock, or raise SINCH_WEBHOOK_MAX_AGE'],
    [-1000, '16 minutes 40 seconds ahead of the clock', 'Set that clock'],
    [-86_400, '1 day ahead of the clock', 'Set that clock'],
  ])('by %d s is told in words', (skew, ...words) => {
    expect(findingOf({ timestamp: String(NOW / 1000 - skew) })).toEqual(found('clock', ...words));
  });

  test.each([String(NOW), '2026-11-23T09:00:00Z', '1.5'])(
    'that is no time in seconds is told so: %s',
    (timestamp) => {
      expect(findingOf({ timestamp })).toEqual(found('clock', 'seconds since 1970', 'milliseconds'));
    },
  );

  test.each([
    [1, '1 second'],
    [59, '59 seconds'],
    [60, '1 minute'],
    [3661, '1 hour 1 minute'],
    [90_061, '1 day 1 hour'],
    [172_801, '2 days 1 second'],
  ])('%d s are %s', (seconds, words) => {
    expect(inWords(seconds)).toBe(words);
  });
});

describe('headers of which some are missing', () => {
  test('are named', () => {
    const finding = findingOf({ headers: { nonce: undefined, algorithm: undefined } });
    expect(finding).toEqual(
      found(
        'partly_signed',
        'x-sinch-webhook-signature-nonce, x-sinch-webhook-signature-algorithm\\.',
        'pass on',
      ),
    );
  });

  test.each(['signature', 'nonce', 'timestamp', 'algorithm'] as const)('are found: %s', (name) => {
    expect(findingOf({ headers: { [name]: undefined } }).code).toBe('partly_signed');
  });
});

describe('what no usual mistake explains', () => {
  test('is told so, with what to look at', () => {
    expect(findingOf({ key: 'quite another' })).toEqual(
      found('none_found', 'SINCH_WEBHOOK_SECRET', 'secret_for_overridden_callback_urls'),
    );
    expect(findingOf({ headers: { signature: 'x' } })).toEqual(found('none_found', 'not written as Sinch'));
    expect(findingOf({ key: 'x', headers: { algorithm: 'none' } })).toEqual(
      found('none_found', 'not HmacSHA256'),
    );
  });

  test('is two mistakes at a time', () => {
    expect(findingOf({ key: `${SECRET}\n` }, { received: `${BODY}\n` }).code).toBe('none_found');
  });

  test('is an empty key behind a secret of blanks', () => {
    expect(findingOf({ key: '' }, { secrets: ['   '] }).code).toBe('none_found');
  });
});

describe('whatever comes', () => {
  test('what it may have been is not many times as large', () => {
    const deep = Buffer.from(`${'['.repeat(1000)}${']'.repeat(1000)}`);
    const tried = otherBodies(deep).reduce((sum, { body }) => sum + body.length, 0);
    expect(tried).toBeLessThan(10 * deep.length);
  });

  test('one of the known mistakes is found, and the detail repeats nothing of it', () => {
    const text = fc.string({ unit: 'binary', minLength: 6 });
    fc.assert(
      fc.property(text, text, text, text, (signature, nonce, algorithm, body) => {
        const headers = { signature, nonce, timestamp: '1', algorithm };
        const bytes = Buffer.from(body);
        const verdict = verifySignature(headers, bytes, { secrets: [SECRET], maxAgeSeconds: 1 }, NOW);
        const finding = verdict.ok ? null : diagnose(verdict, headers, bytes, [SECRET, PREVIOUS]);
        expect(DIAGNOSES).toContain(finding?.code);
        for (const said of [signature, nonce, algorithm, body, SECRET, PREVIOUS]) {
          expect(finding?.detail).not.toContain(said);
        }
      }),
    );
  });

  test.each([
    ['nested deep', `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
    ['nested, and few enough to be written anew', `${'['.repeat(400)}${']'.repeat(400)}`],
    ['no JSON', '{'.repeat(60_000)],
    ['blanks', ' '.repeat(60_000)],
    ['line breaks', '\n'.repeat(60_000)],
    ['a poisoned object', '{"__proto__":{"a":1},"constructor":{}}'],
    // What takes a step for each pair of its characters would not end within the time of a test.
    ['blanks within', `{${' '.repeat(200_000)}}`],
    ['line breaks within', `{${'\r\n'.repeat(100_000)}}`],
  ])('%s is no accident, and soon done', (_, received) => {
    expect(findingOf({ key: 'another' }, { received }).code).toBe('none_found');
  });
});
