import type { ErasedTraces, Transaction } from '../driver.ts';
import { MESSAGE, toHead } from '../rows.ts';
import type { MessageRow } from '../rows.ts';
import type { Ask } from './connection.ts';

type Erasing = Pick<
  Transaction,
  'lockMessagesTo' | 'eraseRecipient' | 'eraseMessage' | 'erasedNames' | 'eraseTraces'
>;

const ERASE_MESSAGE = `
WITH names AS (DELETE FROM sinch_ids WHERE message = $1 RETURNING sinch_id),
  people AS (DELETE FROM recipients WHERE message = $1),
  said AS (DELETE FROM reports WHERE message = $1),
  gone AS (DELETE FROM messages WHERE seq = $1)
INSERT INTO erased_names (name, received_at)
SELECT sinch_id, $3::bigint FROM names UNION SELECT $2, $3 ON CONFLICT DO NOTHING`;

const ERASE_RECIPIENT = `
WITH said AS (DELETE FROM reports WHERE message = $1 AND position = $2),
  people AS (DELETE FROM recipients WHERE message = $1 AND position = $2),
  names AS (DELETE FROM sinch_ids WHERE message = $1 AND position = $2 RETURNING sinch_id)
INSERT INTO erased_names (name, received_at) SELECT sinch_id, $3::bigint FROM names ON CONFLICT DO NOTHING`;

const ERASE_TRACES = `
WITH wrote AS (DELETE FROM replies WHERE from_number = $1 RETURNING sinch_id),
  names AS (INSERT INTO erased_names (name, received_at) SELECT sinch_id, $4::bigint FROM wrote ON CONFLICT DO NOTHING),
  waiting AS (DELETE FROM orphans WHERE recipient = $1 RETURNING 1),
  kept AS (DELETE FROM inbox WHERE position($2 IN body) > 0 OR position($3 IN effects) > 0 RETURNING 1),
  refused AS (DELETE FROM rejected WHERE position($2 IN body) > 0 RETURNING 1)
SELECT (SELECT count(*) FROM waiting) AS orphans, (SELECT count(*) FROM wrote) AS replies,
  (SELECT count(*) FROM kept) + (SELECT count(*) FROM refused) AS callbacks`;

export const createErasing = (ask: Ask): Erasing => ({
  lockMessagesTo: async (recipient, limit) => {
    const rows = await ask<MessageRow>(
      'lock_messages_to',
      `SELECT ${MESSAGE} FROM messages m WHERE m.seq IN
        (SELECT message FROM recipients WHERE recipient = $1 ORDER BY message LIMIT $2) ORDER BY m.seq FOR UPDATE`,
      [recipient, limit],
    );
    return rows.map(toHead);
  },
  eraseRecipient: async (seq, position, at) => {
    await ask('erase_recipient', ERASE_RECIPIENT, [seq, position, at]);
  },
  eraseMessage: async ({ seq, id }, at) => {
    await ask('erase_message', ERASE_MESSAGE, [seq, id, at]);
  },
  erasedNames: async (names) => {
    if (names.length === 0) return new Set();
    const rows = await ask<{ name: string }>(
      'erased_names',
      'SELECT name FROM erased_names WHERE name = ANY($1)',
      [names],
    );
    return new Set(rows.map(({ name }) => name));
  },
  eraseTraces: async (recipient, at) => {
    // Sinch writes numbers without `+`; we keep them with it.
    const digits = recipient.slice(1);
    const values = [recipient, Buffer.from(digits), digits, at];
    const [counts] = await ask<ErasedTraces>('erase_traces', ERASE_TRACES, values);
    return counts ?? { callbacks: 0, orphans: 0, replies: 0 };
  },
});
