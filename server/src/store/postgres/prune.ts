import type { PruneBounds } from '../driver.ts';
import type { Ask } from './connection.ts';

/** How much a prune removes at most before others get their turn. */
const PRUNE_ROWS = 1000;
const PRUNE_MESSAGES = 50;

/** By arrays here and below: for a subquery PostgreSQL expects so many rows that it would rather read whole tables. */
const pruneOldest = (table: string): string => `DELETE FROM ${table} WHERE seq = ANY(ARRAY(
  SELECT seq FROM ${table} ORDER BY seq LIMIT $1)) AND
  (received_at < $2 OR seq <= (SELECT max(seq) FROM ${table}) - $3) RETURNING 1`;

const PRUNE_OLDEST_MESSAGES = `
WITH oldest AS (SELECT seq, created_at FROM messages ORDER BY seq LIMIT $1 FOR UPDATE SKIP LOCKED),
  gone AS (DELETE FROM messages WHERE seq = ANY(ARRAY(SELECT seq FROM oldest WHERE created_at < $2)) RETURNING seq),
  names AS (DELETE FROM sinch_ids WHERE message = ANY(ARRAY(SELECT seq FROM gone))),
  people AS (DELETE FROM recipients WHERE message = ANY(ARRAY(SELECT seq FROM gone))),
  said AS (DELETE FROM reports WHERE message = ANY(ARRAY(SELECT seq FROM gone)))
SELECT seq FROM gone`;

/** One small step; resolves to whether there may be more to drop. */
export async function prune(ask: Ask, bounds: PruneBounds): Promise<boolean> {
  const everything = Number.MAX_SAFE_INTEGER;
  const dropped = async (table: string, before: number, count: number): Promise<number> =>
    (await ask(`prune_${table}`, pruneOldest(table), [PRUNE_ROWS, before, count])).length;
  await ask('prune_send_counts', 'DELETE FROM send_counts WHERE minute < $1', [bounds.sendCounts]);
  const rows = [
    await dropped('nonces', bounds.nonces, everything),
    await dropped('orphans', bounds.orphans, bounds.orphanCount),
    await dropped('inbox', bounds.inbox, bounds.inboxCount),
    await dropped('rejected', bounds.inbox, everything),
    await dropped('erased_names', bounds.erasedNames, everything),
  ];
  if (bounds.messages === null) return rows.includes(PRUNE_ROWS);
  rows.push(await dropped('replies', bounds.messages, everything));
  const messages = await ask('prune_messages', PRUNE_OLDEST_MESSAGES, [PRUNE_MESSAGES, bounds.messages]);
  return messages.length === PRUNE_MESSAGES || rows.includes(PRUNE_ROWS);
}
