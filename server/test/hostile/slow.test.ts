/** Who holds connections and sends little or nothing keeps no callback out. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { HTTP_LIMITS } from '../../src/http/limits.ts';
import { startApp } from '../harness.ts';
import type { TestApp } from '../harness.ts';
import { postCallback } from '../sinch-callback.ts';
import { heap } from './heap.ts';
import type { Line } from './wire.ts';
import { WEBHOOK, callbackStatus, open, openMany, say } from './wire.ts';

const SHORT = { headersMs: 300, requestMs: 600, checkEveryMs: 50 };

let app: TestApp;
let lines: Line[] = [];
afterEach(async () => {
  for (const { socket } of lines) socket.destroy();
  lines = [];
  await app.close();
});

/** A byte now and then, as long as the server listens. */
function drip({ socket, closed }: Line, byte: string): Promise<unknown> {
  const timer = setInterval(() => socket.write(byte), 20);
  return closed.finally(() => clearInterval(timer));
}

const isOver = async (promise: Promise<unknown>): Promise<boolean> =>
  (await Promise.race([promise, nextTurn('not yet')])) !== 'not yet';

const connectionsOf = ({ server }: TestApp): Promise<number> =>
  new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
  });

it('slow headers: who drips them is cut off without an answer, and callbacks get through', async () => {
  app = await startApp({ limits: SHORT });
  lines = await openMany(app.port, 300);
  for (const { socket } of lines) socket.write(`POST ${WEBHOOK} HTTP/1.1\r\nHost: x\r\nx: `);
  const dripping = lines.map((line) => drip(line, 'y'));
  expect(await callbackStatus(app)).toBe(200);
  await Promise.all(dripping);
  expect(new Set(lines.map(({ said }) => said()))).toEqual(new Set(['']));
});

it('slow bodies: who drips them is cut off without an answer, never with a 408, and callbacks get through', async () => {
  app = await startApp({ limits: SHORT });
  lines = await openMany(app.port, 300);
  for (const { socket } of lines)
    socket.write(`POST ${WEBHOOK} HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n{`);
  const dripping = lines.map((line) => drip(line, ' '));
  expect(await callbackStatus(app)).toBe(200);
  await Promise.all(dripping);
  expect(new Set(lines.map(({ said }) => said()))).toEqual(new Set(['']));
});

it('connections that say nothing at all are closed, and so are those that fall silent after an answer', async () => {
  app = await startApp({ limits: { ...SHORT, keepAliveMs: 100 } });
  const [silent, answered] = [await open(app.port), await open(app.port)];
  lines = [silent, answered];
  answered.socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await Promise.all([silent.closed, answered.closed]);
  expect(silent.said()).toBe('');
  expect(answered.said()).toMatch(/^HTTP\/1\.1 200 /);
});

it('5,000 idle connections: the oldest make room, so that callbacks get through', async () => {
  app = await startApp();
  lines = await openMany(app.port, 5000);
  const statuses = await Promise.all(Array.from({ length: 50 }, () => callbackStatus(app)));
  expect(new Set(statuses)).toEqual(new Set([200]));
  const held = await connectionsOf(app);
  expect(held).toBeLessThanOrEqual(HTTP_LIMITS.connections);
  const gone = await Promise.all(lines.map(({ closed }) => isOver(closed)));
  expect(gone.slice(0, 3000).every(Boolean)).toBe(true);
});

it('large bodies that never end: together they hold a bounded memory, and a large callback gets through', async () => {
  app = await startApp({ limits: { requestMs: 600_000 } });
  lines = await openMany(app.port, 60);
  const head = `POST ${WEBHOOK} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n`;
  const nearlyAll = Buffer.from(head + 'x'.repeat(999_999));
  for (const { socket } of lines) socket.write(nearlyAll);
  // 32 MiB are held at most: of sixty megabytes the first twenty at least must go.
  await Promise.all(lines.slice(0, 20).map(({ closed }) => closed));
  expect(new Set(lines.map(({ said }) => said()))).toEqual(new Set(['']));
  const large = JSON.stringify({ type: 'x', pad: 'p'.repeat(900_000) });
  expect((await postCallback(app, large)).status).toBe(200);
});

it('a body in pieces of one byte each holds no more memory than its bytes', async () => {
  app = await startApp();
  const accepted = once(app.server, 'connection') as Promise<[Socket]>;
  const line = await open(app.port);
  lines = [line];
  const [theirs] = await accepted;
  const before = await heap();
  const pieces = Buffer.from('1\r\nx\r\n'.repeat(200_000));
  const head = Buffer.from(`POST ${WEBHOOK} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`);
  line.socket.write(head);
  line.socket.write(pieces);
  while (theirs.bytesRead < head.length + pieces.length) await nextTurn();
  expect((await heap()) - before).toBeLessThan(4 * 1024 * 1024);
  line.socket.write('0\r\n\r\n');
  while (line.said() === '') await nextTurn();
  expect(line.said()).toMatch(/^HTTP\/1\.1 401 /);
});

it('who never reads its answers is cut off', async () => {
  app = await startApp({ limits: { silenceMs: 300 } });
  const line = await open(app.port);
  lines = [line];
  line.socket.pause();
  const unread = 'GET /api/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(100);
  line.socket.write(unread);
  while ((await connectionsOf(app)) > 0) await nextTurn();
  expect(await callbackStatus(app)).toBe(200);
});

it('ten thousand requests in one go are cut off, and not carried out before others get their turn', async () => {
  app = await startApp();
  const line = await open(app.port);
  lines = [line];
  line.socket.write(`POST ${WEBHOOK} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n`.repeat(10_000));
  await line.closed;
  const carriedOut = app.logLines.filter((text) => text.includes('callback refused'));
  expect(carriedOut.length).toBeLessThanOrEqual(HTTP_LIMITS.requestsAtOnce);
  expect(await callbackStatus(app)).toBe(200);
});

it('what is no HTTP is cut off with its answer, though its sender holds on', async () => {
  app = await startApp();
  expect(await say(app.port, 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
});

it('the limits are those of the server that the program starts', async () => {
  app = await startApp();
  expect(app.server).toMatchObject({
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    timeout: 120_000,
    maxHeadersCount: 0,
  });
});
