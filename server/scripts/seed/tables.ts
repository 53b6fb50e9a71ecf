/** The tables of either engine, filled with many rows at a time. */
import { Client } from 'pg';
import { types } from '../../src/store/postgres/connection.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import type { StoredDatabase } from '../../src/config-fields.ts';
import type { Row } from './rows.ts';

export interface Tables {
  insert(table: string, rows: readonly Row[]): Promise<void>;
  /** By the ids of messages, their numbers in the tables. */
  numbersOf(ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** How many were seeded, and whether any others are there. */
  look(): Promise<{ seeded: number; others: boolean }>;
  begin(): Promise<void>;
  commit(): Promise<void>;
  close(): Promise<void>;
}

interface Numbered {
  id: string;
  seq: number;
}

/** A client's key has no blank. */
const SEEDED = "idempotency_key LIKE 'seed %'";
const COUNT = `SELECT count(*) AS n FROM messages WHERE ${SEEDED}`;
const OTHERS = `SELECT count(*) AS n FROM (SELECT 1 FROM messages WHERE idempotency_key IS NULL OR NOT ${SEEDED} LIMIT 1) m`;

function openSqlite(path: string): Tables {
  const database = openDatabase(path);
  database.execute('PRAGMA busy_timeout = 5000; PRAGMA synchronous = NORMAL');
  const count = (sql: string): number => database.prepare<{ n: number }, []>(sql).get()?.n ?? 0;
  const run = (sql: string) => async (): Promise<void> => database.execute(sql);
  return {
    insert: async (table, rows) => {
      const columns = Object.keys(rows[0] ?? {});
      const values = columns.map((column) => `value ->> '${column}'`).join(', ');
      const sql = `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values} FROM json_each(?)`;
      if (rows.length > 0) database.prepare<never, [string]>(sql).run(JSON.stringify(rows));
    },
    numbersOf: async (ids) => {
      const sql = 'SELECT m.id, m.seq FROM json_each(?) n CROSS JOIN messages m ON m.id = n.value';
      const rows = database.prepare<Numbered, [string]>(sql).all(JSON.stringify(ids));
      return new Map(rows.map(({ id, seq }) => [id, seq]));
    },
    look: async () => ({ seeded: count(COUNT), others: count(OTHERS) > 0 }),
    begin: run('BEGIN IMMEDIATE'),
    commit: run('COMMIT'),
    close: async () => database.close(),
  };
}

async function openPostgres(url: string): Promise<Tables> {
  const client = new Client({ connectionString: url, types });
  await client.connect();
  const count = async (sql: string): Promise<number> =>
    (await client.query<{ n: number }>(sql)).rows[0]?.n ?? 0;
  return {
    insert: async (table, rows) => {
      const columns = Object.keys(rows[0] ?? {}).join(', ');
      const sql = `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1)`;
      if (rows.length > 0) await client.query(sql, [JSON.stringify(rows)]);
    },
    numbersOf: async (ids) => {
      const sql = 'SELECT id, seq FROM messages WHERE id = ANY($1)';
      const { rows } = await client.query<Numbered>(sql, [ids]);
      return new Map(rows.map(({ id, seq }) => [id, seq]));
    },
    look: async () => ({ seeded: await count(COUNT), others: (await count(OTHERS)) > 0 }),
    begin: async () => void (await client.query('BEGIN')),
    commit: async () => void (await client.query('COMMIT')),
    close: () => client.end(),
  };
}

export const openTables = async (database: StoredDatabase): Promise<Tables> =>
  database.kind === 'file' ? openSqlite(database.path) : openPostgres(database.url);
