/** Rows into what the rest of the program speaks of. */
import type { MessageHead, RecipientRecord, RecipientWithHistory } from '../../messages/message.ts';
import type { MessageRow, RecipientRow, ReportRow } from './queries.ts';

function parseCounts(json: string): MessageHead['counts'] {
  const counts: MessageHead['counts'] = JSON.parse(json);
  return counts;
}

export function toHead(row: MessageRow): MessageHead {
  const { refusal_code: code, refusal_detail: detail } = row;
  return {
    id: row.id,
    sinchId: row.sinch_id,
    state: row.state,
    refusal: code !== null && detail !== null ? { code, detail } : null,
    from: row.sender,
    text: row.body,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    expireAt: row.expire_at,
    version: row.version,
    recipientCount: row.recipient_count,
    openCount: row.open_count,
    counts: parseCounts(row.counts),
  };
}

export const toRecipient = (row: RecipientRow): RecipientRecord => ({
  recipient: row.recipient,
  sinchId: row.sinch_id,
  status: row.status,
  code: row.code,
  reason: row.reason,
  at: row.at,
  final: row.final === 1,
  conflict: row.conflict === 1,
  updatedAt: row.updated_at,
  callbackCount: row.callback_count,
});

/** History in the order in which we learnt of it. */
export function withHistories(
  recipients: readonly RecipientRow[],
  reports: readonly ReportRow[],
): RecipientWithHistory[] {
  const byPosition = new Map<number, RecipientWithHistory>();
  for (const row of recipients) byPosition.set(row.position, { ...toRecipient(row), history: [] });
  const ordered = reports.toSorted((a, b) => a.received_at - b.received_at || (a.at ?? 0) - (b.at ?? 0));
  for (const { position, received_at: receivedAt, ...report } of ordered) {
    byPosition.get(position)?.history.push({ ...report, receivedAt });
  }
  return [...byPosition.values()];
}
