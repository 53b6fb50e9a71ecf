import type { MessageDraft, MessageSummaryRecord, StoredMessage } from '../../messages/message.ts';
import type { InsertOutcome, Settlement } from '../store.ts';
import { accept, linkSinchId, openMessage, saveMessage } from './changes.ts';
import type { MessageRow, Queries } from './queries.ts';
import { toHead, toRecipient, withHistories } from './rows.ts';

const DAY = 24 * 3600 * 1000;
const dayOf = (instant: number): number => Math.floor(instant / DAY);

const loadMessage = (queries: Queries, row: MessageRow): StoredMessage => ({
  ...toHead(row),
  recipients: withHistories(queries.recipients.all(row.seq), queries.reports.all(row.seq)),
});

function mustExist(row: MessageRow | undefined): MessageRow {
  if (row === undefined) throw new Error('a message is settled that was never inserted');
  return row;
}

function takeParts(queries: Queries, parts: number, day: number, partsPerDay: number): boolean {
  queries.openDay.run(day);
  return queries.takeParts.run(parts, day, parts, partsPerDay) === 1;
}

export function insertMessage(queries: Queries, draft: MessageDraft, partsPerDay: number): InsertOutcome {
  const known = draft.idempotency && queries.messageByKey.get(draft.idempotency.key);
  if (known) {
    const sameRequest = known.fingerprint === draft.idempotency?.fingerprint;
    return sameRequest ? { kind: 'repeated', message: loadMessage(queries, known) } : { kind: 'key_reused' };
  }
  const count = draft.recipients.length;
  const totalParts = draft.parts * count;
  if (!takeParts(queries, totalParts, dayOf(draft.createdAt), partsPerDay)) return { kind: 'over_budget' };
  const { key, fingerprint } = draft.idempotency ?? { key: null, fingerprint: null };
  const { id, from, text, createdAt } = draft;
  queries.insertMessage.run(id, from, text, totalParts, key, fingerprint, createdAt, count, count);
  const row = mustExist(queries.messageById.get(id));
  draft.recipients.forEach((recipient, position) =>
    queries.insertRecipient.run(row.seq, position, recipient),
  );
  return { kind: 'inserted', message: loadMessage(queries, row) };
}

export function settleSend(queries: Queries, id: string, settlement: Settlement): StoredMessage {
  const row = mustExist(queries.messageById.get(id));
  const message = openMessage(row);
  if (settlement.state === 'accepted') {
    accept(queries, message, settlement.at);
    message.head.expireAt = settlement.expireAt;
    message.changed = true;
    linkSinchId(queries, message, settlement.sinchId);
    saveMessage(queries, message);
  } else if (row.state === 'submitting') {
    message.head.state = settlement.state;
    message.changed = true;
    if (settlement.state === 'refused') {
      message.head.refusal = settlement.refusal;
      queries.returnParts.run(row.total_parts, dayOf(row.created_at));
    }
    saveMessage(queries, message);
  }
  return loadMessage(queries, mustExist(queries.messageById.get(id)));
}

export function readMessage(queries: Queries, id: string, since?: number): StoredMessage | null {
  const row = queries.messageById.get(id);
  if (row === undefined) return null;
  if (since === undefined) return loadMessage(queries, row);
  const recipients = queries.recipientsSince.all(row.seq, since);
  return {
    ...toHead(row),
    recipients: withHistories(recipients, queries.reportsSince.all(row.seq, row.seq, since)),
  };
}

export function listMessages(
  queries: Queries,
  { limit, after }: { limit: number; after: string | null },
): MessageSummaryRecord[] {
  const rows = after === null ? queries.newestMessages.all(limit) : queries.messagesBefore.all(after, limit);
  return rows.map((row) => ({
    ...toHead(row),
    recipients: queries.firstRecipients.all(row.seq).map(toRecipient),
  }));
}
