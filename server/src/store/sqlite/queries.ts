import { HOUR } from '../../durations.ts';
import {
  MESSAGE_CHANGES,
  NEW_CALLBACK,
  NEW_MESSAGE,
  NEW_ORPHAN,
  NEW_REPORT,
  RECIPIENT_CHANGES,
  assign,
  changedMessage,
  changedRecipient,
  newCallback,
  newMessage,
  newOrphan,
  newReport,
} from '../columns.ts';
import {
  ACCEPTED,
  DEED,
  ENTRY,
  LISTED_ACCEPTED,
  LISTED_REFUSED,
  MESSAGE,
  ORPHAN,
  RECIPIENT,
  REFUSED,
  REPLY,
  REPORT,
  SHOWN_RECIPIENTS,
} from '../rows.ts';
import type {
  AcceptedRow,
  ListedAcceptedRow,
  ListedRejectedRow,
  MessageRow,
  OrphanRow,
  RecipientRow,
  RejectedRow,
  ReplyRow,
  ReportRow,
} from '../rows.ts';
import type { OutcomePart } from '../outcomes.ts';
import type { OpenCounts, StoredDeed } from '../store.ts';
import type { Bindable, Database } from './database.ts';

type Text = string | null;
type Int = number | null;

/** The oldest `?` rows of a table, as far as they are older than `?` or beyond the newest `?`. */
const pruneOldest = (table: string): string => `DELETE FROM ${table} WHERE seq IN
  (SELECT seq FROM ${table} ORDER BY seq LIMIT ?) AND (received_at < ? OR seq <= (SELECT max(seq) FROM ${table}) - ?)`;

const insertInto = (table: string, columns: string): string =>
  `INSERT INTO ${table} (${columns}) VALUES (${columns.replaceAll(/\w+/g, ':$&')})`;

/** Columns as the entries of one JSON object, under their own names. */
const entriesOf = (columns: string): string =>
  columns
    .split(',')
    .map((column) => `'${column.trim().slice(2)}', ${column.trim()}`)
    .join(', ');

/** Many rows as one JSON text: the driver takes several times as long to hand over each row as an object of its own. */
const rowsOf = (entries: string, from: string): string =>
  `SELECT json_group_array(json_object(${entries})) AS rows ${from}`;

const HISTORY = `'history', json((SELECT json_group_array(json_object('status', p.status, 'code', p.code,
  'reason', p.reason, 'at', p.at)) FROM reports p WHERE p.message = r.message AND p.position = r.position))`;

/**
 * The newest messages that have all marks that are wanted. First the combinations of marks that there are, one step through
 * the index for each; of those that have the marks, the ones with the newest messages; then the newest of each.
 */
const MARKED = `
WITH RECURSIVE kinds (marks) AS (
  SELECT min(marks) FROM messages
  UNION ALL SELECT (SELECT min(m.marks) FROM messages m WHERE m.marks > k.marks) FROM kinds k WHERE k.marks IS NOT NULL
), newest AS (
  SELECT k.marks, (SELECT max(m.id) FROM messages m WHERE m.marks = k.marks AND m.id < ?2) AS id
  FROM kinds k WHERE k.marks & ?1 = ?1 AND id >= ?3 ORDER BY id DESC LIMIT ?4
), page AS (
  SELECT p.value AS id FROM newest n CROSS JOIN json_each((SELECT json_group_array(id) FROM (
    SELECT m.id FROM messages m WHERE m.marks = n.marks AND m.id < ?2 AND m.id >= ?3 ORDER BY m.id DESC LIMIT ?4))) p
  ORDER BY 1 DESC LIMIT ?4
)
SELECT ${MESSAGE} FROM page p CROSS JOIN messages m ON m.id = p.id ORDER BY p.id DESC`;

/** Some messages to a number, the newest first. */
const LOOK =
  'SELECT message FROM recipients WHERE recipient = ?1 AND message < ?2 ORDER BY message DESC LIMIT ?3';

