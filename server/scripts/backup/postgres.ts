import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { types } from '../../src/store/postgres/connection.ts';
import { MIGRATIONS } from '../../src/store/postgres/migrations.ts';
import { createPostgresStore } from '../../src/store/postgres/postgres.ts';
import type { Bindable, Database } from '../../src/store/sqlite/database.ts';
import { migrate } from '../../src/store/sqlite/migrate.ts';
import { MIGRATIONS as SQLITE_MIGRATIONS } from '../../src/store/sqlite/migrations.ts';
import { checkBackup, tablesOf, withDatabase, writeWhole } from './file.ts';
import type { Table } from './file.ts';

const ROWS_AT_ONCE = 200;
/** A callback as received may have a megabyte. */
const CHARACTERS_AT_ONCE = 4_000_000;

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** Without the limits of the server's own connections: a copy takes as long as it takes. */
async function withClient<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000, types });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function toBindable(value: unknown): Bindable {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  if (Buffer.isBuffer(value)) return value;
  throw new Error(`a column holds a ${typeof value}, which no back-up can hold`);
}

async function copyTable(client: Client, database: Database, { name, columns }: Table): Promise<void> {
  await client.query(`DECLARE copied NO SCROLL CURSOR FOR SELECT ${quoted(columns)} FROM ${quoted([name])}`);
  const insert = database.prepare<never, Bindable[]>(
    `INSERT INTO ${quoted([name])} (${quoted(columns)}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  const fetchSome = { text: `FETCH ${ROWS_AT_ONCE} FROM copied`, rowMode: 'array' as const };
  for (;;) {
    const { rows } = await client.query<unknown[]>(fetchSome);
    for (const row of rows) insert.run(...row.map(toBindable));
    if (rows.length === 0) break;
  }
  await client.query('CLOSE copied');
}

async function checkVersion(client: Client): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    'SELECT max(version) AS version FROM schema_version',
  );
  const version = rows[0]?.version;
  if (version !== MIGRATIONS.length) {
    throw new Error(
      `The database has schema ${version}, this program ${MIGRATIONS.length}: back up with the program that the servers run.`,
    );
  }
}

/** All tables at one instant. The servers go on writing meanwhile. */
export function backUpPostgres(url: string, file: string): Promise<number> {
  return withClient(url, (client) =>
    writeWhole(file, async (part) => {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await checkVersion(client);
      await withDatabase(part, async (database) => {
        // Nobody reads the file before it is whole and on the disk.
        database.execute('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF');
        migrate(database);
        database.execute('BEGIN');
        for (const table of tablesOf(database)) await copyTable(client, database, table);
        database.execute('COMMIT');
      });
      await client.query('COMMIT');
    }),
  );
}

type Row = Record<string, string | number | null | ArrayBuffer | Buffer>;

/** Bytes as the hexadecimal digits that PostgreSQL reads. */
function toJson(row: Row, columns: readonly string[]): string {
  const entries = columns.map((column) => {
    const value = row[column];
    if (typeof value !== 'object' || value === null) return [column, value];
    const bytes = Buffer.isBuffer(value) ? value : Buffer.from(value);
    return [column, `\\x${bytes.toString('hex')}`];
  });
  return JSON.stringify(Object.fromEntries(entries));
}

function* inBatches(rows: Iterable<Row>, columns: readonly string[]): Generator<string> {
  let batch: string[] = [];
  let characters = 0;
  for (const row of rows) {
    const json = toJson(row, columns);
    batch.push(json);
    characters += json.length;
    if (batch.length < ROWS_AT_ONCE && characters < CHARACTERS_AT_ONCE) continue;
    yield `[${batch.join()}]`;
    batch = [];
    characters = 0;
  }
  if (batch.length > 0) yield `[${batch.join()}]`;
}

async function fillTable(client: Client, database: Database, { name, columns }: Table): Promise<void> {
  const table = quoted([name]);
  const { rows } = await client.query(`SELECT FROM ${table} LIMIT 1`);
  if (rows.length > 0) {
    throw new Error(
      `The database is not empty (${name}). Create a new one, set DATABASE_URL to it, then restore.`,
    );
  }
  const insert = `INSERT INTO ${table} (${quoted(columns)}) OVERRIDING SYSTEM VALUE
    SELECT ${quoted(columns)} FROM json_populate_recordset(NULL::${table}, $1)`;
  const all = database.prepare<Row, []>(`SELECT ${quoted(columns)} FROM ${table}`);
  for (const batch of inBatches(all.each(), columns)) await client.query(insert, [batch]);
}

/** New rows are numbered after those that were restored. */
async function continueNumbers(client: Client): Promise<void> {
  const { rows } = await client.query<{ table_name: string; column_name: string }>(
    `SELECT table_name, column_name FROM information_schema.columns
      WHERE table_schema = current_schema() AND is_identity = 'YES'`,
  );
  for (const { table_name: table, column_name: column } of rows) {
    await client.query(
      `SELECT setval(pg_get_serial_sequence($1, $2), max(${quoted([column])})) FROM ${quoted([table])}`,
      [table, column],
    );
  }
}

/** A back-up of an older program is brought up to date in a copy beside it: a container may have no other place to write. */
async function withCurrentSchema(file: string, work: (database: Database) => Promise<void>): Promise<void> {
  const version = await withDatabase(
    file,
    (database) => database.prepare<{ user_version: number }, []>('PRAGMA user_version').get()?.user_version,
  );
  if (version === SQLITE_MIGRATIONS.length) return withDatabase(file, work);
  const folder = mkdtempSync(`${file}-`);
  try {
    const copy = join(folder, 'copy.db');
    copyFileSync(file, copy);
    await withDatabase(copy, async (database) => {
      migrate(database);
      await work(database);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Into an empty database, wholly or not at all. Returns how many messages there are. */
export async function restorePostgres(file: string, url: string): Promise<number> {
  const messages = await checkBackup(file);
  const store = createPostgresStore(url);
  await store.open();
  await store.close();
  await withCurrentSchema(file, (database) =>
    withClient(url, async (client) => {
      const tables = tablesOf(database);
      await client.query('BEGIN');
      await client.query(`LOCK TABLE ${quoted(tables.map(({ name }) => name))} IN ACCESS EXCLUSIVE MODE`);
      for (const table of tables) await fillTable(client, database, table);
      await continueNumbers(client);
      await client.query('COMMIT');
      await client.query('ANALYZE');
    }),
  );
  return messages;
}
