import { NEW_MESSAGE, namesOf, newMessage } from '../columns.ts';
import type { Link, MessageNames, Orphan, Transaction } from '../driver.ts';
import { hourOf } from '../outcomes.ts';
import { ENTRY, MESSAGE, ORPHAN, toEntry, toHead, toOrphan } from '../rows.ts';
import type { EntryRow, MessageRow, OrphanRow } from '../rows.ts';
import type { Ask } from './connection.ts';
import { createErasing } from './erase.ts';
import { write } from './write.ts';

const HISTORY = `COALESCE((SELECT json_agg(json_build_object('status', p.status, 'code', p.code, 'reason', p.reason,
  'at', p.at)) FROM reports p WHERE p.message = r.message AND p.position = r.position), '[]'::json) AS history`;

/** One row by its whole key. As a join PostgreSQL would read all recipients of the message, to find none for most ids. */
const LINKED = `(SELECT r.recipient FROM recipients r WHERE r.message = s.message AND r.position = s.position)`;

/**
 * In the order of `seq`, which every transaction keeps to, so that two of them never wait for each other. The array is
 * found first, by the indexes of both names: an OR over two tables would make PostgreSQL read all messages.
 */
const LOCK_MESSAGES = `
SELECT ${MESSAGE}, ARRAY(SELECT ARRAY[s.sinch_id, ${LINKED}] FROM sinch_ids s
  WHERE s.message = m.seq AND s.sinch_id = ANY($1)) AS names
FROM messages m
WHERE m.seq = ANY(ARRAY(
  SELECT message FROM sinch_ids WHERE sinch_id = ANY($1) UNION ALL SELECT seq FROM messages WHERE id = ANY($2)))
ORDER BY m.seq FOR UPDATE OF m`;

/**
 * There is no row yet that could be locked for a name that nobody goes by. Names share 256 locks, since the database has
 * room for some thousands in all, and one answer to a send may bring a thousand names. The first number is any that is
 * not used elsewhere.
 */
const LOCK_NAMES = `
SELECT pg_advisory_xact_lock(7303015, place) FROM
  (SELECT DISTINCT hashtext(name) & 255 AS place FROM unnest($1::text[]) AS name ORDER BY 1) AS places`;

/** Its names, each with whose it is: null for the whole message. */
type NamedRow = MessageRow & { names: [sinchId: string, recipient: string | null][] };

async function lockMessages(ask: Ask, { ids, sinchIds }: MessageNames) {
  const lock = (names: readonly string[]): Promise<NamedRow[]> =>
    ask<NamedRow>('lock_messages', LOCK_MESSAGES, [names, ids]);
  let rows = await lock(sinchIds);
  const known = new Set(rows.flatMap(({ names }) => names.map(([sinchId]) => sinchId)));
  const unknown = sinchIds.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    await ask('lock_names', LOCK_NAMES, [unknown]);
    // Somebody may have given the name to a message while we waited for it.
    rows = await lock(sinchIds);
  }
  const links = new Map<string, Link>();
  for (const { seq, names } of rows) {
    for (const [sinchId, recipient] of names) links.set(sinchId, { seq, recipient });
  }
  return { heads: rows.map(toHead), links };
}

const NAMES = namesOf(NEW_MESSAGE);
const INSERT_MESSAGE = `
INSERT INTO messages (${NEW_MESSAGE}) VALUES (${NAMES.map((_, index) => `$${index + 1}`).join(', ')})
ON CONFLICT (idempotency_key) DO NOTHING RETURNING seq`;

