import { statementKey } from '../../messages/report.ts';
import type { StoredReport } from '../../messages/report.ts';
import type { Changes, HeadRow, Link, RecipientEntry, Transaction } from '../driver.ts';
import { keepAccepted } from './callbacks.ts';
import { saidAgain } from '../name-book.ts';
import { hourOf } from '../outcomes.ts';
import { addReply, removeReplies } from './replies.ts';
import { placeOf, removeMessage } from './tables.ts';
import type { StoredRow, Tables } from './tables.ts';

/** What takes back a step, should a later one fail. */
export type Undo = (() => void)[];

function toEntry(row: StoredRow, position: number): RecipientEntry[] {
  const stored = row.recipients[position];
  if (stored === undefined) return [];
  const { record, history, took } = stored;
  const counted = { hour: hourOf(row.head.createdAt), took };
  return [{ seq: row.head.seq, position, record, history, counted }];
}

function linkedRecipient(row: StoredRow, sinchId: string): string | null {
  const position = row.sinchIds.get(sinchId) ?? null;
  return position === null ? null : (row.recipients[position]?.record.recipient ?? null);
}

function writeHead(tables: Tables, head: HeadRow): void {
  const row = tables.messages.get(head.seq);
  if (row === undefined) return;
  row.head = head;
  if (head.followUp.dueAt === null) tables.followed.delete(row);
  else tables.followed.add(row);
}

function keepOrphan(tables: Tables, { sinchId, key, ...orphan }: Changes['orphans'][number]): void {
  const waiting = tables.orphans.get(sinchId) ?? new Map();
  tables.orphans.set(sinchId, waiting);
  const name = `${orphan.recipient} ${key}`;
  const known = waiting.get(name);
  if (known === undefined) tables.orphanCount += 1;
  waiting.set(name, known === undefined ? orphan : { ...known, ...saidAgain(known, orphan) });
}

const repeated = (report: StoredReport, key: string, times: number): StoredReport =>
  statementKey(report) === key ? { ...report, repeats: report.repeats + times } : report;

/** Cannot fail half way: nothing in it waits, and nothing in it can be refused. */
function write(tables: Tables, changes: Changes): void {
  const recipientAt = ({ seq, position }: { seq: number; position: number }) =>
    tables.messages.get(seq)?.recipients[position];
  for (const { report, ...place } of changes.reports) {
    const stored = recipientAt(place);
    if (stored !== undefined) stored.history = [...stored.history, report];
  }
  for (const { key, times, ...place } of changes.repeats) {
    const stored = recipientAt(place);
    if (stored !== undefined) stored.history = stored.history.map((one) => repeated(one, key, times));
  }
  for (const { record, counted, version, ...place } of changes.recipients) {
    const stored = recipientAt(place);
    if (stored !== undefined) Object.assign(stored, { record, version, took: counted.took });
  }
  for (const head of changes.heads) writeHead(tables, head);
  for (const { sinchId, seq, position } of changes.links) {
    tables.bySinchId.get(sinchId)?.sinchIds.delete(sinchId);
    const row = tables.messages.get(seq);
    if (row === undefined) continue;
    tables.bySinchId.set(sinchId, row);
    row.sinchIds.set(sinchId, position);
  }
  for (const sinchId of changes.adopted) {
    tables.orphanCount -= tables.orphans.get(sinchId)?.size ?? 0;
    tables.orphans.delete(sinchId);
  }
  for (const orphan of changes.orphans) keepOrphan(tables, orphan);
  for (const entry of changes.inbox) keepAccepted(tables, entry);
  for (const { day, parts } of changes.budget) tables.budget.set(day, (tables.budget.get(day) ?? 0) + parts);
}

/** Sinch writes numbers without `+`; we keep them with it. */
function eraseTraces(tables: Tables, recipient: string, at: number) {
  const digits = recipient.slice(1);
  let orphans = 0;
  for (const waiting of tables.orphans.values()) {
    for (const [name, orphan] of waiting)
      if (orphan.recipient === recipient && waiting.delete(name)) orphans += 1;
  }
  tables.orphanCount -= orphans;
  const before = tables.inbox.length + tables.rejected.length;
  tables.inbox = tables.inbox.filter(
    ({ body, effects }) =>
      !body.includes(digits) && effects.every((effect) => effect.recipient !== recipient),
  );
  tables.rejected = tables.rejected.filter(({ body }) => !body.includes(digits));
  const replies = removeReplies(tables.replies, ({ from }) => from === recipient);
  for (const { sinchId } of replies) tables.erasedNames.set(sinchId, at);
  return {
    orphans,
    replies: replies.length,
    callbacks: before - tables.inbox.length - tables.rejected.length,
  };
}

function insertRow(tables: Tables, row: StoredRow): void {
  const { seq, id } = row.head;
  tables.messages.set(seq, row);
  tables.byId.set(id, row);
  tables.ids.splice(placeOf(tables.ids, id), 0, id);
  if (row.idempotencyKey !== null) tables.byKey.set(row.idempotencyKey, row);
  tables.followed.add(row);
  const { resendOf } = row.head;
  if (resendOf === null) return;
  tables.resends.set(resendOf, [...(tables.resends.get(resendOf) ?? []), id]);
}

