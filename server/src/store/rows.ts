/** The rows of both engines, whose tables have the same columns, and what the rest of the program makes of them. */
import type { MessageState, RefusalCode, Source, Status, Transport } from '../contract.ts';
import type {
  MessageHead,
  MessageSummaryRecord,
  RecipientRecord,
  RecipientWithHistory,
} from '../messages/message.ts';
import type { Statement } from '../messages/report.ts';
import type { HeadRow, Orphan, RecipientEntry } from './driver.ts';
import type {
  InboxEntry,
  ListedAccepted,
  ListedRejected,
  RejectedEntry,
  StoredAccepted,
  StoredRejected,
} from './inbox.ts';
import type { StoredReply } from './store.ts';

type Text = string | null;
type Int = number | null;

export interface MessageRow {
  seq: number;
  id: string;
  sinch_id: Text;
  transport: Transport;
  state: MessageState;
  refusal_code: RefusalCode | null;
  refusal_detail: Text;
  sender: Text;
  body: string;
  total_parts: number;
  fingerprint: Text;
  created_at: number;
  sent_at: Int;
  send_at: Int;
  expire_at: Int;
  canceled_at: Int;
  sent_by: Text;
  canceled_by: Text;
  version: number;
  recipient_count: number;
  open_count: number;
  counts: string;
  due_at: Int;
  tries: number;
  absences: number;
  absent_since: Int;
  erased: number;
  marks: number;
  resend_of: Text;
}

export interface RecipientRow {
  message: number;
  position: number;
  recipient: string;
  sinch_id: Text;
  status: Status | null;
  code: Int;
  reason: Text;
  at: Int;
  /** SQLite has no booleans: 0 and 1. */
  final: boolean | number;
  conflict: boolean | number;
  updated_at: Int;
  callback_count: number;
}

/** As a transaction loads it. */
export interface EntryRow extends RecipientRow {
  hour: number;
  took: Int;
  history: Statement[];
}

interface SaidRow extends Statement {
  operator_at: Int;
  signed_at: Int;
  received_at: number;
  repeats: number;
}

export interface ReportRow extends SaidRow {
  position: number;
  source: Source;
}

export interface OrphanRow extends SaidRow {
  recipient: string;
  callback_count: number;
}

export interface ReplyRow {
  seq: number;
  sinch_id: string;
  from_number: string;
  to_number: Text;
  body: string;
  at: Int;
  received_at: number;
}

export interface ListedAcceptedRow {
  seq: number;
  received_at: number;
  type: string;
  verdict: string;
  message_id: Text;
}

export interface AcceptedRow extends ListedAcceptedRow {
  signature: string;
  nonce: string;
  timestamp: string;
  body: Buffer;
  effects: string;
}

export interface ListedRejectedRow {
  seq: number;
  received_at: number;
  reason: string;
}

export interface RejectedRow extends ListedRejectedRow {
  headers: string;
  body: Buffer;
  /** Null: a former program kept it. */
  body_bytes: Int;
}

export const LISTED_ACCEPTED = 'i.seq, i.received_at, i.type, i.verdict, i.message_id';
export const ACCEPTED = `${LISTED_ACCEPTED}, i.signature, i.nonce, i.timestamp, i.body, i.effects`;
export const LISTED_REFUSED = 'j.seq, j.received_at, j.reason';
export const REFUSED = `${LISTED_REFUSED}, j.headers, j.body, j.body_bytes`;
export const REPORT =
  'position, status, code, reason, at, operator_at, signed_at, received_at, source, repeats';
export const ORPHAN =
  'recipient, status, code, reason, at, operator_at, signed_at, received_at, callback_count, repeats';
/** How many recipients of a message a list shows. */
export const SHOWN_RECIPIENTS = 3;
/** How many of the messages that were sent again for another are told of. */
export const MOST_RESENDS = 20;

/** As `StoredDeed` has them. */
export const DEED = 'seq, at, actor, deed, subject';
export const REPLY = 'p.seq, p.sinch_id, p.from_number, p.to_number, p.body, p.at, p.received_at';
export const MESSAGE = `m.seq, m.id, m.sinch_id, m.transport, m.state, m.refusal_code, m.refusal_detail, m.sender, m.body,
  m.total_parts, m.fingerprint, m.created_at, m.sent_at, m.send_at, m.expire_at, m.canceled_at, m.sent_by, m.canceled_by, m.version,
  m.recipient_count, m.open_count, m.counts, m.due_at, m.tries, m.absences, m.absent_since, m.erased,
  m.marks, m.resend_of`;
export const RECIPIENT = `r.message, r.position, r.recipient, r.sinch_id, r.status, r.code, r.reason, r.at, r.final,
  r.conflict, r.updated_at, r.callback_count`;
