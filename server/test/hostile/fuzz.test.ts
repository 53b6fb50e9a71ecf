/**
 * A hundred thousand requests to the webhook as chance has them, pipelined over kept-alive connections. A failed run names
 * its seed; `FUZZ_SEED` repeats it, `FUZZ_REQUESTS` says how many.
 */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTokens } from '../../src/callbacks/token.ts';
import { ANY_MESSAGE } from '../../src/store/criteria.ts';
import { createMemoryStore } from '../../src/store/memory/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { acceptingGateway, postSend, startApp } from '../harness.ts';
import type { TestApp } from '../harness.ts';
import { forgedBatch, signedBatch } from './fuzz-requests.ts';
import type { Batch, Known } from './fuzz-requests.ts';
import { heap } from './heap.ts';
import { callbackStatus, open } from './wire.ts';

const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 100_000);
const A_BATCH = 100;
const AT_ONCE = 8;
const MOST_GROWTH = 8 * 1024 * 1024;
const PATIENCE_MS = 300_000;

const seeded = `FUZZ_SEED=${SEED}`;

let app: TestApp;
let known: Known;
let recorded = 0;

beforeEach(async () => {
  const store = createMemoryStore();
  recorded = 0;
  const counting: Store = {
    ...store,
    recordCallback: (callback) => {
      recorded += 1;
      return store.recordCallback(callback);
    },
  };
  app = await startApp({ gateway: acceptingGateway(), store: counting });
  const sent = await postSend(app, { to: '+12025550101' });
  const { id, messageId } = (await sent.json()) as { id: string; messageId: string };
  const token = createTokens(app.config.webhook.secrets).issue(id);
  known = { messageId: id, sinchId: messageId, recipient: '12025550101', token };
});
afterEach(() => app.close());

/** How often each status was answered, in all. */
type Tally = Map<number, number>;

const ANSWER = /HTTP\/1\.1 (\d{3}) /g;

/** Writes it all at once, and reads until the server has answered all and closed its end, too. */
async function pipeline({ bytes, requests, whole }: Batch, tally: Tally): Promise<void> {
  const { socket, said, closed } = await open(app.port);
  socket.end(bytes);
  await closed;
  const statuses = [...said().matchAll(ANSWER)]
    .map(([, status]) => Number(status))
    .filter((status) => status !== 100);
  // What is no HTTP may cut off the answers to what came just before it.
  if (whole && statuses.length < requests) throw new Error(`${statuses.length} of ${requests} were answered`);
  for (const status of statuses) tally.set(status, (tally.get(status) ?? 0) + 1);
}

async function pipelineAll(batchOf: (nth: number) => Batch, batches: number, tally: Tally): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < batches) {
      const nth = (next += 1);
      await pipeline(batchOf(nth), tally);
      // A hundred thousand of them are no leak of the server.
      app.logLines.length = 0;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function snapshot({ store }: TestApp): Promise<string> {
  const { messageId: id } = known;
  return JSON.stringify([
    await store.listMessages({ limit: 100, after: null, criteria: ANY_MESSAGE }),
    await store.readMessage(id),
    await store.findVersion(id),
  ]);
}

it(
  `${REQUESTS} requests that nobody signed change nothing, cost no memory and are never answered 5xx (${seeded})`,
  async () => {
    const before = await snapshot(app);
    const tally: Tally = new Map();
    const batches = Math.ceil(REQUESTS / A_BATCH);
    const batchOf = (nth: number): Batch => forgedBatch(SEED + nth * 7919, A_BATCH, known);
    await pipelineAll(batchOf, Math.ceil(batches / 5), tally);
    const warm = await heap();
    await pipelineAll((nth) => batchOf(nth + batches), batches - Math.ceil(batches / 5), tally);
    expect((await heap()) - warm).toBeLessThan(MOST_GROWTH);

    expect([...tally.keys()].filter((status) => status !== 400 && status !== 401)).toEqual([]);
    expect(tally.get(401)).toBeGreaterThan(batches * A_BATCH * 0.9);
    expect(recorded).toBe(0);
    expect(await snapshot(app)).toBe(before);
    expect(await callbackStatus(app)).toBe(200);
  },
  PATIENCE_MS,
);

it(
  `${REQUESTS / 20} rightly signed ones, whatever is in them, are kept or refused for good (${seeded})`,
  async () => {
    const tally: Tally = new Map();
    const batchOf = (nth: number): Batch => signedBatch(SEED + nth * 104_729, A_BATCH, known);
    await pipelineAll(batchOf, Math.ceil(REQUESTS / 20 / A_BATCH), tally);
    expect([...tally.keys()].toSorted()).toEqual([200, 400]);
    expect(recorded).toBe(tally.get(200));
    expect(await callbackStatus(app)).toBe(200);
  },
  PATIENCE_MS,
);
