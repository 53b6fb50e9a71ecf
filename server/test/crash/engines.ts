/** The engines that survive their process. */
import { join } from 'node:path';
import { Client } from 'pg';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { createPostgresStore } from '../../src/store/postgres/postgres.ts';
import { createFileStore } from '../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { createDatabase, temporaryFolder } from '../database.ts';

export interface DurableDatabase {
  /** As `DATABASE_URL` takes it. */
  url: string;
  /** Another store over the same database. */
  createStore(): Store;
  execute(sql: string): Promise<void>;
  /** The rows of a table. */
  count(table: string): Promise<number>;
  remove(): void;
}

export interface Engine {
  name: string;
  create(): Promise<DurableDatabase>;
}

export function postgresDatabase(url: string): DurableDatabase {
  async function query(sql: string): Promise<Record<string, unknown>[]> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }
  return {
    url,
    createStore: () => createPostgresStore(url),
    execute: async (sql) => {
      await query(sql);
    },
    count: async (table) => Number((await query(`SELECT count(*) AS count FROM ${table}`))[0]?.['count']),
    remove: () => {},
  };
}

function sqliteDatabase(): DurableDatabase {
  const folder = temporaryFolder();
  const path = join(folder.path, 'sms.db');
  return {
    url: `file:${path}`,
    createStore: () => createFileStore(path),
    execute: async (sql) => {
      const database = openDatabase(path);
      database.execute(sql);
      database.close();
    },
    count: async (table) => {
      const database = openDatabase(path);
      const row = database.prepare<{ count: number }, []>(`SELECT count(*) AS count FROM ${table}`).get();
      database.close();
      return row?.count ?? 0;
    },
    remove: folder.remove,
  };
}

export const SQLITE: Engine = { name: 'SQLite', create: async () => sqliteDatabase() };
export const POSTGRES: Engine = {
  name: 'PostgreSQL',
  create: async () => postgresDatabase(await createDatabase()),
};
