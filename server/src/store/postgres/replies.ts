import { REPLY, toReply } from '../rows.ts';
import type { ReplyRow } from '../rows.ts';
import type { ReplyPage, StoredReply } from '../store.ts';
import type { Ask } from './connection.ts';

const ALL = `SELECT ${REPLY} FROM replies p WHERE p.seq < $1 ORDER BY p.seq DESC LIMIT $2`;

const FROM_NUMBER = `
SELECT ${REPLY} FROM replies p WHERE p.from_number = $1 AND p.seq < $2 ORDER BY p.seq DESC LIMIT $3`;

/** The newest of each recipient: read from the end of all replies, it would go through those of everybody else. */
const TO_MESSAGE = `
SELECT ${REPLY} FROM messages m JOIN recipients r ON r.message = m.seq CROSS JOIN LATERAL (
  SELECT ${REPLY} FROM replies p WHERE p.from_number = r.recipient AND p.seq < $2 AND p.received_at >= m.created_at
  ORDER BY p.seq DESC LIMIT $3) p
WHERE m.id = $1 ORDER BY p.seq DESC LIMIT $3`;

const find = (ask: Ask, { of, limit, after }: ReplyPage): Promise<ReplyRow[]> => {
  const before = after ?? Number.MAX_SAFE_INTEGER;
  if (of === null) return ask('replies', ALL, [before, limit]);
  if ('number' in of) return ask('replies_from', FROM_NUMBER, [of.number, before, limit]);
  return ask('replies_to', TO_MESSAGE, [of.message, before, limit]);
};

export async function listReplies(ask: Ask, page: ReplyPage): Promise<StoredReply[]> {
  return (await find(ask, page)).map(toReply);
}
