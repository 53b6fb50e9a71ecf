/** `pnpm bench overload`: twice the callbacks a second that the server can take. See README.md. */
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { build } from './build.ts';
import { startChild } from './child.ts';
import { openConnection, postAll } from './connection.ts';
import { signedRequests } from './requests.ts';
import type { ProgramQuestion } from './store/protocol.ts';
import { CALLBACKS_PER_MESSAGE } from './traffic.ts';

const WARM_UP = 20;
const SUSTAINED = 60;
const OVERLOAD = 80;
const CONNECTIONS = 64;
const MOST_CONNECTIONS = 1_500;
const TICK_MS = 5;
const FIRST_RETRY_MS = 500;
const MOST_MS = 1_000;

interface Result {
  /** Milliseconds that the accepted ones took. */
  took: number[];
  putOff: Record<string, number>;
}

/** It is refused, and costs next to nothing. */
const NOTHING = Buffer.from('POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n');
const HEAD_END = Buffer.from('\r\n\r\n');

/** A request that was signed as bytes, for a client that opens connections as it needs them. */
function partsOf(bytes: Buffer): { path: string; headers: Record<string, string>; body: Buffer } {
  const end = bytes.indexOf(HEAD_END);
  const [start = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers: Record<string, string> = {};
  for (const line of lines) headers[line.slice(0, line.indexOf(':'))] = line.slice(line.indexOf(':') + 2);
  return {
    path: start.split(' ')[1] ?? '',
    headers,
    body: bytes.subarray(end + 4),
  };
}

function postOnce(port: number, agent: Agent, bytes: Buffer): Promise<{ status: number; ms: number }> {
  const { path, headers, body } = partsOf(bytes);
  return new Promise((resolve) => {
    let began = performance.now();
    const done = (status: number): void => resolve({ status, ms: performance.now() - began });
    const outgoing = request({ host: '127.0.0.1', port, agent, method: 'POST', path, headers }, (answer) => {
      answer.resume().once('end', () => done(answer.statusCode ?? 0));
    });
    outgoing.once('socket', () => (began = performance.now()));
    outgoing.once('error', () => done(0));
    outgoing.end(body);
  });
}

async function postUntilTaken(port: number, agent: Agent, bytes: Buffer, result: Result): Promise<void> {
  for (let wait = FIRST_RETRY_MS; ; wait *= 2) {
    // oxlint-disable-next-line no-await-in-loop
    const { status, ms } = await postOnce(port, agent, bytes);
    if (status === 200) return void result.took.push(ms);
    if (status !== 429 && status !== 503 && status !== 0) throw new Error(`refused for good: ${status}`);
    const name = status === 0 ? 'lost' : String(status);
    result.putOff[name] = (result.putOff[name] ?? 0) + 1;
    // oxlint-disable-next-line no-await-in-loop
    await pause(wait);
  }
}

/** So many a second, whether the earlier ones are answered or not. */
async function postAtRate(port: number, requests: readonly Buffer[], perSecond: number): Promise<Result> {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: MOST_CONNECTIONS,
    maxFreeSockets: MOST_CONNECTIONS,
  });
  // Connections that are all opened at once would wait for the kernel.
  for (let opened = 0; opened < MOST_CONNECTIONS; opened += 250) {
    // oxlint-disable-next-line no-await-in-loop
    await Promise.all(Array.from({ length: opened + 250 }, () => postOnce(port, agent, NOTHING)));
  }
  const result: Result = { took: [], putOff: {} };
  const posted: Promise<void>[] = [];
  const start = performance.now();
  while (posted.length < requests.length) {
    const due = Math.min(requests.length, Math.ceil(((performance.now() - start) / 1000) * perSecond));
    while (posted.length < due) posted.push(postUntilTaken(port, agent, requests[posted.length]!, result));
    // oxlint-disable-next-line no-await-in-loop
    await pause(TICK_MS);
  }
  await Promise.all(posted);
  agent.destroy();
  return result;
}

async function postSteadily(port: number, requests: readonly Buffer[]): Promise<number> {
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => openConnection(port)));
  let sent = 0;
  const start = performance.now();
  await Promise.all(sockets.map((socket) => postAll(socket, () => requests[sent++])));
  return (requests.length / (performance.now() - start)) * 1000;
}

build();
const folder = mkdtempSync(join(tmpdir(), 'bench-overload-'));
const program = startChild<ProgramQuestion>('store/program', [join(folder, 'sms.db')]);
try {
  const port = await program.ask({ ask: 'port' });
  const total = WARM_UP + SUSTAINED + OVERLOAD;
  await program.ask({ ask: 'insert', firstMessage: 0, messages: total });
  await postSteadily(port, signedRequests(0, WARM_UP, port));
  const sustained = await postSteadily(port, signedRequests(WARM_UP, SUSTAINED, port));
  const requests = signedRequests(WARM_UP + SUSTAINED, OVERLOAD, port);
  const { took, putOff } = await postAtRate(port, requests, 2 * sustained);
  const accepted = await program.ask({ ask: 'accepted' });
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? Infinity;
  const lines = [
    `${cpus()[0]?.model.trim()}, Node ${process.version}, SQLite`,
    `sustained ${sustained.toFixed(0)} callbacks/s, posted at ${(2 * sustained).toFixed(0)}/s: ${requests.length}`,
    `put off: ${JSON.stringify(putOff)}`,
    `accepted, ms: median ${at(0.5).toFixed(0)}, p99 ${at(0.99).toFixed(0)}, most ${at(1).toFixed(0)}`,
    `took effect: ${accepted} of ${total * CALLBACKS_PER_MESSAGE}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (accepted !== total * CALLBACKS_PER_MESSAGE) throw new Error('callbacks were lost');
  if (at(0.99) >= MOST_MS) throw new Error(`p99 of the accepted is ${at(0.99).toFixed(0)} ms`);
} finally {
  program.stop();
  rmSync(folder, { recursive: true, force: true });
}
