/** One run of chaos: sends through the real server and SDK, lets the emulator's callbacks come as its seed says. */
import { createFastClock } from '../../emulator/fast-clock.ts';
import type { FastClock } from '../../emulator/fast-clock.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import type { ReportCallback } from '../../src/callbacks/parsed.ts';
import { parseCallback } from '../../src/callbacks/wire.ts';
import type { Config } from '../../src/config.ts';
import type { Message } from '../../src/contract.ts';
import { createConversationGateway } from '../../src/sinch/conversation-gateway.ts';
import type { Gateway } from '../../src/sinch/gateway.ts';
import { createSmsGateway } from '../../src/sinch/sms-gateway.ts';
import type { Difference, Store } from '../../src/store/store.ts';
import type { AccountKind } from '../accounts.ts';
import { getMessage, postCancel, postSend, startApp, testConfig } from '../harness.ts';
import type { TestApp } from '../harness.ts';
import { failNowAndThen } from './faulty-store.ts';
import type { Plan, PlannedSend } from './plan.ts';
import { planOf } from './plan.ts';
import type { Time } from './time.ts';
import { answerLate, createTime } from './time.ts';

const DEADLINE_MS = 10_000;
const START = Date.parse('2026-03-01T12:00:00Z');

/** What one run left behind. */
export interface Remains {
  readonly sent: readonly Sent[];
  readonly emulator: Pick<Emulator, 'batches' | 'messages' | 'attempts' | 'sentReports'>;
  /** Where what is stored differs from what the callbacks as received say, read anew. */
  readonly differences: readonly Difference[];
}

export interface Sent {
  readonly status: number;
  readonly answeredAt: number;
  readonly message: Message;
}

async function post(app: TestApp, { to }: PlannedSend, now: () => number) {
  const response = await postSend(app, { to: [...to] });
  const { id } = (await response.json()) as { id?: string };
  if (id === undefined) throw new Error(`the send was answered ${response.status} without an id`);
  return { id, status: response.status, answeredAt: now() };
}

async function sendAndCancel(time: Time, app: TestApp, send: PlannedSend) {
  const posted = await time.later(send.after, () => post(app, send, time.now));
  if (send.cancelledAfter !== null) {
    await time.later(send.cancelledAfter, async () => (await postCancel(app, posted.id)).text());
  }
  return posted;
}

/** One that does not wait before it tries again: that would be real time. */
function impatientGateway(config: Config): Gateway {
  const pace = { now: Date.now, pause: async () => {}, random: () => 0 };
  return config.transport.kind === 'sms'
    ? createSmsGateway(config, DEADLINE_MS)
    : createConversationGateway(config, config.transport.appId, DEADLINE_MS, pace);
}

function readReports(body: Buffer): Pick<ReportCallback, 'sinchId' | 'reports'> {
  const callback = parseCallback(body);
  return callback.kind === 'report' ? callback : { sinchId: null, reports: [] };
}

async function withWorld(
  account: AccountKind,
  plan: Plan,
  store: Store,
  work: (app: TestApp, emulator: Emulator, time: Time, clock: FastClock) => Promise<Remains>,
): Promise<Remains> {
  const clock = createFastClock(START);
  const time = createTime(clock);
  const { chaos, resignRetries } = plan;
  const emulator = await startEmulator({ ...account.emulator, clock, chaos, resignRetries });
  const { url } = emulator;
  const env = { ...account.env, SINCH_AUTH_URL: url, SINCH_SMS_URL: url, SINCH_CONVERSATION_URL: url };
  const app = await startApp({
    env,
    gateway: answerLate(impatientGateway(testConfig(env)), plan, time),
    store: failNowAndThen(store, plan),
    now: clock.now,
  });
  try {
    return await work(app, emulator, time, clock);
  } finally {
    await app.close();
    await emulator.close();
  }
}

export function runChaos(account: AccountKind, seed: string, store: Store): Promise<Remains> {
  const plan = planOf(seed);
  return withWorld(account, plan, store, async (app, emulator, time, clock) => {
    const posts = plan.sends.map((send) => sendAndCancel(time, app, send));
    await clock.run();
    const sent = await Promise.all(
      (await Promise.all(posts)).map(async ({ id, ...answer }) => ({
        ...answer,
        message: await getMessage(app, id),
      })),
    );
    const { differences } = await store.rebuild(readReports, false);
    return { sent, emulator, differences };
  });
}
