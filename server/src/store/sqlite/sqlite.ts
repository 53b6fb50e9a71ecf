import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { StoredMessage } from '../../messages/message.ts';
import { codeOf } from '../../thrown.ts';
import { createStore } from '../create-store.ts';
import type { Driver, PruneBounds, StoreFault } from '../driver.ts';
import {
  MOST_RESENDS,
  toAccepted,
  toListedAccepted,
  toListedRejected,
  toRejected,
  toHead,
  toReply,
  withHistories,
} from '../rows.ts';
import type { ReplyRow } from '../rows.ts';
import type { ReplyPage, Store } from '../store.ts';
import type { Database } from './database.ts';
import { openDatabase } from './database.ts';
import { exportMessages, listMessages } from './list.ts';
import { migrate } from './migrate.ts';
import { readOutcomes } from './outcomes.ts';
import { prepareQueries } from './queries.ts';
import type { Queries } from './queries.ts';
import { createTransaction, deleteMessage } from './transaction.ts';
import { createTurns } from '../turns.ts';

/** How much a prune removes at most before others get their turn. */
const PRUNE_ROWS = 1000;
const PRUNE_MESSAGES = 20;
/** Five seconds in all, as long as a callback waits for its commit. */
const BUSY_TRIES = 100;
const BUSY_PAUSE_MS = 50;

function readMessage(queries: Queries, id: string, since = 0): StoredMessage | null {
  const row = queries.messageById.get(id);
  if (row === undefined) return null;
  const recipients = queries.recipientsSince.all(row.seq, since);
  const reports = since === 0 ? queries.reports.all(row.seq) : queries.reportsSince.all(row.seq, since);
  return {
    ...toHead(row),
    resends: queries.resends.all(id, MOST_RESENDS).map((again) => again.id),
    recipients: withHistories(recipients, reports),
  };
}

function findReplies(queries: Queries, { of, limit, after }: ReplyPage): ReplyRow[] {
  const before = after ?? Number.MAX_SAFE_INTEGER;
  if (of === null) return queries.replies.all(before, limit);
  if ('number' in of) return queries.repliesFrom.all(of.number, before, limit);
  return queries.repliesTo.all(of.message, before, limit);
}

function pruneMessages(queries: Queries, before: number): number {
  const old = queries.oldestMessages.all(PRUNE_MESSAGES).filter((message) => message.created_at < before);
  for (const { seq } of old) deleteMessage(queries, seq);
  return old.length;
}

function prune(queries: Queries, bounds: PruneBounds): boolean {
  const everything = Number.MAX_SAFE_INTEGER;
  queries.pruneSendCounts.run(bounds.sendCounts);
  const rows = [
    queries.pruneNonces.run(PRUNE_ROWS, bounds.nonces, everything),
    queries.pruneOrphans.run(PRUNE_ROWS, bounds.orphans, bounds.orphanCount),
    queries.pruneInbox.run(PRUNE_ROWS, bounds.inbox, bounds.inboxCount),
    queries.pruneRejected.run(PRUNE_ROWS, bounds.inbox, everything),
    queries.pruneErased.run(PRUNE_ROWS, bounds.erasedNames, everything),
  ];
  if (bounds.messages === null) return rows.includes(PRUNE_ROWS);
  rows.push(queries.pruneReplies.run(PRUNE_ROWS, bounds.messages, everything));
  const messages = pruneMessages(queries, bounds.messages);
  return messages === PRUNE_MESSAGES || rows.includes(PRUNE_ROWS);
}

/** SQLite's own words; libsql gives them as `code`. */
function faultOf(error: unknown): StoreFault {
  const code = codeOf(error) ?? '';
  if (/^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE)/.test(code) || error instanceof TypeError) return 'data';
  return 'unavailable';
}

const isBusy = (error: unknown): boolean => codeOf(error)?.startsWith('SQLITE_BUSY') === true;

/** Another program is writing. Waiting inside SQLite would stop everything else in this one. */
async function begin(queries: Queries): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      queries.begin.run();
      return;
    } catch (error) {
      if (!isBusy(error) || tries === BUSY_TRIES) throw error;
      await pause(BUSY_PAUSE_MS);
    }
  }
}