export function createTransaction(tables: Tables, undo: Undo): Transaction {
  return {
    keepNonces: async (nonces) => {
      const fresh = new Set<string>();
      for (const { nonce, receivedAt } of nonces) {
        if (tables.nonces.has(nonce)) continue;
        tables.nonces.set(nonce, receivedAt);
        fresh.add(nonce);
        undo.push(() => tables.nonces.delete(nonce));
      }
      return fresh;
    },
    lockMessages: async ({ ids, sinchIds }) => {
      const heads = new Map<number, HeadRow>();
      const links = new Map<string, Link>();
      for (const sinchId of sinchIds) {
        const row = tables.bySinchId.get(sinchId);
        if (row === undefined) continue;
        const { seq } = row.head;
        heads.set(seq, row.head);
        links.set(sinchId, { seq, recipient: linkedRecipient(row, sinchId) });
      }
      for (const id of ids) {
        const head = tables.byId.get(id)?.head;
        if (head !== undefined) heads.set(head.seq, head);
      }
      return { heads: [...heads.values()], links };
    },
    recipients: async ({ whole, named }) => {
      const entries = whole.flatMap((seq) => {
        const row = tables.messages.get(seq);
        return row === undefined ? [] : row.recipients.flatMap((_, position) => toEntry(row, position));
      });
      for (const { seq, recipient } of named) {
        const row = tables.messages.get(seq);
        const position = row?.positions.get(recipient);
        if (row !== undefined && position !== undefined) entries.push(...toEntry(row, position));
      }
      return entries;
    },
    orphans: async (sinchIds) =>
      new Map(sinchIds.map((sinchId) => [sinchId, [...(tables.orphans.get(sinchId)?.values() ?? [])]])),
    findByKey: async (key) => tables.byKey.get(key)?.head ?? null,
    insertMessage: async (newHead, recipients, idempotencyKey) => {
      const head: HeadRow = { seq: tables.nextSeq, ...newHead };
      tables.nextSeq += 1;
      const nothing = { sinchId: null, status: null, code: null, reason: null, at: null, updatedAt: null };
      const row: StoredRow = {
        head,
        idempotencyKey,
        recipients: recipients.map((recipient) => ({
          record: { recipient, ...nothing, final: false, conflict: false, callbackCount: 0 },
          version: 1,
          took: null,
          history: [],
        })),
        positions: new Map(recipients.map((recipient, position) => [recipient, position])),
        sinchIds: new Map(),
      };
      insertRow(tables, row);
      undo.push(() => removeMessage(tables, row));
      return true;
    },
    takeParts: async (day, parts, limit) => {
      const taken = tables.budget.get(day) ?? 0;
      if (taken + parts > limit) return false;
      tables.budget.set(day, taken + parts);
      undo.push(() => tables.budget.set(day, (tables.budget.get(day) ?? 0) - parts));
      return true;
    },
    lockDue: async (now, limit) => {
      const due = [...tables.followed].filter(({ head }) => (head.followUp.dueAt ?? Infinity) <= now);
      return due
        .map(({ head }) => head)
        .toSorted((a, b) => (a.followUp.dueAt ?? 0) - (b.followUp.dueAt ?? 0))
        .slice(0, limit);
    },
    write: async (changes) => write(tables, changes),
    keepReplies: async (replies) => {
      const fresh = replies.filter(({ sinchId }) => !tables.replies.ids.has(sinchId));
      for (const reply of fresh) addReply(tables.replies, reply);
      const ids = new Set(fresh.map(({ sinchId }) => sinchId));
      undo.push(() => removeReplies(tables.replies, ({ sinchId }) => ids.has(sinchId)));
      return ids;
    },
    inboxOf: async (ids) => {
      const wanted = new Set(ids);
      return tables.inbox.flatMap(({ messageId, verdict, receivedAt, timestamp, body }) =>
        messageId !== null && wanted.has(messageId) && verdict !== 'replay'
          ? [{ messageId, receivedAt, timestamp, body }]
          : [],
      );
    },
    linksOf: async (seqs) =>
      seqs.flatMap((seq) => {
        const row = tables.messages.get(seq);
        if (row === undefined) return [];
        return [...row.sinchIds.keys()].map((sinchId) => ({
          sinchId,
          seq,
          recipient: linkedRecipient(row, sinchId),
        }));
      }),
    lockMessagesTo: async (recipient, limit) => {
      const found: HeadRow[] = [];
      for (const row of tables.messages.values()) {
        if (found.length < limit && row.positions.has(recipient)) found.push(row.head);
      }
      return found;
    },
    eraseRecipient: async (seq, position, at) => {
      const row = tables.messages.get(seq);
      const stored = row?.recipients[position];
      if (row === undefined || stored === undefined) return;
      row.recipients[position] = undefined;
      row.positions.delete(stored.record.recipient);
      for (const [sinchId, linked] of row.sinchIds) {
        if (linked !== position) continue;
        row.sinchIds.delete(sinchId);
        tables.bySinchId.delete(sinchId);
        tables.erasedNames.set(sinchId, at);
      }
    },
    eraseMessage: async ({ seq }, at) => {
      const row = tables.messages.get(seq);
      if (row === undefined) return;
      for (const name of removeMessage(tables, row)) tables.erasedNames.set(name, at);
    },
    erasedNames: async (names) => new Set(names.filter((name) => tables.erasedNames.has(name))),
    eraseTraces: async (recipient, at) => eraseTraces(tables, recipient, at),
    noteDeed: async (deed) => {
      tables.deeds.push({ ...deed, seq: tables.deeds.length + 1 });
      undo.push(() => tables.deeds.pop());
    },
  };
}
