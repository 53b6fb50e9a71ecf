/** Stored messages as the JSON of the contract. */
import type { HistoryEntry, Message, MessageSummary, Recipient, Reply } from '../contract.ts';
import { iso, isoOrNull } from '../instants.ts';
import { isFinal } from './message.ts';
import type {
  MessageHead,
  MessageSummaryRecord,
  RecipientRecord,
  RecipientWithHistory,
  ReplyRecord,
  StoredMessage,
} from './message.ts';
import type { StoredReport } from './report.ts';

const presentHead = (head: MessageHead): Omit<Message, 'recipients' | 'resends'> => ({
  id: head.id,
  messageId: head.sinchId,
  transport: head.transport,
  state: head.state,
  refusal: head.refusal,
  from: head.from,
  message: head.text,
  createdAt: iso(head.createdAt),
  sentAt: isoOrNull(head.sentAt),
  sendAt: isoOrNull(head.sendAt),
  expireAt: isoOrNull(head.expireAt),
  canceledAt: isoOrNull(head.canceledAt),
  sentBy: head.sentBy,
  canceledBy: head.canceledBy,
  resendOf: head.resendOf,
  version: head.version,
  final: isFinal(head),
});

const presentRecipient = (record: RecipientRecord, batchId: string | null): Omit<Recipient, 'history'> => ({
  recipient: record.recipient,
  messageId: record.sinchId ?? batchId,
  status: record.status,
  code: record.code,
  reason: record.reason,
  final: record.final,
  conflict: record.conflict,
  updatedAt: isoOrNull(record.updatedAt),
  callbackCount: record.callbackCount,
});

const presentReport = (report: StoredReport): HistoryEntry => ({
  status: report.status,
  code: report.code,
  reason: report.reason,
  at: isoOrNull(report.at),
  receivedAt: iso(report.receivedAt),
  source: report.source,
  operatorAt: isoOrNull(report.operatorAt),
  signedAt: isoOrNull(report.signedAt),
  repeats: report.repeats,
});

const presentWithHistory = (record: RecipientWithHistory, batchId: string | null): Recipient => ({
  ...presentRecipient(record, batchId),
  history: record.history.map(presentReport),
});

export const presentMessage = (message: StoredMessage): Message => ({
  ...presentHead(message),
  resends: message.resends,
  recipients: message.recipients.map((record) => presentWithHistory(record, message.sinchId)),
});

export const presentSummary = (message: MessageSummaryRecord): MessageSummary => ({
  ...presentHead(message),
  recipientCount: message.recipientCount,
  counts: message.counts,
  recipients: message.recipients.map((record) => presentRecipient(record, message.sinchId)),
});

export const presentReply = ({ sinchId, from, to, text, at, receivedAt }: ReplyRecord): Reply => ({
  id: sinchId,
  from,
  to,
  body: text,
  at: isoOrNull(at),
  receivedAt: iso(receivedAt),
});
