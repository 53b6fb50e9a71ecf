/** The two engines that keep what they have acknowledged, behind one face. A database is named by its file or its URL. */
import { Client } from 'pg';
import { createPostgresStore } from '../../src/store/postgres/postgres.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { createFileStore } from '../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { POSTGRES, SQLITE } from './dialect.ts';
import type { Dialect } from './dialect.ts';
import { createPlainPostgres } from './plain-postgres.ts';
import { createPlainSqlite } from './plain-sqlite.ts';
import type { Recorder } from './plain.ts';

/** A connection beside the store, for filling and counting. */
export interface Sql {
  dialect: Dialect;
  run(statement: string): Promise<void>;
  rows(query: string): Promise<object[]>;
  /** Leaves the tables as a server that has been idle for a while would find them. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface Engine {
  createStore(database: string): Store;
  createPlain(database: string): Recorder;
  connect(database: string): Promise<Sql>;
}

const sqlite: Engine = {
  createStore: createFileStore,
  createPlain: createPlainSqlite,
  connect: async (file) => {
    const database = openDatabase(file);
    database.execute('PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL;');
    const run = async (statement: string): Promise<void> => database.execute(statement);
    return {
      dialect: SQLITE,
      run,
      rows: async (query) => database.prepare<object, []>(query).all(),
      settle: async () => {
        database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
      },
      close: async () => database.close(),
    };
  },
};

const postgres: Engine = {
  createStore: createPostgresStore,
  createPlain: createPlainPostgres,
  connect: async (url) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    const run = async (statement: string): Promise<void> => {
      await client.query(statement);
    };
    return {
      dialect: POSTGRES,
      run,
      rows: async (query) => (await client.query<object>(query)).rows,
      settle: async () => {
        await run('VACUUM (ANALYZE)');
        await run('CHECKPOINT');
      },
      close: () => client.end(),
    };
  },
};

export const engineOf = (database: string): Engine => (database.startsWith('postgres:') ? postgres : sqlite);
