import type { Changes, Link, RecipientEntry, Transaction } from '../driver.ts';
import { toEntry, toHead, toOrphan } from '../rows.ts';
import type { EntryRow, MessageRow } from '../rows.ts';
import { hourOf } from '../outcomes.ts';
import type { Queries } from './queries.ts';

function write(queries: Queries, changes: Changes): void {
  for (const report of changes.reports) queries.insertReport.run(report);
  for (const { seq, position, key, times } of changes.repeats) {
    queries.repeatReport.run(times, seq, position, key);
  }
  for (const recipient of changes.recipients) queries.updateRecipient.run(recipient);
  for (const head of changes.heads) {
    queries.updateMessage.run(head);
    queries.updateMarks.run(head.marks, head.seq);
  }
  for (const { sinchId, seq, position } of changes.links) queries.linkSinchId.run(sinchId, seq, position);
  for (const sinchId of changes.adopted) queries.deleteOrphans.run(sinchId);
  for (const orphan of changes.orphans) queries.upsertOrphan.run(orphan);
  for (const entry of changes.inbox) queries.insertInbox.run(entry);
  for (const { day, parts } of changes.budget) queries.chargeParts.run(parts, day);
}

/** Our own statement over our own schema: the rows are what `Row` says. */
function rowsOf<Row>(answer: { rows: string } | undefined): Row[] {
  const rows: Row[] = answer === undefined ? [] : JSON.parse(answer.rows);
  return rows;
}

/** A message, one of its names, and whose that is. */
type NamedRow = MessageRow & { name: string; recipient: string | null };

function lockMessages(queries: Queries, ids: readonly string[], sinchIds: readonly string[]) {
  const rows = new Map<number, MessageRow>();
  const links = new Map<string, Link>();
  const found = new Set<string>();
  const named = queries.messagesBySinchId.get(JSON.stringify(sinchIds));
  for (const { name, recipient, ...row } of rowsOf<NamedRow>(named)) {
    rows.set(row.seq, row);
    found.add(row.id);
    links.set(name, { seq: row.seq, recipient });
  }
  const missing = ids.filter((id) => !found.has(id));
  if (missing.length > 0) {
    const others = rowsOf<MessageRow>(queries.messagesById.get(JSON.stringify(missing)));
    for (const row of others) rows.set(row.seq, row);
  }
  return { heads: [...rows.values()].map(toHead), links };
}

const entriesOf = (answer: { rows: string } | undefined): RecipientEntry[] =>
  rowsOf<EntryRow>(answer).map(toEntry);

export function deleteMessage(queries: Queries, seq: number): void {
  queries.deleteReports.run(seq);
  queries.deleteRecipients.run(seq);
  queries.deleteSinchIds.run(seq);
  queries.deleteMessage.run(seq);
}

/** Prepared statements, run at once. `BEGIN IMMEDIATE` has locked the whole database already. */
export function createTransaction(queries: Queries): Transaction {
  return {
    keepNonces: async (nonces) => {
      const fresh = nonces.filter(
        ({ nonce, receivedAt }) => queries.insertNonce.run(nonce, receivedAt) === 1,
      );
      return new Set(fresh.map(({ nonce }) => nonce));
    },
    lockMessages: async ({ ids, sinchIds }) => lockMessages(queries, ids, sinchIds),
    recipients: async ({ whole, named }) => {
      const pairs = JSON.stringify(named.map(({ seq, recipient }) => [seq, recipient]));
      return [
        ...(whole.length > 0 ? entriesOf(queries.entriesOfMessages.get(JSON.stringify(whole))) : []),
        ...(named.length > 0 ? entriesOf(queries.entriesNamed.get(pairs)) : []),
      ];
    },
    orphans: async (sinchIds) =>
      new Map(sinchIds.map((sinchId) => [sinchId, queries.orphans.all(sinchId).map(toOrphan)])),
    findByKey: async (key) => {
      const row = queries.messageByKey.get(key);
      return row === undefined ? null : toHead(row);
    },
    insertMessage: async (head, recipients, idempotencyKey) => {
      queries.insertMessage.run(head, idempotencyKey);
      queries.insertRecipients.run(head.id, JSON.stringify(recipients), hourOf(head.createdAt));
      return true;
    },
    takeParts: async (day, parts, limit) => {
      queries.openDay.run(day);
      return queries.takeParts.run(parts, day, limit) === 1;
    },
    lockDue: async (now, limit) => queries.dueMessages.all(now, limit).map(toHead),
    write: async (changes) => write(queries, changes),
    keepReplies: async (replies) => {
      const fresh = replies.filter(
        ({ sinchId, from, to, text, at, receivedAt }) =>
          queries.insertReply.run(sinchId, from, to, text, at, receivedAt) === 1,
      );
      return new Set(fresh.map(({ sinchId }) => sinchId));
    },
    inboxOf: async (ids) =>
      ids.flatMap((id) =>
        queries.inboxOf.all(id).map(({ received_at: receivedAt, timestamp, body }) => ({
          messageId: id,
          receivedAt,
          timestamp,
          body: Buffer.from(body),
        })),
      ),
    linksOf: async (seqs) =>
      seqs.flatMap((seq) =>
        queries.linksOf.all(seq).map((row) => ({ seq, sinchId: row.sinch_id, recipient: row.recipient })),
      ),
    lockMessagesTo: async (recipient, limit) => queries.messagesTo.all(recipient, limit).map(toHead),
    eraseRecipient: async (seq, position, at) => {
      queries.rememberSinchIdsOf.run(at, seq, position);
      queries.deleteSinchIdsOf.run(seq, position);
      queries.deleteReportsOf.run(seq, position);
      queries.deleteRecipient.run(seq, position);
    },
    eraseMessage: async ({ seq, id }, at) => {
      queries.rememberErased.run(id, at);
      queries.rememberSinchIds.run(at, seq);
      deleteMessage(queries, seq);
    },
    erasedNames: async (names) => new Set(names.filter((name) => queries.erasedName.get(name) !== undefined)),
    eraseTraces: async (recipient, at) => {
      // Sinch writes numbers without `+`; we keep them with it.
      const digits = recipient.slice(1);
      const bytes = Buffer.from(digits);
      const orphans = queries.eraseOrphans.run(recipient);
      queries.rememberReplies.run(at, recipient);
      const replies = queries.eraseReplies.run(recipient);
      return {
        orphans,
        replies,
        callbacks: queries.eraseInbox.run(bytes, digits) + queries.eraseRejected.run(bytes),
      };
    },
    noteDeed: async ({ at, actor, deed, subject }) => {
      queries.insertDeed.run(at, actor, deed, subject);
    },
  };
}
