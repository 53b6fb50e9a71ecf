/**
 * What a list of messages is narrowed by, as bits of one number that an engine keeps beside each message. Messages have few
 * such numbers in common, so that an index by them and the id finds the newest of any combination, a rare one too.
 */
import { STATUSES } from '../contract.ts';
import type { MessageState, Status } from '../contract.ts';
import { isFinal } from '../messages/message.ts';
import type { MessageHead } from '../messages/message.ts';
import type { MessageCriteria } from './store.ts';

/** They are stored: a bit never gets another meaning. */
const STATUS_BITS: Record<Status, number> = {
  QUEUED: 1,
  DISPATCHED: 2,
  QUEUED_ON_CHANNEL: 4,
  SWITCHING_CHANNEL: 8,
  UNKNOWN: 16,
  FAILED: 32,
  EXPIRED: 64,
  REJECTED: 128,
  ABORTED: 256,
  CANCELLED: 512,
  DELETED: 1024,
  DELIVERED: 2048,
  READ: 4096,
};
const STATE_BITS: Record<MessageState, number> = {
  submitting: 1 << 13,
  accepted: 1 << 14,
  refused: 1 << 15,
  unclear: 1 << 16,
};
export const OPEN = 1 << 17;
export const FINAL = 1 << 18;

/** For the migrations, which give marks to what was kept before there were any. */
export const BITS = [...Object.entries(STATUS_BITS), ...Object.entries(STATE_BITS)]
  .map(([name, bit]) => `('${name}', ${bit})`)
  .join(', ');

/** Of a message that Sinch has not been asked to send yet. */
export const DRAFT_MARKS = STATE_BITS.submitting | OPEN;

export function marksOf(head: Pick<MessageHead, 'counts' | 'state' | 'openCount'>): number {
  let marks = STATE_BITS[head.state] | (isFinal(head) ? FINAL : OPEN);
  for (const status of STATUSES) if (head.counts[status] !== undefined) marks |= STATUS_BITS[status];
  return marks;
}

/** The bits that a message must have; 0: any message will do. */
export function wantedMarks({ status, state, progress }: MessageCriteria): number {
  const end = progress === 'final' ? FINAL : OPEN;
  return (
    (status === null ? 0 : STATUS_BITS[status]) |
    (state === null ? 0 : STATE_BITS[state]) |
    (progress === null ? 0 : end)
  );
}
