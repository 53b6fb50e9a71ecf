import type { Batch, Recipient } from './batch.ts';
import type { Outbox } from './outbox.ts';
import type { Scheduler } from './scheduler.ts';
import type { Step } from './steps.ts';
import { recipientScenario } from './scenarios.ts';
import { CANCELLED, EXPIRED, stepsOf } from './steps.ts';

const CANCEL_DELAY = 300;

export interface Life {
  /** Starts the batch's life; settles when its send may be answered. */
  begin(batch: Batch): Promise<void>;
  cancel(batch: Batch): void;
}

export function createLife(scheduler: Scheduler, outbox: Outbox, random: () => number): Life {
  const upcoming = new WeakMap<Recipient, () => void>();

  /** The first callback of an `early` recipient goes out at once, and its send is answered after it. */
  async function begin(batch: Batch): Promise<void> {
    const wait = Math.max(0, batch.sendAt - scheduler.now());
    const early: Promise<void>[] = [];
    for (const recipient of batch.recipients.values()) {
      const [first, ...rest] = stepsOf(batch, recipient.number, random);
      if (!first) continue;
      if (wait === 0 && recipientScenario(recipient.number).delivery === 'early') {
        early.push(enter(batch, recipient, first));
        follow(batch, recipient, rest, first.at);
      } else follow(batch, recipient, [first, ...rest], -wait);
    }
    await Promise.all(early);
  }

  function follow(batch: Batch, recipient: Recipient, [step, ...rest]: Step[], since: number): void {
    if (!step) return;
    const callOff = scheduler.after(step.at - since, () => {
      const entered = expiresNow(batch, step) ? { ...step, ...EXPIRED, final: true } : step;
      void enter(batch, recipient, entered);
      if (!entered.final) follow(batch, recipient, rest, step.at);
    });
    upcoming.set(recipient, callOff);
  }

  /** Sinch gives up at `expire_at` only what the carrier does not have yet. */
  function expiresNow(batch: Batch, step: Step): boolean {
    return step.status === 'Dispatched' && scheduler.now() >= batch.expireAt;
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
  function cancel(batch: Batch): void {
    if (batch.canceled) return;
    batch.canceled = true;
    batch.modifiedAt = scheduler.now();
    for (const recipient of batch.recipients.values()) {
      if (recipient.state !== null && recipient.state.status !== 'Queued') continue;
      upcoming.get(recipient)?.();
      scheduler.after(CANCEL_DELAY, () => void enter(batch, recipient, { ...CANCELLED, final: true }));
    }
  }

  return { begin, cancel };
}
