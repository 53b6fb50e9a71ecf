import type { MessageState, RefusalCode, Source, Status } from '../../contract.ts';
import type { Bindable, Database } from './database.ts';

type Text = string | null;
type Int = number | null;

export interface MessageRow {
  seq: number;
  id: string;
  sinch_id: Text;
  state: MessageState;
  refusal_code: RefusalCode | null;
  refusal_detail: Text;
  sender: Text;
  body: string;
  total_parts: number;
  fingerprint: Text;
  created_at: number;
  sent_at: Int;
  expire_at: Int;
  version: number;
  recipient_count: number;
  open_count: number;
  counts: string;
}

export interface RecipientRow {
  position: number;
  recipient: string;
  sinch_id: Text;
  status: Status | null;
  code: Int;
  reason: Text;
  at: Int;
  final: number;
  conflict: number;
  updated_at: Int;
  callback_count: number;
}

export interface StatementRow {
  status: string;
  code: Int;
  reason: Text;
  at: Int;
}

export interface ReportRow extends StatementRow {
  position: number;
  received_at: number;
  source: Source;
}

export interface OrphanRow extends StatementRow {
  recipient: string;
  received_at: number;
  callback_count: number;
}

const MESSAGE = `m.seq, m.id, m.sinch_id, m.state, m.refusal_code, m.refusal_detail, m.sender, m.body, m.total_parts,
  m.fingerprint, m.created_at, m.sent_at, m.expire_at, m.version, m.recipient_count, m.open_count, m.counts`;
const RECIPIENT =
  'position, recipient, sinch_id, status, code, reason, at, final, conflict, updated_at, callback_count';
const REPORT = 'position, status, code, reason, at, received_at, source';

