/** The database of the configured server, for commands that work on it while the server may run. */
import { resolve } from 'node:path';
import { listFaults, loadConfig } from '../src/config.ts';
import type { StoredDatabase } from '../src/config-fields.ts';
import { pickStore } from '../src/engines.ts';
import type { Store } from '../src/store/store.ts';
import { runCommand } from './command.ts';
import { readEnv } from './env.ts';
import { ROOT } from './workspace.ts';

/** A file's path is absolute. */
function readDatabase(): StoredDatabase {
  const result = loadConfig(readEnv(process.env));
  if (!result.ok) throw new Error(listFaults(result.faults));
  const { database } = result.config;
  if (database.kind === 'memory') {
    throw new Error(
      'DATABASE_URL is empty: the messages are in the memory of the server, and gone when it stops. Set it, such as to file:./data/sms.db.',
    );
  }
  return database.kind === 'file' ? { kind: 'file', path: resolve(ROOT, database.path) } : database;
}

/** Runs `work` as a command. */
export const withStoredDatabase = (work: (database: StoredDatabase) => Promise<string>): Promise<void> =>
  runCommand(async () => work(readDatabase()));

/** The same, on the opened store. */
export const withStore = (work: (store: Store) => Promise<string>): Promise<void> =>
  withStoredDatabase(async (database) => {
    const store = pickStore(database, ROOT);
    await store.open();
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  });
