import { retryDelay } from '../connection/backoff.ts';

/** Up to this long (ms) after the page was opened or a reply came, ask again after this long (ms). */
const STEPS = [
  { age: 2 * 60_000, interval: 5_000 },
  { age: 15 * 60_000, interval: 15_000 },
] as const;
const SLOWEST = 60_000;

interface Situation {
  now: number;
  /** When the page was opened, or the last reply came. */
  lively: number;
  /** Since when the server has not been answering; null if it does. */
  failingSince: number | null;
}

/** Milliseconds until the next poll: people answer slowly, and in a row. (In a hidden tab nothing polls.) */
export function replyInterval({ now, lively, failingSince }: Situation): number {
  if (failingSince !== null) return retryDelay(now - failingSince);
  return STEPS.find(({ age }) => now - lively < age)?.interval ?? SLOWEST;
}
