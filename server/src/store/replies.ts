/** What people write back, among the callbacks of a group. */
import type { ReplyRecord } from '../messages/message.ts';
import type { Transaction } from './driver.ts';
import type { Callback } from './store.ts';

/** What may touch one message only brings no reply: that would be a statement about a person. */
export const replyOf = ({ reply, confinedTo }: Callback): ReplyRecord | null =>
  confinedTo === null ? reply : null;

/** A callback that brings a reply goes by no message. */
export const withoutReply = (callback: Callback): Callback =>
  callback.reply === null
    ? callback
    : { ...callback, sinchId: null, reference: null, confinedTo: null, reports: [] };

/** Keeps those that nobody has told of before, each once as it came first; returns their ids. */
export async function keepReplies(
  transaction: Transaction,
  replies: readonly ReplyRecord[],
): Promise<Set<string>> {
  const first = new Map<string, ReplyRecord>();
  for (const reply of replies) if (!first.has(reply.sinchId)) first.set(reply.sinchId, reply);
  return first.size === 0 ? new Set() : new Set(await transaction.keepReplies([...first.values()]));
}
