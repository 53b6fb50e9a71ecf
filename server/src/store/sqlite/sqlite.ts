import type { Store } from '../store.ts';
import { recordCallback } from './callbacks.ts';
import { openDatabase } from './database.ts';
import { insertMessage, listMessages, readMessage, settleSend } from './messages.ts';
import { prepareQueries } from './queries.ts';
import { SCHEMA } from './schema.ts';

/** How many rows a prune removes at most: it must not keep callbacks waiting. */
const PRUNE_STEP = 10_000;

/** A store in SQLite, in memory: gone when the process ends. */
export function createMemoryStore(): Store {
  const database = openDatabase(':memory:');
  database.execute(SCHEMA);
  const queries = prepareQueries(database);
  const atomically = async <Result>(work: () => Result): Promise<Result> => database.transaction(work);

  return {
    open: async () => {},
    close: async () => database.close(),
    ping: async () => {
      queries.ping.get();
    },
    insertMessage: (draft, partsPerDay) => atomically(() => insertMessage(queries, draft, partsPerDay)),
    settleSend: (id, settlement) => atomically(() => settleSend(queries, id, settlement)),
    recordCallback: (callback) => atomically(() => recordCallback(queries, callback)),
    findVersion: async (anyId) => {
      const found = queries.versionById.get(anyId) ?? queries.versionBySinchId.get(anyId);
      // Not the row itself: libsql puts timings of its own beside the columns.
      return found ? { id: found.id, version: found.version } : null;
    },
    readMessage: (id, since) => atomically(() => readMessage(queries, id, since)),
    listMessages: (page) => atomically(() => listMessages(queries, page)),
    prune: (before) =>
      atomically(() => {
        queries.pruneNonces.run(before.nonces, PRUNE_STEP);
        queries.pruneOrphans.run(before.orphans, PRUNE_STEP);
      }),
  };
}
