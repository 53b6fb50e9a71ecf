const SHORTEST = 1_000;
const LONGEST = 15_000;

/** Waits half as long again as the trouble has lasted: 1 s at first, then longer and longer, 15 s at most. */
export const retryDelay = (failingFor: number): number =>
  Math.min(Math.max(failingFor / 2, SHORTEST), LONGEST);
