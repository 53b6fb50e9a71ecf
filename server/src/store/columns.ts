/** What the engines write, under the names that the columns have in both; `rows.ts` has the way back. */
import { statementKey } from '../messages/report.ts';
import type { StoredReport } from '../messages/report.ts';
import type { Changes, HeadRow, NewHead } from './driver.ts';

/** What may change of a message, without its marks. */
export const MESSAGE_CHANGES = `sinch_id, state, refusal_code, refusal_detail, sent_at, expire_at, canceled_at, canceled_by,
  version, recipient_count, open_count, counts, erased, due_at, tries, absences, absent_since`;
export const NEW_MESSAGE = `id, transport, sender, body, total_parts, idempotency_key, fingerprint, created_at, send_at,
  sent_by, resend_of, marks, ${MESSAGE_CHANGES}`;
export const RECIPIENT_CHANGES = `sinch_id, status, code, reason, at, final, conflict, updated_at, callback_count, hour, took,
  version`;
const SAID = 'key, status, code, reason, at, operator_at, signed_at, received_at, repeats';
export const NEW_REPORT = `message, position, source, ${SAID}`;
export const NEW_ORPHAN = `sinch_id, recipient, callback_count, ${SAID}`;
export const NEW_CALLBACK = `received_at, signature, nonce, timestamp, body, type, verdict, message_id, effects`;

export const namesOf = (columns: string): string[] => columns.split(/,\s+/);

/** Each column to that of the same name in `source`. */
export const assign = (columns: string, source: string): string =>
  namesOf(columns)
    .map((name) => `${name} = ${source}${name}`)
    .join(', ');

const stateOf = (head: NewHead) => ({
  sinch_id: head.sinchId,
  state: head.state,
  refusal_code: head.refusal?.code ?? null,
  refusal_detail: head.refusal?.detail ?? null,
  sent_at: head.sentAt,
  expire_at: head.expireAt,
  canceled_at: head.canceledAt,
  canceled_by: head.canceledBy,
  version: head.version,
  recipient_count: head.recipientCount,
  open_count: head.openCount,
  counts: JSON.stringify(head.counts),
  erased: head.erased,
  due_at: head.followUp.dueAt,
  tries: head.followUp.tries,
  absences: head.followUp.absences,
  absent_since: head.followUp.absentSince,
  marks: head.marks,
});

export const newMessage = (head: NewHead, idempotencyKey: string | null) => ({
  id: head.id,
  transport: head.transport,
  sender: head.from,
  body: head.text,
  total_parts: head.totalParts,
  idempotency_key: idempotencyKey,
  fingerprint: head.fingerprint,
  created_at: head.createdAt,
  send_at: head.sendAt,
  sent_by: head.sentBy,
  resend_of: head.resendOf,
  ...stateOf(head),
});

export const changedMessage = (head: HeadRow) => ({ seq: head.seq, ...stateOf(head) });

type Changed<Kind extends keyof Changes> = Changes[Kind][number];

/** With 0 and 1: SQLite has no booleans, and PostgreSQL takes those for them. */
export const changedRecipient = ({ seq, position, record, counted, version }: Changed<'recipients'>) => ({
  message: seq,
  position,
  sinch_id: record.sinchId,
  status: record.status,
  code: record.code,
  reason: record.reason,
  at: record.at,
  final: Number(record.final),
  conflict: Number(record.conflict),
  updated_at: record.updatedAt,
  callback_count: record.callbackCount,
  hour: counted.hour,
  took: counted.took,
  version,
});

const saidOf = (said: Omit<StoredReport, 'source'>) => ({
  key: statementKey(said),
  status: said.status,
  code: said.code,
  reason: said.reason,
  at: said.at,
  operator_at: said.operatorAt,
  signed_at: said.signedAt,
  received_at: said.receivedAt,
  repeats: said.repeats,
});

export const newReport = ({ seq, position, report }: Changed<'reports'>) => ({
  message: seq,
  position,
  source: report.source,
  ...saidOf(report),
});

export const newOrphan = (orphan: Changed<'orphans'>) => ({
  sinch_id: orphan.sinchId,
  recipient: orphan.recipient,
  callback_count: orphan.callbacks,
  ...saidOf(orphan),
});

export const newCallback = (entry: Changed<'inbox'>) => ({
  received_at: entry.receivedAt,
  signature: entry.signature,
  nonce: entry.nonce,
  timestamp: entry.timestamp,
  body: entry.body,
  type: entry.type,
  verdict: entry.verdict,
  message_id: entry.messageId,
  effects: JSON.stringify(entry.effects),
});