export const ENTRY = `${RECIPIENT}, r.hour, r.took`;

function parseCounts(json: string): MessageHead['counts'] {
  const counts: MessageHead['counts'] = JSON.parse(json);
  return counts;
}

export function toHead(row: MessageRow): HeadRow {
  const { refusal_code: code, refusal_detail: detail } = row;
  return {
    seq: row.seq,
    id: row.id,
    sinchId: row.sinch_id,
    transport: row.transport,
    state: row.state,
    refusal: code !== null && detail !== null ? { code, detail } : null,
    from: row.sender,
    text: row.body,
    totalParts: row.total_parts,
    erased: row.erased,
    marks: row.marks,
    resendOf: row.resend_of,
    fingerprint: row.fingerprint,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    sendAt: row.send_at,
    expireAt: row.expire_at,
    canceledAt: row.canceled_at,
    sentBy: row.sent_by,
    canceledBy: row.canceled_by,
    version: row.version,
    recipientCount: row.recipient_count,
    openCount: row.open_count,
    counts: parseCounts(row.counts),
    followUp: {
      dueAt: row.due_at,
      tries: row.tries,
      absences: row.absences,
      absentSince: row.absent_since,
    },
  };
}

export const toRecipient = (row: RecipientRow): RecipientRecord => ({
  recipient: row.recipient,
  sinchId: row.sinch_id,
  status: row.status,
  code: row.code,
  reason: row.reason,
  at: row.at,
  final: Boolean(row.final),
  conflict: Boolean(row.conflict),
  updatedAt: row.updated_at,
  callbackCount: row.callback_count,
});

export const toEntry = (row: EntryRow): RecipientEntry => ({
  seq: row.message,
  position: row.position,
  record: toRecipient(row),
  history: row.history,
  counted: { hour: row.hour, took: row.took },
});

const toSaid = (row: SaidRow) => ({
  status: row.status,
  code: row.code,
  reason: row.reason,
  at: row.at,
  operatorAt: row.operator_at,
  signedAt: row.signed_at,
  receivedAt: row.received_at,
  repeats: row.repeats,
});

/** Messages with such of their recipients as were read, in their order. */
export function withRecipients(
  messages: readonly MessageRow[],
  recipients: readonly RecipientRow[],
): MessageSummaryRecord[] {
  const byMessage = new Map<number, RecipientRecord[]>(messages.map(({ seq }) => [seq, []]));
  for (const row of recipients) byMessage.get(row.message)?.push(toRecipient(row));
  return messages.map((row) => ({ ...toHead(row), recipients: byMessage.get(row.seq) ?? [] }));
}

/** History in the order in which we learnt of it. */
export function withHistories(
  recipients: readonly RecipientRow[],
  reports: readonly ReportRow[],
): RecipientWithHistory[] {
  const byPosition = new Map<number, RecipientWithHistory>();
  for (const row of recipients) byPosition.set(row.position, { ...toRecipient(row), history: [] });
  const ordered = reports.toSorted((a, b) => a.received_at - b.received_at || (a.at ?? 0) - (b.at ?? 0));
  for (const row of ordered) {
    byPosition.get(row.position)?.history.push({ ...toSaid(row), source: row.source });
  }
  return [...byPosition.values()];
}

export const toOrphan = (row: OrphanRow): Orphan => ({
  ...toSaid(row),
  recipient: row.recipient,
  callbacks: row.callback_count,
});

export const toReply = (row: ReplyRow): StoredReply => ({
  seq: row.seq,
  sinchId: row.sinch_id,
  from: row.from_number,
  to: row.to_number,
  text: row.body,
  at: row.at,
  receivedAt: row.received_at,
});

export const toListedAccepted = (row: ListedAcceptedRow): ListedAccepted => ({
  kept: 'accepted',
  seq: row.seq,
  receivedAt: row.received_at,
  type: row.type,
  verdict: row.verdict,
  messageId: row.message_id,
});

export function toAccepted(row: AcceptedRow): StoredAccepted {
  const { signature, nonce, timestamp, body } = row;
  const effects: InboxEntry['effects'] = JSON.parse(row.effects);
  return { ...toListedAccepted(row), signature, nonce, timestamp, body, effects };
}

export const toListedRejected = ({ seq, received_at, reason }: ListedRejectedRow): ListedRejected => ({
  kept: 'rejected',
  seq,
  receivedAt: received_at,
  reason,
});

export function toRejected(row: RejectedRow): StoredRejected {
  const { body } = row;
  const headers: RejectedEntry['headers'] = JSON.parse(row.headers);
  return { ...toListedRejected(row), headers, body, bodyBytes: row.body_bytes ?? body.length };
}
