import type { Message } from '@sinch-callback-app/server/contract';
import { instantOf } from './instant.ts';

/** What came out of order, or again, comes soon after the rest: Sinch's first retries are seconds apart. */
const PATIENCE = 2 * 60_000;
const INTERVAL = 5_000;

/** Milliseconds until one looks once more for late steps of a message that is final; false: no more. */
export function lateLook({ state, sentAt, recipients }: Message, now: number): number | false {
  if (state !== 'accepted') return false;
  const last = recipients.reduce(
    (latest, { updatedAt }) => Math.max(latest, instantOf(updatedAt) ?? 0),
    instantOf(sentAt) ?? 0,
  );
  return now - last < PATIENCE ? INTERVAL : false;
}
