/** What people wrote back, as the store in memory holds it. */
import type { ReplyRecord } from '../../messages/message.ts';
import type { StoredReply } from '../store.ts';

export interface Replies {
  /** In the order in which they came. */
  all: StoredReply[];
  byNumber: Map<string, StoredReply[]>;
  ids: Set<string>;
  nextSeq: number;
}

export const createReplies = (): Replies => ({ all: [], byNumber: new Map(), ids: new Set(), nextSeq: 1 });

export function addReply(replies: Replies, record: ReplyRecord): void {
  const reply: StoredReply = { ...record, seq: replies.nextSeq };
  replies.nextSeq += 1;
  replies.all.push(reply);
  replies.ids.add(reply.sinchId);
  const ofNumber = replies.byNumber.get(reply.from);
  if (ofNumber) ofNumber.push(reply);
  else replies.byNumber.set(reply.from, [reply]);
}

/** Returns those that are gone. */
export function removeReplies(replies: Replies, isGone: (reply: StoredReply) => boolean): StoredReply[] {
  const gone = replies.all.filter(isGone);
  if (gone.length === 0) return gone;
  replies.all = replies.all.filter((reply) => !isGone(reply));
  for (const number of new Set(gone.map(({ from }) => from))) {
    const left = replies.byNumber.get(number)?.filter((reply) => !isGone(reply)) ?? [];
    if (left.length > 0) replies.byNumber.set(number, left);
    else replies.byNumber.delete(number);
  }
  for (const { sinchId } of gone) replies.ids.delete(sinchId);
  return gone;
}

/** The newest of them that came before `after`. All are in the order of `seq`. */
export const newestReplies = (
  replies: readonly StoredReply[],
  { limit, after }: { limit: number; after: number | null },
): StoredReply[] => {
  const end = after === null ? replies.length : replies.findLastIndex(({ seq }) => seq < after) + 1;
  return replies.slice(Math.max(0, end - limit), end).toReversed();
};
