import type { Message, MessageSummary } from '@sinch-callback-app/server/contract';

/** Up to this age (ms), ask again after this long (ms). Most receipts come within seconds, some after hours. */
const STEPS = [
  { age: 30_000, interval: 1_000 },
  { age: 2 * 60_000, interval: 3_000 },
  { age: 15 * 60_000, interval: 10_000 },
  { age: 60 * 60_000, interval: 30_000 },
] as const;
const SLOWEST = 60_000;

type Polled = Pick<Message | MessageSummary, 'final' | 'createdAt' | 'sendAt' | 'canceledAt'> & {
  recipients: readonly { updatedAt: string | null }[];
};

/** When something last happened to messages that are still open, and when the next of them is to be sent. */
interface Movement {
  /** In milliseconds. */
  last: number;
  /** Null: none waits for a time that was set. */
  next: number | null;
}

/** Null if nothing is open. */
export function movementOf(messages: readonly Polled[], now: number): Movement | null {
  const open = messages.filter(({ final }) => !final);
  if (open.length === 0) return null;
  const planned = instants(open.map(({ sendAt }) => sendAt));
  const happened = [...instants(open.flatMap(marks)), ...planned.filter((at) => at <= now)];
  return {
    last: happened.reduce((a, b) => Math.max(a, b), 0),
    next: planned.filter((at) => at > now).reduce<number | null>((a, b) => Math.min(a ?? b, b), null),
  };
}

const marks = ({ createdAt, canceledAt, recipients }: Polled): (string | null)[] => [
  createdAt,
  canceledAt,
  ...recipients.map(({ updatedAt }) => updatedAt),
];

const instants = (times: readonly (string | null)[]): number[] =>
  times.filter((time) => time !== null).map((time) => Date.parse(time));

/** Milliseconds until the next poll; false: no need to poll. (In a hidden tab nothing polls, whatever this says.) */
export function pollInterval(movement: Movement | null, now: number): number | false {
  if (movement === null) return false;
  const { last, next } = movement;
  const interval = STEPS.find(({ age }) => now - last < age)?.interval ?? SLOWEST;
  return next === null ? interval : Math.min(interval, next - now);
}
