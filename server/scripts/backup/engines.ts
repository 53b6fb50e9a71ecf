import type { StoredDatabase } from '../../src/config-fields.ts';
import { backUpPostgres, restorePostgres } from './postgres.ts';
import { backUpSqlite, restoreSqlite } from './sqlite.ts';

/** Resolves to the number of messages in the back-up. */
export const backUp = (database: StoredDatabase, file: string): Promise<number> =>
  database.kind === 'file' ? backUpSqlite(database.path, file) : backUpPostgres(database.url, file);

/** Resolves to the number of messages that were restored. */
export const restore = (file: string, database: StoredDatabase): Promise<number> =>
  database.kind === 'file' ? restoreSqlite(file, database.path) : restorePostgres(file, database.url);