/** Every statement of the engine, each served by an index. */
export function prepareQueries(database: Database) {
  const one = <Row, Binds extends Bindable[]>(sql: string) => database.prepare<Row, Binds>(sql);
  /** With a column for each `:name`; handed over by place, since the driver is slow at names. */
  const change = <Told extends unknown[]>(
    sql: string,
    columnsOf: (...told: Told) => Record<string, Bindable>,
  ) => {
    const names = Array.from(sql.matchAll(/:(\w+)/g), ([, name]) => name!);
    const query = database.prepare<never, Bindable[]>(sql.replaceAll(/:\w+/g, '?'));
    return {
      run: (...told: Told): void => {
        const columns = columnsOf(...told);
        query.run(...names.map((name) => columns[name]!));
      },
    };
  };
  return {
    begin: one<never, []>('BEGIN IMMEDIATE'),
    commit: one<never, []>('COMMIT'),
    rollback: one<never, []>('ROLLBACK'),

    insertMessage: change(insertInto('messages', NEW_MESSAGE), newMessage),
    /** By a JSON array of numbers. */
    insertRecipients: one<never, [string, string, number]>(
      `INSERT INTO recipients (message, position, recipient, hour, final, conflict, callback_count, version)
        SELECT m.seq, n.key, n.value, ?3, 0, 0, 0, 1 FROM messages m CROSS JOIN json_each(?2) n WHERE m.id = ?1`,
    ),
    messageByKey: one<MessageRow, [string]>(`SELECT ${MESSAGE} FROM messages m WHERE idempotency_key = ?`),
    messageById: one<MessageRow, [string]>(`SELECT ${MESSAGE} FROM messages m WHERE id = ?`),
    /** By a JSON array of ids. */
    messagesById: one<{ rows: string }, [string]>(
      rowsOf(entriesOf(MESSAGE), 'FROM json_each(?) n CROSS JOIN messages m ON m.id = n.value'),
    ),
    messagesBySinchId: one<{ rows: string }, [string]>(
      rowsOf(
        `'name', s.sinch_id, 'recipient', r.recipient, ${entriesOf(MESSAGE)}`,
        `FROM json_each(?) n CROSS JOIN sinch_ids s ON s.sinch_id = n.value CROSS JOIN messages m ON m.seq = s.message
          LEFT JOIN recipients r ON r.message = s.message AND r.position = s.position`,
      ),
    ),
    versionById: one<{ id: string; version: number }, [string]>(
      'SELECT id, version FROM messages WHERE id = ?',
    ),
    versionBySinchId: one<{ id: string; version: number }, [string]>(
      'SELECT m.id, m.version FROM sinch_ids s JOIN messages m ON m.seq = s.message WHERE s.sinch_id = ?',
    ),
    messageNamed: one<MessageRow, [string]>(
      `SELECT ${MESSAGE} FROM sinch_ids s CROSS JOIN messages m ON m.seq = s.message WHERE s.sinch_id = ?`,
    ),
    messagesBetween: one<MessageRow, [string, string, number]>(
      `SELECT ${MESSAGE} FROM messages m WHERE id < ? AND id >= ? ORDER BY id DESC LIMIT ?`,
    ),
    messagesMarked: one<MessageRow, [number, string, string, number]>(MARKED),
    /** Behind the message with this id; if it is gone, behind what came just before it. */
    seqBehind: one<{ seq: number }, [string]>(
      'SELECT seq + (id <> ?1) AS seq FROM messages WHERE id <= ?1 ORDER BY id DESC LIMIT 1',
    ),
    messagesSentTo: one<MessageRow, [string, number, number, number, string, string, number]>(
      `SELECT ${MESSAGE} FROM (${LOOK}) n CROSS JOIN messages m ON m.seq = n.message
        WHERE m.marks & ?4 = ?4 AND m.id < ?5 AND m.id >= ?6 LIMIT ?7`,
    ),
    lastLooked: one<{ last: number; n: number }, [string, number, number]>(
      `SELECT min(message) AS last, count(*) AS n FROM (${LOOK})`,
    ),
    resends: one<{ id: string }, [string, number]>(
      'SELECT id FROM messages WHERE resend_of = ? ORDER BY id DESC LIMIT ?',
    ),
    dueMessages: one<MessageRow, [number, number]>(
      `SELECT ${MESSAGE} FROM messages m WHERE due_at <= ? ORDER BY due_at LIMIT ?`,
    ),
    /** Of the recipient that stands `?` places behind the first of a period. */
    hourBehind: one<{ hour: number }, [number, number, number]>(
      'SELECT hour FROM recipients WHERE hour >= ? AND hour < ? ORDER BY hour LIMIT 1 OFFSET ?',
    ),
    messagesByHour: one<OutcomePart['messages'][number], [number, number]>(
      `SELECT created_at / ${HOUR} AS hour, count(*) AS count FROM messages
        WHERE created_at >= ? AND created_at < ? GROUP BY 1`,
    ),
    refusedByHour: one<OutcomePart['refused'][number], [number, number]>(
      `SELECT created_at / ${HOUR} AS hour, refusal_code AS code, sum(recipient_count) AS count FROM messages
        WHERE created_at >= ? AND created_at < ? AND refusal_code IS NOT NULL GROUP BY 1, 2`,
    ),
    /** In the order of their index, so that nothing is sorted. */
    outcomes: one<{ rows: string }, [number, number]>(
      rowsOf(
        `'hour', hour, 'status', status, 'code', code, 'reason', reason, 'took', took, 'count', count`,
        `FROM (SELECT hour, status, code, reason, took, count(*) AS count FROM recipients
          WHERE hour >= ? AND hour < ? GROUP BY 1, 2, 3, 4, 5)`,
      ),
    ),
    /** By the index of what is followed up: what is over costs nothing. */
    countOpen: one<OpenCounts, [number]>(
      `SELECT coalesce(sum(open_count), 0) AS open,
        coalesce(sum(open_count) FILTER (WHERE tries > 0 OR due_at <= ?1), 0) AS overdue,
        count(*) FILTER (WHERE due_at <= ?1) AS due FROM messages WHERE due_at > 0`,
    ),
    updateMessage: change(
      `UPDATE messages SET ${assign(MESSAGE_CHANGES, ':')} WHERE seq = :seq`,
      changedMessage,
    ),
    /** Alone, and only where they change: whatever an UPDATE names is written to its index anew. */
    updateMarks: one<never, [number, number]>(
      'UPDATE messages SET marks = ?1 WHERE seq = ?2 AND marks <> ?1',
    ),
    linkSinchId: one<never, [string, number, Int]>(
      `INSERT INTO sinch_ids (sinch_id, message, position) VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET message = excluded.message, position = excluded.position`,
    ),
    linksOf: one<{ sinch_id: string; recipient: Text }, [number]>(
      `SELECT s.sinch_id, r.recipient FROM sinch_ids s
        LEFT JOIN recipients r ON r.message = s.message AND r.position = s.position WHERE s.message = ?`,
    ),

    /** With their histories, by a JSON array of `[seq, recipient]`. */
    entriesNamed: one<{ rows: string }, [string]>(
      rowsOf(
        `${entriesOf(ENTRY)}, ${HISTORY}`,
        `FROM json_each(?) n CROSS JOIN recipients r ON r.recipient = n.value ->> 1 AND r.message = n.value ->> 0`,
      ),
    ),
    /** All of the messages in a JSON array of `seq`. */
    entriesOfMessages: one<{ rows: string }, [string]>(
      rowsOf(
        `${entriesOf(ENTRY)}, ${HISTORY}`,
        `FROM json_each(?) n CROSS JOIN recipients r ON r.message = n.value`,
      ),
    ),
    firstRecipients: one<RecipientRow, [number]>(
      `SELECT ${RECIPIENT} FROM recipients r WHERE message = ? AND position < ${SHOWN_RECIPIENTS} ORDER BY position`,
    ),
    /** Of the messages in a JSON array of `seq`, without histories. */
    recipientsOf: one<{ rows: string }, [string]>(
      rowsOf(entriesOf(RECIPIENT), 'FROM json_each(?) n CROSS JOIN recipients r ON r.message = n.value'),
    ),
    recipientsSince: one<RecipientRow, [number, number]>(
      `SELECT ${RECIPIENT} FROM recipients r WHERE message = ? AND version > ? ORDER BY position`,
    ),
    updateRecipient: change(
      `UPDATE recipients SET ${assign(RECIPIENT_CHANGES, ':')} WHERE message = :message AND position = :position`,
      changedRecipient,
    ),

    reports: one<ReportRow, [number]>(
      `SELECT ${REPORT} FROM reports WHERE message = ? ORDER BY position, key`,
    ),
    reportsSince: one<ReportRow, [number, number]>(
      `SELECT ${REPORT} FROM reports WHERE message = ?1 AND position IN
        (SELECT position FROM recipients WHERE message = ?1 AND version > ?2) ORDER BY position, key`,
    ),
    insertReport: change(insertInto('reports', NEW_REPORT), newReport),
    repeatReport: one<never, [number, number, number, string]>(
      'UPDATE reports SET repeats = repeats + ? WHERE message = ? AND position = ? AND key = ?',
    ),

    insertNonce: one<never, [string, number]>(
      'INSERT INTO nonces (nonce, received_at) VALUES (?, ?) ON CONFLICT DO NOTHING',
    ),
    upsertOrphan: change(
      `${insertInto('orphans', NEW_ORPHAN)} ON CONFLICT DO UPDATE
        SET callback_count = callback_count + excluded.callback_count, repeats = repeats + excluded.repeats + 1`,
      newOrphan,
    ),
    orphans: one<OrphanRow, [string]>(`SELECT ${ORPHAN} FROM orphans WHERE sinch_id = ? ORDER BY seq`),
    deleteOrphans: one<never, [string]>('DELETE FROM orphans WHERE sinch_id = ?'),
    insertInbox: change(insertInto('inbox', NEW_CALLBACK), newCallback),
    insertRejected: one<never, [number, string, string, Buffer, number]>(
      'INSERT INTO rejected (received_at, reason, headers, body, body_bytes) VALUES (?, ?, ?, ?, ?)',
    ),
    boundRejected: one<never, [number]>(
      'DELETE FROM rejected WHERE seq <= (SELECT max(seq) FROM rejected) - ?',
    ),

    listedAccepted: one<ListedAcceptedRow, [number, number]>(
      `SELECT ${LISTED_ACCEPTED} FROM inbox i WHERE seq < ? ORDER BY seq DESC LIMIT ?`,
    ),
    listedAcceptedOf: one<ListedAcceptedRow, [string, number, number]>(
      `SELECT ${LISTED_ACCEPTED} FROM inbox i WHERE message_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
    ),
    accepted: one<AcceptedRow, [number]>(`SELECT ${ACCEPTED} FROM inbox i WHERE seq = ?`),
    listedRejected: one<ListedRejectedRow, [number, number]>(
      `SELECT ${LISTED_REFUSED} FROM rejected j WHERE seq < ? ORDER BY seq DESC LIMIT ?`,
    ),
    rejected: one<RejectedRow, [number]>(`SELECT ${REFUSED} FROM rejected j WHERE seq = ?`),

    insertReply: one<never, [string, string, Text, string, Int, number]>(
      `INSERT INTO replies (sinch_id, from_number, to_number, body, at, received_at) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING`,
    ),
    replies: one<ReplyRow, [number, number]>(
      `SELECT ${REPLY} FROM replies p WHERE seq < ? ORDER BY seq DESC LIMIT ?`,
    ),
    repliesFrom: one<ReplyRow, [string, number, number]>(
      `SELECT ${REPLY} FROM replies p WHERE from_number = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
    ),
    repliesTo: one<ReplyRow, [string, number, number]>(
      `SELECT ${REPLY} FROM messages m CROSS JOIN recipients r ON r.message = m.seq
        CROSS JOIN replies p ON p.from_number = r.recipient
        WHERE m.id = ? AND p.received_at >= m.created_at AND p.seq < ? ORDER BY p.seq DESC LIMIT ?`,
    ),

    insertDeed: one<never, [number, Text, string, string]>(
      'INSERT INTO deeds (at, actor, deed, subject) VALUES (?, ?, ?, ?)',
    ),
    deeds: one<StoredDeed, [number, number]>(
      `SELECT ${DEED} FROM deeds WHERE seq < ? ORDER BY seq DESC LIMIT ?`,
    ),

    pruneNonces: one<never, [number, number, number]>(pruneOldest('nonces')),
    pruneOrphans: one<never, [number, number, number]>(pruneOldest('orphans')),
    pruneErased: one<never, [number, number, number]>(pruneOldest('erased_names')),
    pruneReplies: one<never, [number, number, number]>(pruneOldest('replies')),
    pruneInbox: one<never, [number, number, number]>(pruneOldest('inbox')),
    pruneRejected: one<never, [number, number, number]>(pruneOldest('rejected')),
    oldestMessages: one<{ seq: number; created_at: number }, [number]>(
      'SELECT seq, created_at FROM messages ORDER BY seq LIMIT ?',
    ),
    deleteReports: one<never, [number]>('DELETE FROM reports WHERE message = ?'),
    deleteRecipients: one<never, [number]>('DELETE FROM recipients WHERE message = ?'),
    deleteSinchIds: one<never, [number]>('DELETE FROM sinch_ids WHERE message = ?'),
    deleteMessage: one<never, [number]>('DELETE FROM messages WHERE seq = ?'),

    messagesTo: one<MessageRow, [string, number]>(
      `SELECT ${MESSAGE} FROM recipients r JOIN messages m ON m.seq = r.message WHERE r.recipient = ? LIMIT ?`,
    ),
    deleteReportsOf: one<never, [number, number]>('DELETE FROM reports WHERE message = ? AND position = ?'),
    deleteRecipient: one<never, [number, number]>(
      'DELETE FROM recipients WHERE message = ? AND position = ?',
    ),
    deleteSinchIdsOf: one<never, [number, number]>(
      'DELETE FROM sinch_ids WHERE message = ? AND position = ?',
    ),
    rememberErased: one<never, [string, number]>(
      'INSERT INTO erased_names (name, received_at) VALUES (?, ?) ON CONFLICT DO NOTHING',
    ),
    rememberSinchIds: one<never, [number, number]>(
      `INSERT INTO erased_names (name, received_at) SELECT sinch_id, ? FROM sinch_ids WHERE message = ?
        ON CONFLICT DO NOTHING`,
    ),
    rememberSinchIdsOf: one<never, [number, number, number]>(
      `INSERT INTO erased_names (name, received_at) SELECT sinch_id, ? FROM sinch_ids WHERE message = ? AND position = ?
        ON CONFLICT DO NOTHING`,
    ),
    rememberReplies: one<never, [number, string]>(
      `INSERT INTO erased_names (name, received_at) SELECT sinch_id, ? FROM replies WHERE from_number = ?
        ON CONFLICT DO NOTHING`,
    ),
    eraseReplies: one<never, [string]>('DELETE FROM replies WHERE from_number = ?'),
    erasedName: one<{ name: string }, [string]>('SELECT name FROM erased_names WHERE name = ?'),
    eraseOrphans: one<never, [string]>('DELETE FROM orphans WHERE recipient = ?'),
    eraseInbox: one<never, [Buffer, string]>(
      'DELETE FROM inbox WHERE instr(body, ?) > 0 OR instr(effects, ?) > 0',
    ),
    eraseRejected: one<never, [Buffer]>('DELETE FROM rejected WHERE instr(body, ?) > 0'),
    messageIds: one<{ id: string }, [string, number]>(
      'SELECT id FROM messages WHERE id > ? ORDER BY id LIMIT ?',
    ),
    // A blob comes as an ArrayBuffer from `all`, and as a Buffer from `get`.
    inboxOf: one<{ received_at: number; timestamp: string; body: ArrayBuffer }, [string]>(
      `SELECT received_at, timestamp, body FROM inbox WHERE message_id = ? AND verdict <> 'replay' ORDER BY seq`,
    ),

    openDay: one<never, [number]>('INSERT INTO budget (day, parts) VALUES (?, 0) ON CONFLICT DO NOTHING'),
    takeParts: one<never, [number, number, number]>(
      'UPDATE budget SET parts = parts + ?1 WHERE day = ?2 AND parts + ?1 <= ?3',
    ),
    chargeParts: one<never, [number, number]>('UPDATE budget SET parts = parts + ? WHERE day = ?'),
    partsOf: one<{ parts: number }, [number]>('SELECT parts FROM budget WHERE day = ?'),
    countSend: one<never, [number, string]>(
      `INSERT INTO send_counts (minute, client, sends) VALUES (?, ?, 1)
        ON CONFLICT DO UPDATE SET sends = sends + 1`,
    ),
    sendCount: one<{ sends: number }, [number, string]>(
      'SELECT sends FROM send_counts WHERE minute = ? AND client = ?',
    ),
    pruneSendCounts: one<never, [number]>('DELETE FROM send_counts WHERE minute < ?'),
    ping: one<{ one: number }, []>('SELECT 1 AS one'),
  };
}
export type Queries = ReturnType<typeof prepareQueries>;
