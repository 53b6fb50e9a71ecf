import type { MessageSummaryRecord } from '../../messages/message.ts';
import { soughtPage } from '../criteria.ts';
import { fittingRows } from '../export.ts';
import { MESSAGE, RECIPIENT, SHOWN_RECIPIENTS, withRecipients } from '../rows.ts';
import type { MessageRow, RecipientRow } from '../rows.ts';
import type { MessageListPage } from '../store.ts';
import type { Ask } from './connection.ts';

const BETWEEN = `SELECT ${MESSAGE} FROM messages m WHERE id < $1 AND id >= $2 ORDER BY id DESC LIMIT $3`;

/**
 * The newest messages that have all marks that are wanted. First the combinations of marks that there are, one step through
 * the index for each; of those that have the marks, the ones with the newest messages; then the newest of each.
 */
const MARKED = `
WITH RECURSIVE kinds AS (
  (SELECT marks FROM messages ORDER BY marks LIMIT 1)
  UNION ALL SELECT (SELECT m.marks FROM messages m WHERE m.marks > k.marks ORDER BY m.marks LIMIT 1)
  FROM kinds k WHERE k.marks IS NOT NULL
), newest AS (
  SELECT n.marks FROM (SELECT k.marks, (SELECT m.id FROM messages m WHERE m.marks = k.marks AND m.id < $2
    ORDER BY m.id DESC LIMIT 1) AS id FROM kinds k WHERE k.marks & $1 = $1) n
  WHERE n.id >= $3 ORDER BY n.id DESC LIMIT $4
), page AS (
  SELECT p.id FROM newest n CROSS JOIN LATERAL (SELECT m.id FROM messages m
    WHERE m.marks = n.marks AND m.id < $2 AND m.id >= $3 ORDER BY m.id DESC LIMIT $4) p
  ORDER BY p.id DESC LIMIT $4
)
SELECT ${MESSAGE} FROM page p CROSS JOIN LATERAL (SELECT * FROM messages m WHERE m.id = p.id LIMIT 1) m ORDER BY p.id DESC`;

const BY_ID = `
SELECT ${MESSAGE} FROM messages m WHERE m.seq = coalesce((SELECT seq FROM messages WHERE id = $1),
  (SELECT message FROM sinch_ids WHERE sinch_id = $1)) AND m.marks & $2 = $2 AND m.id < $3 AND m.id >= $4`;

/** Behind the message with the id $2; if it is gone, behind what came just before it; without an id, before $7. */
const TO_NUMBER = `
SELECT ${MESSAGE} FROM (SELECT message FROM recipients WHERE recipient = $1 AND message < coalesce(
    (SELECT seq + (id <> $2)::integer FROM messages WHERE id <= $2 ORDER BY id DESC LIMIT 1), $7)
    ORDER BY message DESC OFFSET 0) r
  CROSS JOIN LATERAL (SELECT * FROM messages m WHERE m.seq = r.message LIMIT 1) m
WHERE m.marks & $3 = $3 AND m.id < $4 AND m.id >= $5 ORDER BY r.message DESC LIMIT $6`;

function findRows(ask: Ask, page: MessageListPage): Promise<MessageRow[]> {
  const { limit, after, marks, from, end, before } = soughtPage(page);
  const { find } = page.criteria;
  if (find !== null && 'id' in find) return ask('messages_by_any_id', BY_ID, [find.id, marks, before, from]);
  if (find !== null) {
    const last = after === null ? Number.MAX_SAFE_INTEGER : 0;
    return ask('messages_to', TO_NUMBER, [find.number, after, marks, end, from, limit, last]);
  }
  if (marks === 0) return ask('messages_between', BETWEEN, [before, from, limit]);
  return ask('messages_marked', MARKED, [marks, before, from, limit]);
}

export async function listMessages(ask: Ask, page: MessageListPage): Promise<MessageSummaryRecord[]> {
  const rows = await findRows(ask, page);
  const recipients = await ask<RecipientRow>(
    'first_recipients',
    `SELECT ${RECIPIENT} FROM recipients r WHERE message = ANY($1) AND position < ${SHOWN_RECIPIENTS}
      ORDER BY message, position`,
    [rows.map(({ seq }) => seq)],
  );
  return withRecipients(rows, recipients);
}

export async function exportMessages(ask: Ask, page: MessageListPage): Promise<MessageSummaryRecord[]> {
  const rows = fittingRows(await findRows(ask, page), ({ recipient_count: count }) => count);
  const recipients = await ask<RecipientRow>(
    'recipients_of',
    `SELECT ${RECIPIENT} FROM recipients r WHERE message = ANY($1) ORDER BY message, position`,
    [rows.map(({ seq }) => seq)],
  );
  return withRecipients(rows, recipients);
}