/** Every statement of the engine, each served by an index. */
export function prepareQueries(database: Database) {
  const one = <Row, Binds extends Bindable[]>(sql: string) => database.prepare<Row, Binds>(sql);
  return {
    insertMessage: one<never, [string, Text, string, number, Text, Text, number, number, number]>(
      `INSERT INTO messages (id, state, sender, body, total_parts, idempotency_key, fingerprint, created_at, version,
        recipient_count, open_count, counts) VALUES (?, 'submitting', ?, ?, ?, ?, ?, ?, 1, ?, ?, '{}')`,
    ),
    insertRecipient: one<never, [number, number, string]>(
      `INSERT INTO recipients (message, position, recipient, final, conflict, callback_count, version)
        VALUES (?, ?, ?, 0, 0, 0, 1)`,
    ),
    messageByKey: one<MessageRow, [string]>(`SELECT ${MESSAGE} FROM messages m WHERE idempotency_key = ?`),
    messageById: one<MessageRow, [string]>(`SELECT ${MESSAGE} FROM messages m WHERE id = ?`),
    messageBySinchId: one<MessageRow, [string]>(
      `SELECT ${MESSAGE} FROM sinch_ids s JOIN messages m ON m.seq = s.message WHERE s.sinch_id = ?`,
    ),
    versionById: one<{ id: string; version: number }, [string]>(
      'SELECT id, version FROM messages WHERE id = ?',
    ),
    versionBySinchId: one<{ id: string; version: number }, [string]>(
      'SELECT m.id, m.version FROM sinch_ids s JOIN messages m ON m.seq = s.message WHERE s.sinch_id = ?',
    ),
    newestMessages: one<MessageRow, [number]>(`SELECT ${MESSAGE} FROM messages m ORDER BY id DESC LIMIT ?`),
    messagesBefore: one<MessageRow, [string, number]>(
      `SELECT ${MESSAGE} FROM messages m WHERE id < ? ORDER BY id DESC LIMIT ?`,
    ),
    updateMessage: one<never, [Text, string, Text, Text, Int, Int, number, number, string, number]>(
      `UPDATE messages SET sinch_id = ?, state = ?, refusal_code = ?, refusal_detail = ?, sent_at = ?, expire_at = ?,
        version = ?, open_count = ?, counts = ? WHERE seq = ?`,
    ),
    linkSinchId: one<never, [string, number]>(
      'INSERT INTO sinch_ids (sinch_id, message) VALUES (?, ?) ON CONFLICT DO NOTHING',
    ),

    recipientByNumber: one<RecipientRow, [number, string]>(
      `SELECT ${RECIPIENT} FROM recipients WHERE message = ? AND recipient = ?`,
    ),
    recipients: one<RecipientRow, [number]>(
      `SELECT ${RECIPIENT} FROM recipients WHERE message = ? ORDER BY position`,
    ),
    firstRecipients: one<RecipientRow, [number]>(
      `SELECT ${RECIPIENT} FROM recipients WHERE message = ? AND position < 3 ORDER BY position`,
    ),
    recipientsSince: one<RecipientRow, [number, number]>(
      `SELECT ${RECIPIENT} FROM recipients WHERE message = ? AND version > ? ORDER BY position`,
    ),
    updateRecipient: one<never, [Text, Int, Text, Int, number, number, Int, number, number, number, number]>(
      `UPDATE recipients SET status = ?, code = ?, reason = ?, at = ?, final = ?, conflict = ?, updated_at = ?,
        callback_count = ?, version = ? WHERE message = ? AND position = ?`,
    ),

    statements: one<StatementRow, [number, number]>(
      'SELECT status, code, reason, at FROM reports WHERE message = ? AND position = ?',
    ),
    reports: one<ReportRow, [number]>(`SELECT ${REPORT} FROM reports WHERE message = ?`),
    reportsSince: one<ReportRow, [number, number, number]>(
      `SELECT ${REPORT} FROM reports WHERE message = ? AND position IN
        (SELECT position FROM recipients WHERE message = ? AND version > ?)`,
    ),
    insertReport: one<never, [number, number, string, string, Int, Text, Int, number, string]>(
      `INSERT INTO reports (message, position, key, status, code, reason, at, received_at, source)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),

    insertNonce: one<never, [string, number]>(
      'INSERT INTO nonces (nonce, received_at) VALUES (?, ?) ON CONFLICT DO NOTHING',
    ),
    upsertOrphan: one<never, [string, string, string, string, Int, Text, Int, number]>(
      `INSERT INTO orphans (sinch_id, recipient, key, status, code, reason, at, received_at, callback_count)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)
        ON CONFLICT DO UPDATE SET callback_count = callback_count + 1`,
    ),
    orphans: one<OrphanRow, [string]>(
      `SELECT recipient, status, code, reason, at, received_at, callback_count FROM orphans
        WHERE sinch_id = ? ORDER BY seq`,
    ),
    deleteOrphans: one<never, [string]>('DELETE FROM orphans WHERE sinch_id = ?'),
    boundOrphans: one<never, [number]>('DELETE FROM orphans WHERE seq <= (SELECT max(seq) FROM orphans) - ?'),
    insertUnreadable: one<never, [Text, string, number]>(
      'INSERT INTO unreadable (sinch_id, entry, received_at) VALUES (?, ?, ?)',
    ),
    boundUnreadable: one<never, [number]>(
      'DELETE FROM unreadable WHERE seq <= (SELECT max(seq) FROM unreadable) - ?',
    ),
    pruneNonces: one<never, [number, number]>(
      `DELETE FROM nonces WHERE received_at < ? AND seq IN (SELECT seq FROM nonces ORDER BY seq LIMIT ?)`,
    ),
    pruneOrphans: one<never, [number, number]>(
      `DELETE FROM orphans WHERE received_at < ? AND seq IN (SELECT seq FROM orphans ORDER BY seq LIMIT ?)`,
    ),

    openDay: one<never, [number]>('INSERT INTO budget (day, parts) VALUES (?, 0) ON CONFLICT DO NOTHING'),
    takeParts: one<never, [number, number, number, number]>(
      'UPDATE budget SET parts = parts + ? WHERE day = ? AND parts + ? <= ?',
    ),
    returnParts: one<never, [number, number]>('UPDATE budget SET parts = parts - ? WHERE day = ?'),
    ping: one<{ one: number }, []>('SELECT 1 AS one'),
  };
}
export type Queries = ReturnType<typeof prepareQueries>;
