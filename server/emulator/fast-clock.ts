import type { Clock } from './scheduler.ts';

/** Stands still but in `run`, which jumps from one instant that something is due at to the next. */
export interface FastClock extends Clock {
  /** Resolves when nothing is due and nothing is under way. */
  run(): Promise<void>;
}

const NOTHING = (): void => undefined;

/** It never jumps while a callback is under way, so that the same run has the same times. */
export function createFastClock(start = Date.now()): FastClock {
  const due = new Set<{ readonly at: number; readonly task: () => void }>();
  let now = start;
  let working = 0;
  let wake = NOTHING;

  function after(ms: number, task: () => void): () => void {
    const timer = { at: Math.ceil(now + ms), task };
    due.add(timer);
    return () => void due.delete(timer);
  }

  function hold(): () => void {
    working += 1;
    return () => {
      working -= 1;
      if (working === 0) wake();
    };
  }

  /** One turn of the event loop more after the work, since what ends may begin something else. */
  async function settled(): Promise<void> {
    while (await isWorking()) await new Promise<void>((resolve) => (wake = resolve));
  }

  async function isWorking(): Promise<boolean> {
    await new Promise((resolve) => setImmediate(resolve));
    return working > 0;
  }

  function jump(): void {
    const [first] = [...due].toSorted((one, other) => one.at - other.at);
    if (!first) return;
    now = Math.max(now, first.at);
    for (const timer of due) {
      if (timer.at <= now && due.delete(timer)) timer.task();
    }
  }

  async function run(): Promise<void> {
    await settled();
    while (due.size > 0) {
      jump();
      await settled();
    }
  }

  return { now: () => now, after, hold, run };
}
