/** The follow-up of a server that runs for hours, in a moment: its clock is moved by hand. */
import { followUp } from '../../src/messages/follow-up.ts';
import type { FollowUpResult } from '../../src/messages/follow-up.ts';
import type { Gateway } from '../../src/sinch/gateway.ts';
import { refusal } from '../../src/sinch/refusal.ts';
import type { Store } from '../../src/store/store.ts';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

const AT_ONCE = 5;

export interface Worker {
  now(): number;
  /** Lets so much time pass, looking every `stepMs`; returns all that was learnt meanwhile. */
  passes(ms: number, stepMs?: number): Promise<FollowUpResult[]>;
}

export function createWorker(
  store: Store,
  gateway: Pick<Gateway, 'transport' | 'find' | 'poll'>,
  start = Date.now(),
): Worker {
  let now = start;
  const deps = { store, gateway, neverArrived: refusal('never_arrived'), now: () => now };
  return {
    now: () => now,
    passes: async (ms, stepMs = 15 * SECOND) => {
      const learnt: FollowUpResult[] = [];
      for (const end = now + ms; now < end;) {
        now = Math.min(end, now + stepMs);
        for (let due = await followUp(deps, AT_ONCE); due.length > 0; due = await followUp(deps, AT_ONCE)) {
          learnt.push(...due);
        }
      }
      return learnt;
    },
  };
}
