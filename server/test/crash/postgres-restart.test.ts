/** PostgreSQL itself goes away and comes back, while the server stays. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startEmulator } from '../../emulator/emulator.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { PROJECT, SECRET, postSend } from '../harness.ts';
import { createPostgresServer } from '../postgres-server.ts';
import type { PostgresServer } from '../postgres-server.ts';
import { callbacksOf, silentNumbers } from './load.ts';
import { SEED, createRandom } from './random.ts';
import { createSender } from './sender.ts';
import type { Sender } from './sender.ts';
import { buildServers, sinchAt } from './servers.ts';
import type { Servers } from './servers.ts';
import { expectConsistent, expectNothingLost, expectSentOnce } from './truth.ts';
import { until } from './until.ts';
import { readAll, sendUntilAnswered } from './visitor.ts';

const MESSAGES = 84;
const RECIPIENTS = 20;
const CRASHES = 10;

let servers: Servers;
let emulator: Emulator;
let postgres: PostgresServer;
let sender: Sender;
beforeAll(async () => {
  servers = buildServers();
  postgres = await createPostgresServer();
});
afterEach(async () => {
  sender.close();
  await servers.killAll();
  await emulator.close();
});
afterAll(async () => {
  servers.remove();
  await postgres.stop();
});

const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

it(`a server whose PostgreSQL crashes ${CRASHES} times says so, recovers by itself, and loses nothing (CRASH_SEED=${SEED})`, async () => {
  const random = createRandom(SEED);
  emulator = await startEmulator({ webhookSecret: SECRET, credentials: { project: PROJECT }, speed: 1000 });
  const server = await servers.create({
    DATABASE_URL: `${postgres.url}/postgres`,
    ...sinchAt(emulator.url),
  });
  await server.start();
  sender = createSender(server.url);
  const numbers = silentNumbers(RECIPIENTS);
  for (let count = 0; count < MESSAGES; count += 1) {
    await sendUntilAnswered(server.url, numbers, `${count}`);
  }
  sender.add(random.shuffled(emulator.batches.flatMap((batch) => callbacksOf(batch, random))));

  const step = Math.floor(sender.posted.length / (CRASHES + 1));
  for (let crash = 1; crash <= CRASHES; crash += 1) {
    await sender.reaches(crash * step + random.below(step / 2));
    const refusedBefore = sender.answers.get(503) ?? 0;
    await postgres.crash();
    await until('/readyz is red', async () => (await statusOf(`${server.url}/readyz`)) === 503);
    await until('callbacks get 503', () => (sender.answers.get(503) ?? 0) > refusedBefore);
    expect(await statusOf(`${server.url}/healthz`)).toBe(200);
    expect((await postSend(server, { to: numbers })).status).toBe(503);
    await postgres.start();
    await until('/readyz is green again', async () => (await statusOf(`${server.url}/readyz`)) === 200);
  }
  await sender.reaches(sender.posted.length);

  expect(server.isRunning()).toBe(true);
  const messages = await readAll(server.url);
  expect(messages).toHaveLength(MESSAGES);
  expectNothingLost(messages, sender.posted);
  expectConsistent(messages);
  expectSentOnce(messages, emulator.batches);
  expect(sender.answers.get('lost') ?? 0).toBe(0);
}, 300_000);
