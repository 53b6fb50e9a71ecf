/** Two servers share one PostgreSQL and know nothing of each other. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startEmulator } from '../../emulator/emulator.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { PROJECT, SECRET, getMessage } from '../harness.ts';
import { POSTGRES } from './engines.ts';
import type { DurableDatabase } from './engines.ts';
import { startFront } from './front.ts';
import type { Front } from './front.ts';
import { callbacksOf, silentNumbers } from './load.ts';
import { SEED, createRandom } from './random.ts';
import { createSender } from './sender.ts';
import type { Sender } from './sender.ts';
import { buildServers, sinchAt } from './servers.ts';
import type { Servers, TestServer } from './servers.ts';
import { expectConsistent, expectNothingLost, expectSentOnce } from './truth.ts';
import { until } from './until.ts';
import { readAll, sendUntilAnswered } from './visitor.ts';

const MESSAGES = 40;
const RECIPIENTS = 20;

let servers: Servers;
let emulator: Emulator;
let database: DurableDatabase;
let front: Front;
let sender: Sender;
let a: TestServer;
let b: TestServer;
const random = createRandom(SEED);
const numbers = silentNumbers(RECIPIENTS);

beforeAll(() => {
  servers = buildServers();
});
beforeEach(async () => {
  emulator = await startEmulator({ webhookSecret: SECRET, credentials: { project: PROJECT }, speed: 100 });
  database = await POSTGRES.create();
  const env = { DATABASE_URL: database.url, ...sinchAt(emulator.url) };
  b = await servers.create(env);
  a = await servers.create({ ...env, PUBLIC_URL: b.url });
  await Promise.all([a.start(), b.start()]);
  front = await startFront([a, b]);
  sender = createSender(front.url);
});
afterEach(async () => {
  sender.close();
  await servers.killAll();
  front.close();
  await emulator.close();
});
afterAll(() => servers.remove());

/** The callbacks of what was sent since the last time. */
let told = 0;
function tellOfNewBatches(): void {
  const fresh = emulator.batches.slice(told);
  told = emulator.batches.length;
  sender.add(random.shuffled(fresh.flatMap((batch) => callbacksOf(batch, random))));
}
beforeEach(() => {
  told = 0;
});

async function expectAllKept(url: string): Promise<void> {
  const messages = await readAll(url);
  expectNothingLost(messages, sender.posted);
  expectConsistent(messages);
  expectSentOnce(messages, emulator.batches);
  expect(messages.every(({ final }) => final)).toBe(true);
}

it('a message is sent through one, its callbacks reach the other, and the first shows them', async () => {
  const { id } = await sendUntilAnswered(a.url, ['+12025550101'], 'through-A');
  await emulator.idle();
  await until('B logs three callbacks', () => b.output().match(/"msg":"callback"/g)?.length === 3);
  expect(a.output()).not.toContain('"msg":"callback"');
  const message = await getMessage(a, id);
  expect(message).toMatchObject({ state: 'accepted', final: true });
  expect(message).toEqual(await getMessage(b, id));
  const again = await sendUntilAnswered(b.url, ['+12025550101'], 'through-A');
  expect(again.id).toBe(id);
  expect(emulator.batches).toHaveLength(1);
});

it(`when one is killed for good the other has all and goes on (CRASH_SEED=${SEED})`, async () => {
  for (let count = 0; count < MESSAGES; count += 1) await sendUntilAnswered(front.url, numbers, `${count}`);
  tellOfNewBatches();
  await sender.reaches(800 + random.below(400));
  const atKill = sendUntilAnswered(front.url, numbers, 'at-the-kill');
  await a.kill();
  const listed = await fetch(`${b.url}/api/messages`);
  expect(listed.status).toBe(200);
  await sendUntilAnswered(b.url, numbers, 'after-the-kill');
  await atKill;
  tellOfNewBatches();
  await sender.reaches(sender.posted.length);
  const messages = await readAll(b.url);
  expect(messages).toHaveLength(MESSAGES + 2);
  expectNothingLost(messages, sender.posted);
  expectConsistent(messages);
  expectSentOnce(messages, emulator.batches);
});

it(`a rolling restart under load loses nothing (CRASH_SEED=${SEED})`, async () => {
  for (let count = 0; count < MESSAGES; count += 1) await sendUntilAnswered(front.url, numbers, `${count}`);
  tellOfNewBatches();
  let rolled = false;
  /** A visitor who sends and looks all the while. */
  async function visit(): Promise<number> {
    for (let visits = 0; ; visits += 1) {
      if (rolled) return visits;
      const { id } = await sendUntilAnswered(front.url, numbers.slice(0, 3), `visit-${visits}`);
      await until('the message is shown', async () => (await getMessage(front, id)).id === id);
      tellOfNewBatches();
    }
  }
  const visiting = visit();
  for (const server of [a, b]) {
    await sender.reaches(sender.acknowledged() + 200);
    expect(await server.stop()).toBe(0);
    await server.start();
  }
  rolled = true;
  const visits = await visiting;
  tellOfNewBatches();
  await sender.reaches(sender.posted.length);
  await expectAllKept(front.url);
  expect(emulator.batches).toHaveLength(MESSAGES + visits);
  expect(visits).toBeGreaterThan(0);
});