function createDriver(open: () => Database): Driver {
  let opened: { database: Database; queries: Queries } | null = null;
  const takeTurn = createTurns();
  const connection = (): { database: Database; queries: Queries } => {
    if (opened === null) throw new Error('the store is not open');
    return opened;
  };
  const read = <Result>(work: (queries: Queries) => Result): Promise<Result> =>
    takeTurn(async () => work(connection().queries));

  const transaction: Driver['transaction'] = (work) =>
    takeTurn(async () => {
      const { database, queries } = connection();
      await begin(queries);
      try {
        const result = await work(createTransaction(queries));
        queries.commit.run();
        return result;
      } catch (error) {
        if (database.isInTransaction()) queries.rollback.run();
        throw error;
      }
    });

  return {
    migrate: async () => {
      const database = open();
      migrate(database);
      database.execute('PRAGMA busy_timeout = 0');
      opened = { database, queries: prepareQueries(database) };
    },
    close: () => takeTurn(async () => connection().database.close()),
    ping: () =>
      read((queries) => {
        queries.ping.get();
      }),
    faultOf,
    transaction,
    findVersion: (anyId) =>
      read((queries) => {
        const found = queries.versionById.get(anyId) ?? queries.versionBySinchId.get(anyId);
        // Not the row itself: libsql puts timings of its own beside the columns.
        return found ? { id: found.id, version: found.version } : null;
      }),
    readMessage: (id, since) => read((queries) => readMessage(queries, id, since)),
    listMessages: (page) => listMessages(read, page),
    exportMessages: (page) => exportMessages(read, page),
    readOutcomes: (period) => readOutcomes(read, period),
    countOpen: (now) =>
      read((queries) => {
        const counts = queries.countOpen.get(now);
        return { open: counts?.open ?? 0, overdue: counts?.overdue ?? 0, due: counts?.due ?? 0 };
      }),
    listReplies: (page) => read((queries) => findReplies(queries, page).map(toReply)),
    listDeeds: ({ limit, after }) =>
      read((queries) => queries.deeds.all(after ?? Number.MAX_SAFE_INTEGER, limit)),
    partsOf: (day) => read((queries) => queries.partsOf.get(day)?.parts ?? 0),
    countSend: (minute, client) =>
      transaction(async () => {
        const { queries } = connection();
        queries.countSend.run(minute, client);
        const row = queries.sendCount.get(minute, client);
        if (row === undefined) throw new Error('the database counted nothing');
        return row.sends;
      }),
    keepRejected: (entries, most) =>
      transaction(async () => {
        const { queries } = connection();
        for (const { receivedAt, reason, headers, body, bodyBytes } of entries) {
          queries.insertRejected.run(receivedAt, reason, JSON.stringify(headers), body, bodyBytes);
        }
        queries.boundRejected.run(most);
      }),
    listAccepted: ({ limit, below, message }) =>
      read(({ listedAccepted, listedAcceptedOf }) => {
        const rows =
          message === null ? listedAccepted.all(below, limit) : listedAcceptedOf.all(message, below, limit);
        return rows.map(toListedAccepted);
      }),
    listRejected: ({ limit, below }) =>
      read((queries) => queries.listedRejected.all(below, limit).map(toListedRejected)),
    readAccepted: (seq) =>
      read((queries) => {
        const row = queries.accepted.get(seq);
        return row === undefined ? null : toAccepted(row);
      }),
    readRejected: (seq) =>
      read((queries) => {
        const row = queries.rejected.get(seq);
        return row === undefined ? null : toRejected(row);
      }),
    messageIds: (after, limit) => read((queries) => queries.messageIds.all(after, limit).map(({ id }) => id)),
    prune: (bounds) => transaction(async () => prune(connection().queries, bounds)),
  };
}

/** A store in a file, whose folder is made when it is opened: what was acknowledged has reached the disk. */
export const createFileStore = (path: string): Store =>
  createStore(
    createDriver(() => {
      mkdirSync(dirname(path), { recursive: true });
      const database = openDatabase(path);
      // FULL: without it, WAL acknowledges a commit that a power failure can still take back.
      database.execute('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
      return database;
    }),
  );
