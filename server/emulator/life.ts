import type { Batch, Recipient } from './batch.ts';
import type { Line } from './line.ts';
import type { Outbox } from './outbox.ts';
import type { Scheduler } from './scheduler.ts';
import type { Step, Steps } from './steps.ts';
import { recipientScenario } from './scenarios.ts';
import { CANCELLED, EXPIRED, stepsOf } from './steps.ts';
import { walk } from './walk.ts';

const CANCEL_DELAY = 300;

export interface Life {
  /** Starts the batch's life; settles when its send may be answered. */
  begin(batch: Batch): Promise<void>;
  /** Whether anything could still be stopped, now or when it was cancelled before. */
  cancel(batch: Batch): boolean;
}

interface LifeOptions {
  readonly scheduler: Scheduler;
  readonly line: Line;
  readonly outbox: Outbox;
  /** How far from 0 to 1 this recipient lags. */
  readonly jitter: (number: string) => number;
}

export function createLife({ scheduler, line, outbox, jitter }: LifeOptions): Life {
  const stops = new WeakMap<Recipient, (() => void)[]>();

  /** The first callback of an `early` recipient goes out at once, and its send is answered after it. */
  async function begin(batch: Batch): Promise<void> {
    const wait = batch.sendAt - scheduler.now();
    const early: Promise<void>[] = [];
    for (const recipient of batch.recipients.values()) {
      const steps = stepsOf(batch, recipient.number, () => jitter(recipient.number));
      const isEarly = wait <= 0 && recipientScenario(recipient.number).delivery === 'early';
      stops.set(recipient, []);
      if (isEarly) early.push(enter(batch, recipient, steps[0]));
      if (wait <= 0) run(batch, recipient, steps, isEarly);
      else stopsOf(recipient).push(scheduler.after(wait, () => run(batch, recipient, steps, false)));
    }
    await Promise.all(early);
  }

  /** It stands in line from the first moment, and goes on when it is queued and its turn has come. */
  function run(batch: Batch, recipient: Recipient, [queued, ...rest]: Steps, isQueued: boolean): void {
    const take = (step: Step): boolean => {
      const entered = expiresNow(batch, recipient, step) ? { ...step, ...EXPIRED, final: true } : step;
      void enter(batch, recipient, entered);
      return !entered.final;
    };
    const stop = stopsOf(recipient);
    const pass = second(() => stop.push(walk(scheduler, rest, queued.at, take)));
    stop.push(line.enter(batch.account, pass));
    if (isQueued) return pass();
    const enterQueue = (): void => {
      take(queued);
      pass();
    };
    stop.push(scheduler.after(queued.at, enterQueue));
  }

  function stopsOf(recipient: Recipient): (() => void)[] {
    return stops.get(recipient) ?? [];
  }

  /** Sinch gives up at `expire_at` only what the carrier does not have yet. */
  function expiresNow(batch: Batch, { state }: Recipient, step: Step): boolean {
    const leaves = state?.status === 'Queued' && step.status !== 'Aborted';
    return leaves && scheduler.now() >= batch.expireAt;
  }

  function enter(
    batch: Batch,
    recipient: Recipient,
    step: Pick<Step, 'status' | 'code' | 'final'>,
  ): Promise<void> {
    const { status, code, final } = step;
    recipient.state = { status, code, final, at: scheduler.now() };
    return scheduler.track(outbox.report(batch, recipient, recipient.state));
  }

  /** Stops what the carrier does not have yet; the rest runs its course (docs/sinch.md, "Sending"). */
  function cancel(batch: Batch): boolean {
    if (batch.canceled) return true;
    const waiting = [...batch.recipients.values()].filter(isWaiting);
    if (waiting.length === 0) return false;
    batch.canceled = true;
    batch.modifiedAt = scheduler.now();
    for (const recipient of waiting) {
      for (const stop of stopsOf(recipient)) stop();
      scheduler.after(CANCEL_DELAY, () => void enter(batch, recipient, { ...CANCELLED, final: true }));
    }
    return true;
  }

  return { begin, cancel };
}

const isWaiting = ({ state }: Recipient): boolean => state === null || state.status === 'Queued';

/** A function whose second call runs the task. */
function second(task: () => void): () => void {
  let called = false;
  return () => {
    if (called) task();
    called = true;
  };
}
