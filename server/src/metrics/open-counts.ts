import { setTimeout as pause } from 'node:timers/promises';
import type { OpenCounts, Store } from '../store/store.ts';

/** Those who ask more often get what is known: the question costs more, the more is open. */
const FRESH_MS = 15_000;
/** The other metrics are wanted most of all while the store hangs. */
const DEADLINE_MS = 2000;

/** Null while the store cannot say. `now` is in milliseconds since 1970. */
type ReadOpenCounts = () => Promise<OpenCounts | null>;

/** Asks the store now and then, however often it is asked itself. */
export function createOpenCounts(
  store: Pick<Store, 'countOpen'>,
  now: () => number,
  deadlineMs = DEADLINE_MS,
): ReadOpenCounts {
  let latest: { askedAt: number; answer: Promise<OpenCounts | null> } | null = null;
  return () => {
    const askedAt = now();
    if (latest === null || askedAt - latest.askedAt >= FRESH_MS || askedAt < latest.askedAt) {
      latest = { askedAt, answer: store.countOpen(askedAt).catch(() => null) };
    }
    return Promise.race([latest.answer, pause(deadlineMs, null, { ref: false })]);
  };
}
