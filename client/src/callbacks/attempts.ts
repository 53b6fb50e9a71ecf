import type { ReceivedCallback } from '@sinch-callback-app/server/contract';

/** How many of those to come are named. */
const NAMED = 3;

interface Attempts {
  /** The next ones, in milliseconds. */
  named: number[];
  /** More follow these. */
  more: boolean;
  givesUpAt: number;
  /** How long after the first attempt it gives up. */
  after: number;
}

/** What is still to come, if the callback was the first attempt; null: nothing any more. */
export function attemptsOf(
  { at, givesUpAt }: ReceivedCallback['next'],
  receivedAt: string,
  now: number,
): Attempts | null {
  const left = at.map((instant) => Date.parse(instant)).filter((instant) => instant > now);
  const last = left.at(-1);
  if (last === undefined) return null;
  const end = givesUpAt === null ? last : Date.parse(givesUpAt);
  return {
    named: left.slice(0, NAMED),
    more: left.length > NAMED,
    givesUpAt: end,
    after: end - Date.parse(receivedAt),
  };
}
