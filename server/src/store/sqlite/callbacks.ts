import type { RecipientReport, Report } from '../../messages/report.ts';
import { statementKey } from '../../messages/report.ts';
import type { Callback, CallbackOutcome, CallbackVerdict } from '../store.ts';
import { accept, changeRecipient, linkSinchId, openMessage, saveMessage } from './changes.ts';
import type { OpenMessage } from './changes.ts';
import type { Queries } from './queries.ts';

const MAX_ORPHANS = 100_000;
const MAX_UNREADABLE = 1000;

function keepUnreadable(queries: Queries, { sinchId, unreadable, receivedAt }: Callback): void {
  if (unreadable.length === 0) return;
  for (const entry of unreadable) queries.insertUnreadable.run(sinchId, entry, receivedAt);
  queries.boundUnreadable.run(MAX_UNREADABLE);
}

function keepOrphans(queries: Queries, sinchId: string, callback: Callback): void {
  for (const report of callback.reports) {
    const { recipient, status, code, reason, at } = report;
    const key = statementKey(report);
    queries.upsertOrphan.run(sinchId, recipient, key, status, code, reason, at, callback.receivedAt);
  }
  queries.boundOrphans.run(MAX_ORPHANS);
}

/** By Sinch's id, else by our reference. A callback that names our reference proves that Sinch has the message. */
function findMessage(queries: Queries, { sinchId, reference, receivedAt }: Callback): OpenMessage | null {
  const bySinchId = sinchId === null ? undefined : queries.messageBySinchId.get(sinchId);
  const row = bySinchId ?? (reference === null ? undefined : queries.messageById.get(reference));
  if (row === undefined) return null;
  const message = openMessage(row);
  if (row.id === reference) {
    accept(queries, message, receivedAt);
    if (sinchId !== null) linkSinchId(queries, message, sinchId);
  }
  return message;
}

function groupByRecipient(reports: readonly RecipientReport[]): Map<string, RecipientReport[]> {
  const groups = new Map<string, RecipientReport[]>();
  for (const report of reports) {
    const group = groups.get(report.recipient);
    if (group) group.push(report);
    else groups.set(report.recipient, [report]);
  }
  return groups;
}

interface Applied {
  named: number;
  added: number;
  strangers: string[];
}

function applyToRecipients(
  queries: Queries,
  message: OpenMessage,
  callback: Callback,
  isReplay: boolean,
): Applied {
  const applied: Applied = { named: 0, added: 0, strangers: [] };
  for (const [number, statements] of groupByRecipient(callback.reports)) {
    const row = queries.recipientByNumber.get(message.seq, number);
    if (row === undefined) {
      applied.strangers.push(number);
      continue;
    }
    const reports = isReplay
      ? []
      : statements.map(({ status, code, reason, at }): Report => ({
          status,
          code,
          reason,
          at,
          receivedAt: callback.receivedAt,
          source: 'callback',
        }));
    const arrival = { callbacks: 1, now: callback.receivedAt };
    applied.added += changeRecipient(queries, message, row, reports, arrival);
    applied.named += 1;
  }
  return applied;
}

function judge({ named, added }: Applied, isReplay: boolean): CallbackVerdict {
  if (isReplay) return 'replay';
  if (named === 0) return 'no_report';
  return added > 0 ? 'stored' : 'duplicate';
}

export function recordCallback(queries: Queries, callback: Callback): CallbackOutcome {
  const isReplay = queries.insertNonce.run(callback.nonce, callback.receivedAt) === 0;
  if (!isReplay) keepUnreadable(queries, callback);
  const message = findMessage(queries, callback);
  if (message === null) {
    const waits = callback.sinchId !== null && callback.reports.length > 0;
    if (waits) keepOrphans(queries, callback.sinchId!, callback);
    return { verdict: isReplay ? 'replay' : waits ? 'orphan' : 'no_report', id: null, strangers: [] };
  }
  const applied = applyToRecipients(queries, message, callback, isReplay);
  saveMessage(queries, message);
  return { verdict: judge(applied, isReplay), id: message.head.id, strangers: applied.strangers };
}
