import { createStore } from '../create-store.ts';
import type { Driver, PruneBounds } from '../driver.ts';
import { MOST_RESENDS } from '../rows.ts';
import type { OpenCounts, ReplyPage, Store, StoredReply } from '../store.ts';
import { createTurns } from '../turns.ts';
import {
  findAccepted,
  findRejected,
  keepRejected,
  listAccepted,
  listRejected,
  pruneCallbacks,
} from './callbacks.ts';
import { exportMessages, listMessages } from './list.ts';
import { readOutcomes } from './outcomes.ts';
import { newestReplies, removeReplies } from './replies.ts';
import { createTables, placeOf, recipientsSince, removeMessage } from './tables.ts';
import type { Tables } from './tables.ts';
import { createTransaction } from './transaction.ts';
import type { Undo } from './transaction.ts';

/** Maps keep the order of insertion, which here is that of time. */
function pruneMap(map: Map<string, number>, before: number): void {
  for (const [name, at] of map) {
    if (at >= before) return;
    map.delete(name);
  }
}

function pruneOrphans(tables: Tables, { orphans: before, orphanCount }: PruneBounds): void {
  for (const [sinchId, waiting] of tables.orphans) {
    for (const [name, orphan] of waiting) {
      if (orphan.receivedAt >= before && tables.orphanCount <= orphanCount) break;
      waiting.delete(name);
      tables.orphanCount -= 1;
    }
    if (waiting.size === 0) tables.orphans.delete(sinchId);
  }
}

function countSend({ sendCounts }: Tables, minute: number, client: string): number {
  const counts = sendCounts.get(minute) ?? new Map<string, number>();
  const count = (counts.get(client) ?? 0) + 1;
  sendCounts.set(minute, counts.set(client, count));
  return count;
}

function prune(tables: Tables, bounds: PruneBounds): void {
  pruneMap(tables.nonces, bounds.nonces);
  pruneMap(tables.erasedNames, bounds.erasedNames);
  pruneOrphans(tables, bounds);
  for (const minute of tables.sendCounts.keys())
    if (minute < bounds.sendCounts) tables.sendCounts.delete(minute);
  pruneCallbacks(tables, bounds);
  if (bounds.messages === null) return;
  const { messages: before } = bounds;
  removeReplies(tables.replies, ({ receivedAt }) => receivedAt < before);
  for (const row of tables.messages.values()) {
    if (row.head.createdAt >= before) return;
    removeMessage(tables, row);
  }
}

function repliesOf(tables: Tables, of: ReplyPage['of']): readonly StoredReply[] {
  const { all, byNumber } = tables.replies;
  if (of === null) return all;
  if ('number' in of) return byNumber.get(of.number) ?? [];
  const row = tables.byId.get(of.message);
  if (row === undefined) return [];
  return [...row.positions.keys()]
    .flatMap((number) => byNumber.get(number) ?? [])
    .filter(({ receivedAt }) => receivedAt >= row.head.createdAt)
    .toSorted((a, b) => a.seq - b.seq);
}

function countOpen(tables: Tables, now: number): OpenCounts {
  const counts = { open: 0, overdue: 0, due: 0 };
  for (const { head } of tables.followed) {
    const { openCount, followUp } = head;
    const isDue = (followUp.dueAt ?? Infinity) <= now;
    counts.open += openCount;
    if (isDue || followUp.tries > 0) counts.overdue += openCount;
    if (isDue) counts.due += 1;
  }
  return counts;
}

/** The engine without a database: everything in maps, one transaction at a time, gone when the process ends. */
function createDriver(tables: Tables): Driver {
  const takeTurn = createTurns();
  return {
    migrate: async () => {},
    close: async () => {},
    ping: async () => {},
    // Whatever fails here fails for what it was given: there is no disk and no network.
    faultOf: () => 'data',
    transaction: (work) =>
      takeTurn(async () => {
        const undo: Undo = [];
        try {
          return await work(createTransaction(tables, undo));
        } catch (error) {
          for (const step of undo.toReversed()) step();
          throw error;
        }
      }),
    findVersion: async (anyId) => {
      const row = tables.byId.get(anyId) ?? tables.bySinchId.get(anyId);
      return row === undefined ? null : { id: row.head.id, version: row.head.version };
    },
    readMessage: async (id, since = 0) => {
      const row = tables.byId.get(id);
      if (row === undefined) return null;
      const resends = (tables.resends.get(id) ?? []).toSorted().toReversed().slice(0, MOST_RESENDS);
      return { ...row.head, resends, recipients: recipientsSince(row, since) };
    },
    listMessages: async (page) => listMessages(tables, page),
    exportMessages: async (page) => exportMessages(tables, page),
    readOutcomes: (period) => readOutcomes(tables, period),
    countOpen: async (now) => countOpen(tables, now),
    listReplies: async ({ of, ...page }) => newestReplies(repliesOf(tables, of), page),
    listDeeds: async ({ limit, after }) => {
      const end = after === null ? tables.deeds.length : Math.min(after - 1, tables.deeds.length);
      return tables.deeds.slice(Math.max(0, end - limit), end).toReversed();
    },
    partsOf: async (day) => tables.budget.get(day) ?? 0,
    countSend: async (minute, client) => countSend(tables, minute, client),
    keepRejected: async (entries, most) => keepRejected(tables, entries, most),
    listAccepted: async (page) => listAccepted(tables, page),
    listRejected: async (page) => listRejected(tables, page),
    readAccepted: async (seq) => findAccepted(tables, seq),
    readRejected: async (seq) => findRejected(tables, seq),
    messageIds: async (after, limit) => {
      const place = placeOf(tables.ids, after);
      const start = tables.ids[place] === after ? place + 1 : place;
      return tables.ids.slice(start, start + limit);
    },
    prune: async (bounds) => {
      prune(tables, bounds);
      return false;
    },
  };
}

/** A store in memory: gone when the process ends. */
export const createMemoryStore = (tables: Tables = createTables()): Store =>
  createStore(createDriver(tables));
