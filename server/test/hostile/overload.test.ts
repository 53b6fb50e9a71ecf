/** More callbacks than the store can take: some are put off, and none is lost. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { createFastClock } from '../../emulator/fast-clock.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import type { Message } from '../../src/contract.ts';
import { createMemoryStore } from '../../src/store/memory/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { PROJECT, SECRET, getMessage, postSend, startApp } from '../harness.ts';
import type { TestApp } from '../harness.ts';
import { callbackStatus } from './wire.ts';

const MOST_WAITING = 1000;
const RECIPIENTS = 40;

/** It takes nothing until it is told to. */
function createSlowStore(): { store: Store; waiting: () => number; release: () => void } {
  const store = createMemoryStore();
  let waiting = 0;
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const recordCallback: Store['recordCallback'] = async (callback) => {
    waiting += 1;
    await released;
    waiting -= 1;
    return store.recordCallback(callback);
  };
  return { store: { ...store, recordCallback }, waiting: () => waiting, release };
}

let app: TestApp;
let emulator: Emulator;
afterEach(async () => {
  await app.close();
  await emulator.close();
});

const statusesOf = ({ attempts }: Emulator): (number | null)[] =>
  attempts.map(({ outcome }) => (outcome.kind === 'answered' ? outcome.status : null));

it('beyond a thousand that wait for the store: 429, and everything arrives once Sinch has repeated it', async () => {
  const { store, waiting, release } = createSlowStore();
  const clock = createFastClock();
  emulator = await startEmulator({ webhookSecret: SECRET, credentials: { project: PROJECT }, clock });
  const env = { SINCH_AUTH_URL: emulator.url, SINCH_SMS_URL: emulator.url };
  app = await startApp({ env, store, now: clock.now });
  const to = Array.from({ length: RECIPIENTS }, (_, nth) => `+1202555${20 + nth}01`);
  const { id } = (await (await postSend(app, { to })).json()) as Message;

  const others = Array.from({ length: MOST_WAITING }, () => callbackStatus(app));
  while (waiting() < MOST_WAITING) await nextTurn();
  const run = clock.run();
  while (statusesOf(emulator).length < RECIPIENTS) await nextTurn();
  expect(new Set(statusesOf(emulator))).toEqual(new Set([429]));
  expect(waiting()).toBe(MOST_WAITING);
  release();
  expect(new Set(await Promise.all(others))).toEqual(new Set([200]));
  await run;

  expect(new Set(statusesOf(emulator))).toEqual(new Set([429, 200]));
  const { recipients } = await getMessage(app, id);
  expect(recipients.map(({ status, callbackCount }) => [status, callbackCount])).toEqual(
    to.map(() => ['DELIVERED', 3]),
  );
});
