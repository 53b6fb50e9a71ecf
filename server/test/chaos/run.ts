/** One run of chaos: sends through the real server and SDK, lets the emulator's callbacks come as its seed says. */
import { createFastClock } from '../../emulator/fast-clock.ts';
import type { FastClock } from '../../emulator/fast-clock.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import type { Message } from '../../src/contract.ts';
import type { Store } from '../../src/store/store.ts';
import type { AccountKind } from '../accounts.ts';
import { getMessage, postSend, startApp } from '../harness.ts';
import type { TestApp } from '../harness.ts';
import { failNowAndThen } from './faulty-store.ts';
import type { Plan, PlannedSend } from './plan.ts';
import { planOf } from './plan.ts';

const START = Date.parse('2026-03-01T12:00:00Z');

/** What one run left behind. */
export interface Remains {
  readonly sent: readonly Sent[];
  readonly emulator: Pick<Emulator, 'batches' | 'messages' | 'attempts' | 'sentReports'>;
}

export interface Sent {
  readonly status: number;
  readonly message: Message;
}

async function post(app: TestApp, { to }: PlannedSend): Promise<{ status: number; id: string }> {
  const response = await postSend(app, { to: [...to] });
  const { id } = (await response.json()) as { id?: string };
  if (id === undefined) throw new Error(`the send was answered ${response.status} without an id`);
  return { status: response.status, id };
}

/** The clock stands still while the server sends. */
function schedule(clock: FastClock, app: TestApp, sends: readonly PlannedSend[]) {
  return sends.map(
    (send) =>
      new Promise<{ status: number; id: string }>((resolve, reject) => {
        clock.after(send.after, () => {
          const release = clock.hold?.();
          post(app, send).then(resolve, reject).finally(release);
        });
      }),
  );
}

async function withWorld(
  account: AccountKind,
  plan: Plan,
  store: Store,
  work: (app: TestApp, emulator: Emulator, clock: FastClock) => Promise<Remains>,
): Promise<Remains> {
  const clock = createFastClock(START);
  const { chaos, resignRetries } = plan;
  const emulator = await startEmulator({ ...account.emulator, clock, chaos, resignRetries });
  const { url } = emulator;
  const app = await startApp({
    env: { ...account.env, SINCH_AUTH_URL: url, SINCH_SMS_URL: url, SINCH_CONVERSATION_URL: url },
    store: failNowAndThen(store, plan),
    now: clock.now,
  });
  try {
    return await work(app, emulator, clock);
  } finally {
    await app.close();
    await emulator.close();
  }
}

export function runChaos(account: AccountKind, seed: string, store: Store): Promise<Remains> {
  const plan = planOf(seed);
  return withWorld(account, plan, store, async (app, emulator, clock) => {
    const posts = schedule(clock, app, plan.sends);
    await clock.run();
    const sent = await Promise.all(
      (await Promise.all(posts)).map(async ({ status, id }) => ({
        status,
        message: await getMessage(app, id),
      })),
    );
    return { sent, emulator };
  });
}
