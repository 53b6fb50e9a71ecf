import type { Message, MessageSummary } from '@sinch-callback-app/server/contract';
import { retryDelay } from '../connection/backoff.ts';

/** Up to this age (ms), ask again after this long (ms). Most receipts come within seconds, some after hours. */
const STEPS = [
  { age: 30_000, interval: 1_000 },
  { age: 2 * 60_000, interval: 3_000 },
  { age: 15 * 60_000, interval: 10_000 },
  { age: 60 * 60_000, interval: 30_000 },
] as const;
const SLOWEST = 60_000;

type Polled = Pick<Message | MessageSummary, 'final' | 'createdAt'> & {
  recipients: readonly { updatedAt: string | null }[];
};

/** When something last happened to a message that is still open, in milliseconds; null if nothing is open. */
export function lastMovement(messages: readonly Polled[]): number | null {
  const open = messages.filter(({ final }) => !final);
  if (open.length === 0) return null;
  return open.flatMap(instants).reduce((a, b) => Math.max(a, b), 0);
}

const instants = ({ createdAt, recipients }: Polled): number[] =>
  [createdAt, ...recipients.map(({ updatedAt }) => updatedAt ?? createdAt)].map((instant) =>
    Date.parse(instant),
  );

interface Situation {
  now: number;
  lastMovement: number | null;
  /** Since when the server has not been answering; null if it does. */
  failingSince: number | null;
}

/** Milliseconds until the next poll; false: no need to poll. (In a hidden tab nothing polls, whatever this says.) */
export function pollInterval({ now, lastMovement: moved, failingSince }: Situation): number | false {
  if (failingSince !== null) return retryDelay(now - failingSince);
  if (moved === null) return false;
  return STEPS.find(({ age }) => now - moved < age)?.interval ?? SLOWEST;
}
