import { resolve } from 'node:path';
import type { Config } from './config.ts';
import { createPostgresStore } from './store/postgres/postgres.ts';
import { createFileStore, createMemoryStore } from './store/sqlite/sqlite.ts';
import type { Store } from './store/store.ts';

/** The store that `DATABASE_URL` names; a file is found from `root`. */
export function pickStore(database: Config['database'], root: string): Store {
  switch (database.kind) {
    case 'memory':
      return createMemoryStore();
    case 'file':
      return createFileStore(resolve(root, database.path));
    case 'postgres':
      return createPostgresStore(database.url);
  }
}