export function createTransaction(ask: Ask): Transaction {
  return {
    keepNonces: async (nonces) => {
      const rows = await ask<{ nonce: string }>(
        'keep_nonces',
        `INSERT INTO nonces (nonce, received_at)
          SELECT DISTINCT ON (nonce) nonce, received_at FROM unnest($1::text[], $2::bigint[]) AS n (nonce, received_at)
          ORDER BY nonce ON CONFLICT DO NOTHING RETURNING nonce`,
        [nonces.map(({ nonce }) => nonce), nonces.map(({ receivedAt }) => receivedAt)],
      );
      return new Set(rows.map(({ nonce }) => nonce));
    },
    lockMessages: (names) => lockMessages(ask, names),
    recipients: async ({ whole, named }) => {
      if (whole.length === 0 && named.length === 0) return [];
      const rows = await ask<EntryRow>(
        'recipients',
        `SELECT ${ENTRY}, ${HISTORY} FROM recipients r WHERE r.message = ANY($1::bigint[])
          UNION ALL
          SELECT ${ENTRY}, ${HISTORY} FROM unnest($2::bigint[], $3::text[]) AS n (message, recipient)
            JOIN recipients r ON r.message = n.message AND r.recipient = n.recipient`,
        [whole, named.map(({ seq }) => seq), named.map(({ recipient }) => recipient)],
      );
      return rows.map(toEntry);
    },
    orphans: async (sinchIds) => {
      const orphans = new Map<string, Orphan[]>();
      if (sinchIds.length === 0) return orphans;
      const rows = await ask<OrphanRow & { sinch_id: string }>(
        'orphans',
        `SELECT sinch_id, ${ORPHAN} FROM orphans
          WHERE sinch_id = ANY($1) ORDER BY seq`,
        [sinchIds],
      );
      for (const row of rows) {
        const waiting = orphans.get(row.sinch_id);
        if (waiting) waiting.push(toOrphan(row));
        else orphans.set(row.sinch_id, [toOrphan(row)]);
      }
      return orphans;
    },
    findByKey: async (key) => {
      const [row] = await ask<MessageRow>(
        'find_by_key',
        `SELECT ${MESSAGE} FROM messages m WHERE idempotency_key = $1`,
        [key],
      );
      return row === undefined ? null : toHead(row);
    },
    insertMessage: async (head, recipients, idempotencyKey) => {
      const columns: Record<string, unknown> = newMessage(head, idempotencyKey);
      const values = NAMES.map((name) => columns[name]);
      const [row] = await ask<{ seq: number }>('insert_message', INSERT_MESSAGE, values);
      if (row === undefined) return false;
      await ask(
        'insert_recipients',
        `INSERT INTO recipients (message, position, recipient, hour, final, conflict, callback_count, version)
          SELECT $1, position - 1, recipient, $3, false, false, 0, 1
          FROM unnest($2::text[]) WITH ORDINALITY AS n (recipient, position)`,
        [row.seq, recipients, hourOf(head.createdAt)],
      );
      return true;
    },
    takeParts: async (day, parts, limit) => {
      const rows = await ask(
        'take_parts',
        `INSERT INTO budget AS b (day, parts) SELECT $1, $2 WHERE $2::integer <= $3::bigint
          ON CONFLICT (day) DO UPDATE SET parts = b.parts + $2 WHERE b.parts + $2 <= $3 RETURNING parts`,
        [day, parts, limit],
      );
      return rows.length === 1;
    },
    lockDue: async (now, limit) => {
      const rows = await ask<MessageRow>(
        'lock_due',
        `SELECT ${MESSAGE} FROM messages m WHERE due_at <= $1 ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
        [now, limit],
      );
      return rows.map(toHead);
    },
    write: (changes) => write(ask, changes),
    inboxOf: async (ids) => {
      const rows = await ask<{ message_id: string; received_at: number; timestamp: string; body: Buffer }>(
        'inbox_of',
        `SELECT message_id, received_at, timestamp, body FROM inbox WHERE message_id = ANY($1) AND verdict <> 'replay' ORDER BY seq`,
        [ids],
      );
      return rows.map(({ message_id: messageId, received_at: receivedAt, ...row }) => ({
        messageId,
        receivedAt,
        ...row,
      }));
    },
    keepReplies: async (replies) => {
      const rows = await ask<{ sinch_id: string }>(
        'keep_replies',
        `INSERT INTO replies (sinch_id, from_number, to_number, body, at, received_at)
          SELECT sinch_id, from_number, to_number, body, at, received_at FROM unnest($1::text[], $2::text[], $3::text[],
            $4::text[], $5::bigint[], $6::bigint[]) WITH ORDINALITY
            AS n (sinch_id, from_number, to_number, body, at, received_at, place)
          ORDER BY place ON CONFLICT DO NOTHING RETURNING sinch_id`,
        [
          replies.map(({ sinchId }) => sinchId),
          replies.map(({ from }) => from),
          replies.map(({ to }) => to),
          replies.map(({ text }) => text),
          replies.map(({ at }) => at),
          replies.map(({ receivedAt }) => receivedAt),
        ],
      );
      return new Set(rows.map((row) => row.sinch_id));
    },
    linksOf: async (seqs) => {
      const rows = await ask<{ sinch_id: string; seq: number; recipient: string | null }>(
        'links_of',
        `SELECT s.sinch_id, s.message AS seq, ${LINKED} AS recipient FROM sinch_ids s WHERE s.message = ANY($1)`,
        [seqs],
      );
      return rows.map(({ sinch_id: sinchId, ...link }) => ({ sinchId, ...link }));
    },
    noteDeed: async ({ at, actor, deed, subject }) => {
      const values = [at, actor, deed, subject];
      await ask('note_deed', 'INSERT INTO deeds (at, actor, deed, subject) VALUES ($1, $2, $3, $4)', values);
    },
    ...createErasing(ask),
  };
}
