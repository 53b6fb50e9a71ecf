/** What the webhook answers, row by row, through a real socket. */
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../src/contract.ts';
import type { Store } from '../src/store/store.ts';
import { createMemoryStore } from '../src/store/memory/memory.ts';
import { acceptingGateway, getMessage, postSend, startApp } from './harness.ts';
import type { TestApp, TestAppOptions } from './harness.ts';
import { postCallback, recipientReport, signedHeaders } from './sinch-callback.ts';

const PATH = '/webhooks/sinch/delivery';

let app: TestApp;
afterEach(() => app.close());

async function start(options: TestAppOptions = {}): Promise<Message> {
  app = await startApp({ gateway: acceptingGateway(), ...options });
  const response = await postSend(app, { to: ['+12025550101', '+12025550102'] });
  return (await response.json()) as Message;
}

const statuses = async (id: string): Promise<(string | null)[]> =>
  (await getMessage(app, id)).recipients.map((one) => one.status);

describe('200, because a retry would not help', () => {
  let message: Message;
  beforeEach(async () => {
    message = await start();
  });
  const report = (fields = {}): string => recipientReport({ batch_id: message.messageId!, ...fields });

  it('when the report is stored', async () => {
    expect((await postCallback(app, report())).status).toBe(200);
    expect(await statuses(message.id)).toEqual(['DELIVERED', 'QUEUED']);
  });

  it('when the same is said again, with a new nonce or with the same', async () => {
    const body = report({ operator_status_at: '2026-11-23T08:00:00Z' });
    const headers = signedHeaders(body);
    for (const used of [headers, headers, signedHeaders(body)]) {
      expect((await postCallback(app, body, used)).status).toBe(200);
    }
    const { recipients } = await getMessage(app, message.id);
    expect(recipients[0]).toMatchObject({ status: 'DELIVERED', callbackCount: 3 });
    expect(recipients[0]?.history).toHaveLength(2);
    expect(recipients[0]?.history.at(-1)).toMatchObject({
      operatorAt: '2026-11-23T08:00:00.000Z',
      signedAt: new Date(Number(headers['x-sinch-webhook-signature-timestamp']) * 1000).toISOString(),
      repeats: 2,
    });
  });

  it.each([
    ['an inbound message', '{"type":"mo_text","from":"12025550101","body":"Hi"}'],
    ['an inbound picture', '{"type":"mo_media","from":"12025550101"}'],
    ['a type that we do not know', '{"type":"recipient_delivery_report_fax"}'],
    ['no type', '{"hello":"world"}'],
    ['an unknown message', recipientReport({ batch_id: 'B-UNKNOWN' })],
    [
      'a batch report of counts only',
      '{"type":"delivery_report_sms","batch_id":"B","statuses":[{"count":1}]}',
    ],
  ])('for %s', async (_what, body) => {
    expect((await postCallback(app, body)).status).toBe(200);
    expect(await statuses(message.id)).toEqual(['QUEUED', 'QUEUED']);
  });

  it('for a number that is no recipient, which it does not become', async () => {
    expect((await postCallback(app, report({ recipient: '447700900123' }))).status).toBe(200);
    expect(await statuses(message.id)).toEqual(['QUEUED', 'QUEUED']);
    expect(app.logLines.join('')).toContain('no recipient');
  });

  it.each(['recipient', 'status'])('for an unreadable %s, which is logged', async (field) => {
    expect((await postCallback(app, report({ [field]: { no: 'text' } }))).status).toBe(200);
    expect(await statuses(message.id)).toEqual(['QUEUED', 'QUEUED']);
    expect(app.logLines.join('')).toContain('cannot be read');
  });

  it('for an unreadable instant or code: that alone is dropped', async () => {
    await postCallback(app, report({ at: 'yesterday', code: 'zero' }));
    const { recipients } = await getMessage(app, message.id);
    expect(recipients[0]).toMatchObject({ status: 'DELIVERED', code: null });
    expect(recipients[0]?.history.at(-1)).toMatchObject({ at: null });
  });

  it('for a batch report, of which the readable entries count', async () => {
    const body = JSON.stringify({
      type: 'delivery_report_sms',
      batch_id: message.messageId,
      statuses: [
        { code: 0, status: 'Delivered', count: 2, recipients: ['12025550101', 'nobody'] },
        { code: 150, count: 1, recipients: ['12025550101'] },
        { code: 150, status: 'Failed', count: 1, recipients: ['+12025550102'] },
      ],
    });
    expect((await postCallback(app, body)).status).toBe(200);
    expect(await statuses(message.id)).toEqual(['DELIVERED', 'FAILED']);
  });

  it('for MMS reports', async () => {
    await postCallback(app, report({ type: 'recipient_delivery_report_mms', status: 'Failed', code: 414 }));
    expect(await statuses(message.id)).toEqual(['FAILED', 'QUEUED']);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'nonsense', ''])(
    'whatever the content type says: “%s”',
    async (type) => {
      const body = report();
      const headers = { ...signedHeaders(body), 'Content-Type': type };
      expect((await postCallback(app, body, headers)).status).toBe(200);
      expect(await statuses(message.id)).toEqual(['DELIVERED', 'QUEUED']);
    },
  );

  it('for a body that comes in pieces', async () => {
    const body = report();
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (const byte of Buffer.from(body)) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const init = { method: 'POST', headers: signedHeaders(body), body: stream, duplex: 'half' };
    expect((await fetch(app.url + PATH, init as RequestInit)).status).toBe(200);
    expect(await statuses(message.id)).toEqual(['DELIVERED', 'QUEUED']);
  });
});

