/** Writing what reports change, inside a transaction that is already open. */
import type { MessageHead } from '../../messages/message.ts';
import { statementKey } from '../../messages/report.ts';
import type { Report } from '../../messages/report.ts';
import { applyReports, recount } from '../apply.ts';
import type { MessageRow, Queries, RecipientRow } from './queries.ts';
import { toHead, toRecipient } from './rows.ts';

/** A message while a transaction changes it. `head.version` is the one that it will have if anything `changed`. */
export interface OpenMessage {
  seq: number;
  head: MessageHead;
  changed: boolean;
}

export function openMessage(row: MessageRow): OpenMessage {
  const head = toHead(row);
  return { seq: row.seq, head: { ...head, version: head.version + 1 }, changed: false };
}

export function saveMessage(queries: Queries, { seq, head, changed }: OpenMessage): void {
  if (!changed) return;
  queries.updateMessage.run(
    head.sinchId,
    head.state,
    head.refusal?.code ?? null,
    head.refusal?.detail ?? null,
    head.sentAt,
    head.expireAt,
    head.version,
    head.openCount,
    JSON.stringify(head.counts),
    seq,
  );
}

/** Returns how many of the reports were new. */
export function changeRecipient(
  queries: Queries,
  message: OpenMessage,
  row: RecipientRow,
  reports: readonly Report[],
  arrival: { callbacks: number; now: number },
): number {
  const { seq, head } = message;
  const before = toRecipient(row);
  const history = queries.statements.all(seq, row.position);
  const { after, added } = applyReports(before, history, reports, arrival);
  if (added.length === 0 && arrival.callbacks === 0) return 0;
  for (const report of added) {
    const { status, code, reason, at, receivedAt, source } = report;
    const key = statementKey(report);
    queries.insertReport.run(seq, row.position, key, status, code, reason, at, receivedAt, source);
  }
  message.changed = true;
  recount(head, before, after);
  queries.updateRecipient.run(
    after.status,
    after.code,
    after.reason,
    after.at,
    after.final ? 1 : 0,
    after.conflict ? 1 : 0,
    after.updatedAt,
    after.callbackCount,
    head.version,
    seq,
    row.position,
  );
  return added.length;
}

/** Reports that came before their message did. */
function adoptOrphans(queries: Queries, message: OpenMessage, sinchId: string): void {
  const orphans = queries.orphans.all(sinchId);
  if (orphans.length === 0) return;
  queries.deleteOrphans.run(sinchId);
  for (const { recipient, received_at: receivedAt, callback_count: callbacks, ...statement } of orphans) {
    const row = queries.recipientByNumber.get(message.seq, recipient);
    const report: Report = { ...statement, receivedAt, source: 'callback' };
    if (row) changeRecipient(queries, message, row, [report], { callbacks, now: receivedAt });
  }
}

/** Makes `sinchId` a name of the message; the first one is the name that the page shows. */
export function linkSinchId(queries: Queries, message: OpenMessage, sinchId: string): void {
  if (queries.linkSinchId.run(sinchId, message.seq) === 0) return;
  message.changed = true;
  message.head.sinchId ??= sinchId;
  adoptOrphans(queries, message, sinchId);
}

/** Sinch has the message: every recipient is queued at least. */
export function accept(queries: Queries, message: OpenMessage, now: number): void {
  const { head, seq } = message;
  if (head.state === 'accepted') return;
  message.changed = true;
  head.state = 'accepted';
  head.refusal = null;
  head.sentAt = now;
  const queued: Report = {
    status: 'QUEUED',
    code: null,
    reason: null,
    at: null,
    receivedAt: now,
    source: 'send',
  };
  for (const row of queries.recipients.all(seq)) {
    changeRecipient(queries, message, row, [queued], { callbacks: 0, now });
  }
}
