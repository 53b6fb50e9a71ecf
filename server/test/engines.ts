/** Every engine, as a list for tests that none may fail. */
import { join } from 'node:path';
import { createPostgresStore } from '../src/store/postgres/postgres.ts';
import { createMemoryStore } from '../src/store/memory/memory.ts';
import { createFileStore } from '../src/store/sqlite/sqlite.ts';
import type { Store } from '../src/store/store.ts';
import { createDatabase, temporaryFolder } from './database.ts';

export interface Opened {
  store: Store;
  close: () => Promise<void>;
}

async function opened(store: Store, remove: () => void = () => {}): Promise<Opened> {
  await store.open();
  const close = async (): Promise<void> => {
    await store.close();
    remove();
  };
  return { store, close };
}

export const ENGINES: readonly [name: string, open: () => Promise<Opened>][] = [
  ['memory', () => opened(createMemoryStore())],
  [
    'SQLite',
    () => {
      const { path, remove } = temporaryFolder();
      return opened(createFileStore(join(path, 'sms.db')), remove);
    },
  ],
  ['PostgreSQL', async () => opened(createPostgresStore(await createDatabase()))],
];
