/** The real server on a real socket, the real SDK in it, and the emulator in Sinch's place, on a clock that jumps. */
import { startEmulator } from '../../emulator/emulator.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { createFastClock } from '../../emulator/fast-clock.ts';
import type { Message, Problem } from '../../src/contract.ts';
import { followUp } from '../../src/messages/follow-up.ts';
import { createGateway } from '../../src/sinch/create-gateway.ts';
import { refusal } from '../../src/sinch/refusal.ts';
import { createMemoryStore } from '../../src/store/memory/memory.ts';
import type { Store } from '../../src/store/store.ts';
import type { AccountKind } from '../accounts.ts';
import { getMessage, postCancel, postSend, startApp, testConfig } from '../harness.ts';
import type { SendBody, TestApp } from '../harness.ts';

/** What hangs, hangs in real time. */
const DEADLINE_MS = 1000;

export interface Answer {
  readonly status: number;
  readonly body: Message & Problem;
  readonly headers: Headers;
}

export interface World {
  readonly app: TestApp;
  readonly emulator: Emulator;
  readonly now: () => number;
  send(body: SendBody, headers?: Record<string, string>): Promise<Answer>;
  read(id: string): Promise<Message>;
  cancel(id: string): Promise<Answer>;
  /** Does something after so many milliseconds of Sinch's time; time stands still meanwhile. */
  at(ms: number, work: () => Promise<void>): void;
  /** Lets everything happen that is to come. */
  quiet(): Promise<void>;
  /** Lets days pass, in which the server now and then asks Sinch. */
  askForDays(): Promise<void>;
  close(): Promise<void>;
}

const MINUTE = 60_000;
/** Soon at first, when Sinch may not have listed a message yet; in the end beyond every validity. */
const ASKED_AFTER = [1, 15, 30, 45, 60, 24 * 60, 4 * 24 * 60].map((minutes) => minutes * MINUTE);

async function answerOf(response: Response): Promise<Answer> {
  const { status, headers } = response;
  return { status, headers, body: (await response.json()) as Answer['body'] };
}

export async function openWorld(account: AccountKind, store: Store = createMemoryStore()): Promise<World> {
  const clock = createFastClock();
  const emulator = await startEmulator({ ...account.emulator, clock });
  const { url } = emulator;
  const env = { ...account.env, SINCH_AUTH_URL: url, SINCH_SMS_URL: url, SINCH_CONVERSATION_URL: url };
  const gateway = createGateway(testConfig(env), DEADLINE_MS);
  const app = await startApp({ env, gateway, store, now: clock.now });

  const at: World['at'] = (ms, work) => {
    clock.after(ms, () => {
      const release = clock.hold?.();
      void work().finally(release);
    });
  };
  const ask = async (): Promise<void> => {
    const deps = { store, gateway, neverArrived: refusal('never_arrived'), now: clock.now };
    await followUp(deps, 100);
  };

  return {
    app,
    emulator,
    now: clock.now,
    send: async (body, headers) => answerOf(await postSend(app, body, headers)),
    read: (id) => getMessage(app, id),
    cancel: async (id) => answerOf(await postCancel(app, id)),
    at,
    quiet: () => clock.run(),
    askForDays: async () => {
      for (const ms of ASKED_AFTER) at(ms, ask);
      await clock.run();
    },
    close: async () => {
      await app.close();
      await emulator.close();
    },
  };
}
