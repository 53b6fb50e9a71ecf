/** What the store in memory holds. Records are never changed, only replaced, so that whoever has read one may keep it. */
import type { RecipientRecord, RecipientWithHistory } from '../../messages/message.ts';
import { statementKey } from '../../messages/report.ts';
import type { StoredReport } from '../../messages/report.ts';
import type { HeadRow, Orphan } from '../driver.ts';
import type { StoredDeed } from '../store.ts';
import type { StoredAccepted, StoredRejected } from '../inbox.ts';
import { createReplies } from './replies.ts';
import type { Replies } from './replies.ts';

interface StoredRecipient {
  record: RecipientRecord;
  version: number;
  /** What `tookOf` makes of its history. */
  took: number | null;
  history: readonly StoredReport[];
}

export interface StoredRow {
  head: HeadRow;
  idempotencyKey: string | null;
  /** By position; an erased one leaves a gap. */
  recipients: (StoredRecipient | undefined)[];
  positions: Map<string, number>;
  /** Sinch's ids of it: the position of the recipient that it belongs to, or null for the whole message. */
  sinchIds: Map<string, number | null>;
}

export interface Tables {
  messages: Map<number, StoredRow>;
  /** All ids in their order: ULIDs, so that a new one nearly always comes last. */
  ids: string[];
  byId: Map<string, StoredRow>;
  bySinchId: Map<string, StoredRow>;
  /** Ids of messages, by that of the one that they were sent again for. */
  resends: Map<string, string[]>;
  byKey: Map<string, StoredRow>;
  /** Those that something is still expected of. */
  followed: Set<StoredRow>;
  nonces: Map<string, number>;
  /** By Sinch's id, then by recipient and key. */
  orphans: Map<string, Map<string, Orphan>>;
  orphanCount: number;
  /** In the order in which they were kept, and so is what was refused. */
  inbox: StoredAccepted[];
  rejected: StoredRejected[];
  /** The number of the last one that was kept. */
  lastAccepted: number;
  lastRejected: number;
  erasedNames: Map<string, number>;
  replies: Replies;
  /** In the order in which they were done. */
  deeds: StoredDeed[];
  budget: Map<number, number>;
  /** By minute, then by client. */
  sendCounts: Map<number, Map<string, number>>;
  nextSeq: number;
}

export const createTables = (): Tables => ({
  messages: new Map(),
  ids: [],
  byId: new Map(),
  bySinchId: new Map(),
  resends: new Map(),
  byKey: new Map(),
  followed: new Set(),
  nonces: new Map(),
  orphans: new Map(),
  orphanCount: 0,
  inbox: [],
  rejected: [],
  lastAccepted: 0,
  lastRejected: 0,
  erasedNames: new Map(),
  replies: createReplies(),
  deeds: [],
  budget: new Map(),
  sendCounts: new Map(),
  nextSeq: 1,
});

/** The place of the first id that is not before `id`. */
export function placeOf(ids: readonly string[], id: string): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ids[middle]! < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

const compareKeys = (a: StoredReport, b: StoredReport): number =>
  statementKey(a) < statementKey(b) ? -1 : 1;

/** In the order in which the other engines give them: of one instant, by what they say. */
const inOrder = (history: readonly StoredReport[]): StoredReport[] =>
  history.toSorted((a, b) => a.receivedAt - b.receivedAt || (a.at ?? 0) - (b.at ?? 0) || compareKeys(a, b));

export function recipientsSince({ recipients }: StoredRow, since: number): RecipientWithHistory[] {
  const found: RecipientWithHistory[] = [];
  for (const one of recipients) {
    if (one !== undefined && one.version > since)
      found.push({ ...one.record, history: inOrder(one.history) });
  }
  return found;
}

function removeResend({ resends }: Tables, { id, resendOf }: HeadRow): void {
  if (resendOf === null) return;
  const others = (resends.get(resendOf) ?? []).filter((again) => again !== id);
  if (others.length > 0) resends.set(resendOf, others);
  else resends.delete(resendOf);
}

/** Returns the names that it went by. */
export function removeMessage(tables: Tables, row: StoredRow): string[] {
  const { head, sinchIds, idempotencyKey } = row;
  for (const name of sinchIds.keys()) tables.bySinchId.delete(name);
  tables.ids.splice(placeOf(tables.ids, head.id), 1);
  tables.byId.delete(head.id);
  if (idempotencyKey !== null) tables.byKey.delete(idempotencyKey);
  tables.followed.delete(row);
  removeResend(tables, head);
  tables.messages.delete(head.seq);
  return [head.id, ...sinchIds.keys()];
}
