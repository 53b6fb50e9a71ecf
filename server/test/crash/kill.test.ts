/** `kill -9` of the server, again and again, under load. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator } from '../../emulator/emulator.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { createSmsGateway } from '../../src/sinch/sms-gateway.ts';
import { PROJECT, SECRET, testConfig } from '../harness.ts';
import { POSTGRES, SQLITE } from './engines.ts';
import type { DurableDatabase } from './engines.ts';
import { callbacksOf, silentNumbers } from './load.ts';
import { SEED, createRandom } from './random.ts';
import { createSender } from './sender.ts';
import type { Sender } from './sender.ts';
import { buildServers, sinchAt } from './servers.ts';
import type { Servers } from './servers.ts';
import { expectConsistent, expectNothingLost, expectSentOnce } from './truth.ts';
import { readAll, sendUntilAnswered } from './visitor.ts';
import { MINUTE, createWorker } from './worker.ts';

const MESSAGES = 84;
const RECIPIENTS = 20;
const CALLBACKS = 5000;
const KILLS = 10;

let servers: Servers;
let emulator: Emulator;
let database: DurableDatabase;
let sender: Sender;
beforeAll(() => {
  servers = buildServers();
});
afterEach(async () => {
  sender.close();
  await servers.killAll();
  await emulator.close();
  database.remove();
});
afterAll(() => servers.remove());

describe.each([SQLITE, POSTGRES])('$name', (engine) => {
  it(`keeps what it acknowledged through ${KILLS} kills and sends nothing twice (CRASH_SEED=${SEED})`, async () => {
    const random = createRandom(SEED);
    const numbers = silentNumbers(RECIPIENTS);
    emulator = await startEmulator({ webhookSecret: SECRET, credentials: { project: PROJECT }, speed: 1000 });
    database = await engine.create();
    const server = await servers.create({ DATABASE_URL: database.url, ...sinchAt(emulator.url) });
    await server.start();
    sender = createSender(server.url);

    const send = (key: string) => sendUntilAnswered(server.url, numbers, key);
    for (let count = 0; count < MESSAGES; count += 1) await send(`before-${count}`);
    sender.add(random.shuffled(emulator.batches.flatMap((batch) => callbacksOf(batch, random))));

    const interrupted = [];
    const step = Math.floor(CALLBACKS / (KILLS + 1));
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await sender.reaches(kill * step + random.below(step / 2));
      interrupted.push(send(`at-kill-${kill}`));
      await pause(random.below(20));
      await server.kill();
      await server.start();
    }
    await Promise.all(interrupted);
    const late = emulator.batches.slice(MESSAGES);
    sender.add(late.flatMap((batch) => callbacksOf(batch, random)));
    await sender.reaches(sender.posted.length);

    const messages = await readAll(server.url);
    expect(sender.acknowledged()).toBeGreaterThanOrEqual(CALLBACKS);
    expect(sender.answers.get('lost')).toBeGreaterThanOrEqual(KILLS);
    expect(messages).toHaveLength(MESSAGES + KILLS);
    expectNothingLost(messages, sender.posted);
    expectConsistent(messages);
    expectSentOnce(messages, emulator.batches);
    const known = new Set(emulator.batches.map(({ request }) => request.client_reference));
    expect(messages.filter(({ id, state }) => known.has(id) !== (state === 'accepted'))).toEqual([]);

    // What was interrupted before Sinch had it is found out, and given up: nothing is sent again by itself.
    await server.kill();
    const store = database.createStore();
    await store.open();
    const worker = createWorker(store, createSmsGateway(testConfig(sinchAt(emulator.url)), 2000));
    await worker.passes(30 * MINUTE);
    const settled = await Promise.all(messages.map(({ id }) => store.readMessage(id)));
    expect(settled.map((message) => message?.state)).toEqual(
      messages.map(({ id }) => (known.has(id) ? 'accepted' : 'refused')),
    );
    await store.close();
    expect(emulator.batches).toHaveLength(known.size);
    expect(await database.count('orphans')).toBe(0);
  }, 300_000);
});
