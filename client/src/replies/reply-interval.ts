/** Up to this long (ms) after the page was opened or a reply came, ask again after this long (ms). */
const STEPS = [
  { age: 2 * 60_000, interval: 5_000 },
  { age: 15 * 60_000, interval: 15_000 },
] as const;
const SLOWEST = 60_000;

/**
 * Milliseconds until the next poll: people answer slowly, and in a row. `lively`: when the page was opened, or the last
 * reply came.
 */
export const replyInterval = (lively: number, now: number): number =>
  STEPS.find(({ age }) => now - lively < age)?.interval ?? SLOWEST;