describe('401, because it is forged', () => {
  const body = recipientReport({ batch_id: 'B' });
  const now = Math.floor(Date.now() / 1000);
  const bodies = new Set<string>();

  it.each<[string, Record<string, string>]>([
    ['no signature', {}],
    ['another secret', signedHeaders(body, { secret: 'guessed' })],
    ['another body', signedHeaders(`${body} `)],
    ['another algorithm', { ...signedHeaders(body), 'x-sinch-webhook-signature-algorithm': 'none' }],
    ['a signature that is none', { ...signedHeaders(body), 'x-sinch-webhook-signature': 'x' }],
    ['a time too long ago', signedHeaders(body, { timestamp: String(now - 172_801) })],
    ['a time too far ahead', signedHeaders(body, { timestamp: String(now + 960) })],
    ['a time in milliseconds', signedHeaders(body, { timestamp: String(Date.now()) })],
    ['a time that is no whole number', signedHeaders(body, { timestamp: `${now}.5` })],
  ])('%s', async (_what, headers) => {
    await start();
    const response = await postCallback(app, body, headers);
    expect(response.status).toBe(401);
    bodies.add(await response.text());
    expect(bodies.size).toBe(1);
    expect(app.logLines.at(-1)).toContain('"verdict":"refused"');
  });

  it('a header line that comes twice', async () => {
    await start();
    const headers = signedHeaders(body);
    const nonce = headers['x-sinch-webhook-signature-nonce']!;
    const twice = request(app.server)
      .post(PATH)
      .set(headers)
      .set('x-sinch-webhook-signature-nonce', [nonce, nonce] as never);
    expect((await twice.send(body)).status).toBe(401);
  });

  it('and a right signature with a bad time is logged apart, with the skew', async () => {
    await start();
    await postCallback(app, body, signedHeaders(body, { timestamp: String(now - 200_000) }));
    const line = JSON.parse(app.logLines.at(-1)!) as { skewSeconds: number; msg: string };
    expect(line.skewSeconds).toBeGreaterThanOrEqual(200_000);
    expect(line.msg).toContain('clock');
  });
});

describe('what no retry can cure', () => {
  it.each(['', '{', '[]', 'null', '"text"', '42', '\u0000'])('is answered 400: %j', async (body) => {
    await start();
    expect((await postCallback(app, body, signedHeaders(body))).status).toBe(400);
  });

  it('is answered 413 above 1 MiB, and at 1 MiB it is not', async () => {
    await start();
    const fits = JSON.stringify({ type: 'x', pad: 'p'.repeat(1024 * 1024 - 21) });
    expect(Buffer.byteLength(fits)).toBe(1024 * 1024);
    expect((await postCallback(app, fits)).status).toBe(200);
    const tooLarge = await request(app.server).post(PATH).set(signedHeaders('')).send(`${fits} `);
    expect(tooLarge.status).toBe(413);
  });

  it('is answered 413 though no length was announced', async () => {
    await start();
    const socket = connect(app.port, '127.0.0.1');
    const answer = new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
    socket.on('error', () => {});
    socket.write(`POST ${PATH} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`);
    const chunk = `20000\r\n${'x'.repeat(0x20000)}\r\n`;
    for (let sent = 0; sent < 9; sent += 1) socket.write(chunk);
    expect(await answer).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
  });

  it.each(['get', 'put', 'delete', 'patch', 'options'] as const)('is answered 405: %s', async (method) => {
    await start();
    const response = await request(app.server)[method](PATH);
    expect(response.status).toBe(405);
    expect(response.headers.allow).toBe('POST');
  });
});

describe('what a retry will cure', () => {
  const body = recipientReport({ batch_id: 'B' });
  const withCallbacks = (recordCallback: Store['recordCallback']): Store => ({
    ...createMemoryStore(),
    recordCallback,
  });

  it('is answered 503 while the store fails, and the server lives on', async () => {
    await start({ store: withCallbacks(() => Promise.reject(new Error('disk on fire'))) });
    const response = await postCallback(app, body);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.text()).not.toContain('fire');
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  });

  it('is not answered before the store has it', async () => {
    let commit = (): void => {};
    const committed = new Promise<void>((resolve) => (commit = resolve));
    await start({
      store: withCallbacks(async () => {
        await committed;
        return { verdict: 'stored', id: 'x', strangers: [] };
      }),
    });
    let isAnswered = false;
    const answer = postCallback(app, body).finally(() => (isAnswered = true));
    await pause(200);
    expect(isAnswered).toBe(false);
    commit();
    expect((await answer).status).toBe(200);
  });

  it.each(['starting', 'stopping'] as const)('is answered 503 while the server is %s', async (phase) => {
    await start();
    app.lifecycle.phase = phase;
    const response = await postCallback(app, body);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect((await fetch(`${app.url}/readyz`)).status).toBe(503);
  });

  it('is answered 429 when too many wait for the store, and none of them is lost', async () => {
    const waiting: (() => void)[] = [];
    const store = withCallbacks(
      () =>
        new Promise((resolve) => waiting.push(() => resolve({ verdict: 'stored', id: 'x', strangers: [] }))),
    );
    await start({ store });
    const first = Array.from({ length: 1000 }, () => postCallback(app, body));
    while (waiting.length < 1000) await new Promise((resolve) => setImmediate(resolve));
    const one = await postCallback(app, body);
    expect(one.status).toBe(429);
    expect(one.headers.get('retry-after')).toBe('5');
    for (const finish of waiting) finish();
    const answered = await Promise.all(first);
    expect(answered.every((response) => response.status === 200)).toBe(true);
  });
});

it('a sender that breaks off leaves no trace and no crash', async () => {
  await start();
  const socket = connect(app.port, '127.0.0.1');
  socket.write(`POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf`);
  await new Promise((resolve) => setImmediate(resolve));
  socket.destroy();
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
});
