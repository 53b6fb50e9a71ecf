/** Bodies that are more than they seem: compressed, deep, or aimed at what all objects share. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TestApp } from '../harness.ts';
import { acceptingGateway, startApp } from '../harness.ts';
import { postCallback, recipientReport, signedHeaders } from '../sinch-callback.ts';

let app: TestApp;
let messageId: string;
const SHARED = Object.getOwnPropertyNames(Object.prototype).toSorted();

beforeAll(async () => {
  app = await startApp({ gateway: acceptingGateway(), env: { ACCESS_TOKENS: `ann:${'a'.repeat(24)}` } });
  const response = await post('/send-sms', JSON.stringify({ to: '+12025550101', message: 'Hello' }));
  messageId = ((await response.json()) as { id: string }).id;
});
afterAll(() => app.close());

const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(app.url + path, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${'a'.repeat(24)}`,
      ...headers,
    },
    body,
  });

/** A hundred megabytes in a hundred kilobytes. */
const BOMB = gzipSync(Buffer.alloc(100 * 1024 * 1024, ' '));
const TAKES_JSON = ['/send-sms', '/api/forget', '/api/login'];

describe('a compressed body', () => {
  it.each(TAKES_JSON)('is refused, not inflated: %s', async (path) => {
    const before = process.memoryUsage().rss;
    for (const coding of ['gzip', 'deflate', 'br', 'x-unknown']) {
      const response = await post(path, BOMB.subarray(0, 4000), { 'Content-Encoding': coding });
      expect([response.status, await response.json()]).toMatchObject([
        415,
        { code: 'unsupported_media_type', detail: expect.stringContaining('compression') as string },
      ]);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
  });

  it('of a callback stays the bytes that were sent: forged it is a 401, signed it is no JSON', async () => {
    const coding = { 'Content-Encoding': 'gzip' };
    expect((await postCallback(app, BOMB, coding)).status).toBe(401);
    expect((await postCallback(app, BOMB, { ...signedHeaders(BOMB), ...coding })).status).toBe(400);
    // A signature over what is inside is not one over the bytes.
    const inside = recipientReport({ batch_id: 'B' });
    const outside = gzipSync(inside);
    expect((await postCallback(app, outside, { ...signedHeaders(inside), ...coding })).status).toBe(401);
  });

  it('is not what a callback is just because it says so', async () => {
    const body = recipientReport({ batch_id: 'B' });
    const headers = { ...signedHeaders(body), 'Content-Encoding': 'gzip' };
    expect((await postCallback(app, body, headers)).status).toBe(200);
  });
});

describe('a body', () => {
  it.each(TAKES_JSON)('that is too large is refused: %s', async (path) => {
    const response = await post(path, JSON.stringify({ to: 'x'.repeat(300 * 1024) }));
    expect(response.status).toBe(413);
  });

  it.each(TAKES_JSON)('that is not in UTF-8 is refused: %s', async (path) => {
    for (const charset of ['latin1', 'nonsense']) {
      const response = await post(path, '{}', { 'Content-Type': `application/json; charset=${charset}` });
      expect(response.status).toBe(415);
    }
    for (const body of ['"\xff\xfe"', '{"a":"\xfc"}', '{"\xfc":1}']) {
      const response = await post(path, Buffer.from(body, 'latin1'));
      expect([response.status, await response.json()]).toMatchObject([400, { code: 'invalid_json' }]);
    }
  });

  it.each(TAKES_JSON)('that is deep is refused: %s', async (path) => {
    const depth = path === '/send-sms' ? 100_000 : 2_000;
    for (const deep of ['['.repeat(depth), `${'[1,'.repeat(depth / 2)}1${']'.repeat(depth / 2)}`]) {
      expect([400, 422]).toContain((await post(path, deep)).status);
    }
    const fields = await post(path, `{"to":${'['.repeat(900)}${']'.repeat(900)},"message":{"a":{"b":[]}}}`);
    expect(fields.status).toBe(422);
  });

  it('of a callback that is deep ends nothing, signed or not', async () => {
    const deep = `{"type":"recipient_delivery_report_sms","at":${'['.repeat(400_000)}${']'.repeat(400_000)}}`;
    expect((await postCallback(app, deep, {})).status).toBe(401);
    expect([200, 400]).toContain((await postCallback(app, deep)).status);
    const objects = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    expect([200, 400]).toContain((await postCallback(app, objects)).status);
  });

  it('of a callback with a million keys is read in good time', async () => {
    const many = `{${Array.from({ length: 90_000 }, (_, nth) => `"${nth}":1`).join()}}`;
    expect((await postCallback(app, many)).status).toBe(200);
  });
});

it('a text of a hundred thousand accents on one letter is refused, and they are never put in order', async () => {
  const ordered = vi.spyOn(String.prototype, 'normalize');
  const marks = '\u0315\u0300\u05ae\u0301'.repeat(25_000);
  const response = await post('/send-sms', JSON.stringify({ to: '+12025550101', message: `a${marks}` }));
  const longest = Math.max(0, ...ordered.mock.contexts.map((text) => String(text).length));
  ordered.mockRestore();
  expect([response.status, await response.json()]).toMatchObject([
    422,
    { errors: [{ path: 'message', message: expect.stringContaining('at most 2000') as string }] },
  ]);
  expect(longest).toBeLessThan(10_000);
});

describe('what all objects share stays as it is', () => {
  const POISON = [
    '{"__proto__":{"polluted":true}}',
    '{"__proto__":{"to":"+12025550101","message":"x","number":"+12025550101","token":"x"}}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    '{"to":"+12025550101","message":"x","__proto__":{"polluted":true}}',
    '{"to":"+12025550101","message":"x","constructor":"x"}',
    '{"to":["__proto__"],"message":{"toString":"x"}}',
    '{"number":"+12025550101","__proto__":null}',
    '{"token":"x","__proto__":{"token":"y"}}',
    '{"to":{"length":1,"0":"+12025550101"},"message":"x"}',
  ];
  const unharmed = (): void => {
    expect(Object.getOwnPropertyNames(Object.prototype).toSorted()).toEqual(SHARED);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  };

  it.each(TAKES_JSON.flatMap((path) => POISON.map((body) => [path, body] as const)))(
    '%s refuses %s',
    async (path, body) => {
      expect((await post(path, body)).status).toBe(422);
      unharmed();
    },
  );

  it.each([
    ...POISON,
    recipientReport({ batch_id: '__proto__', recipient: '__proto__', status: '__proto__' }),
    recipientReport({ client_reference: '__proto__', status: 'constructor', type: 'toString' }),
    '{"type":"__proto__"}',
    '{"type":"delivery_report_sms","batch_id":"B","statuses":{"length":1e9}}',
    '{"type":"delivery_report_sms","batch_id":"B","statuses":[{"status":"__proto__","recipients":["__proto__"]}]}',
    '{"message_delivery_report":{"__proto__":{"message_id":"x"},"status":"hasOwnProperty"}}',
  ])('a signed callback is kept: %s', async (body) => {
    expect((await postCallback(app, body)).status).toBe(200);
    unharmed();
  });

  it('a status that is the name of such a property is a word like any other', async () => {
    for (const status of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const body = recipientReport({ client_reference: messageId, recipient: '12025550101', status });
      expect((await postCallback(app, body)).status).toBe(200);
    }
    const headers = { Authorization: `Bearer ${'a'.repeat(24)}` };
    for (const path of ['/api/messages', `/api/messages/${messageId}`]) {
      const response = await fetch(app.url + path, { headers });
      expect([response.status, await response.text()]).toEqual([200, expect.stringContaining(messageId)]);
    }
    unharmed();
  });

  it.each([
    '__proto__=1',
    '__proto__[limit]=1',
    'constructor[prototype][limit]=1',
    'limit[__proto__]=1',
    'limit=1&limit=2',
    'after=__proto__',
    `${'a=1&'.repeat(3000)}limit=1`,
  ])('a query is a query: ?%s', async (query) => {
    const response = await fetch(`${app.url}/api/messages?${query}`, {
      headers: { Authorization: `Bearer ${'a'.repeat(24)}` },
    });
    expect([200, 422]).toContain(response.status);
    unharmed();
  });
});

it('and the server is as good as ever', async () => {
  expect((await postCallback(app, recipientReport({ batch_id: 'B' }))).status).toBe(200);
  expect(app.logLines.filter((line) => line.includes('request failed'))).toEqual([]);
});
