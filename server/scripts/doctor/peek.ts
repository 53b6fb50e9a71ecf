/** A look into the database that changes nothing in it, not even its schema. */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { askOf, openPool } from '../../src/store/postgres/connection.ts';
import { MIGRATIONS as POSTGRES } from '../../src/store/postgres/migrations.ts';
import { openDatabase, type Database } from '../../src/store/sqlite/database.ts';
import { MIGRATIONS as SQLITE } from '../../src/store/sqlite/migrations.ts';
import { CANARY_TYPE } from './canary.ts';

/** When the newest callback of each kind was taken, in milliseconds since 1970. */
export interface TakenCallbacks {
  signedAt: number | null;
  unsignedAt: number | null;
}

export interface Peek {
  /** Of the schema; 0 where there is none yet. */
  version: number;
  /** The one that this program makes. */
  known: number;
  /** Null: it can be written to. */
  readOnly: string | null;
  taken(): Promise<TakenCallbacks>;
  /** Whether a callback of this nonce was recorded. */
  hasNonce(nonce: string): Promise<boolean>;
  close(): Promise<void>;
}

export const NOTHING_TAKEN: TakenCallbacks = { signedAt: null, unsignedAt: null };

/** A canary proves nothing about Sinch. */
const NEWEST_SIGNED = `SELECT max(received_at) AS at FROM inbox WHERE type <> '${CANARY_TYPE}' AND signature <> ''`;
/** Taken by their token, or refused although it was right. */
const NEWEST_UNSIGNED = `SELECT max(at) AS at FROM (SELECT max(received_at) AS at FROM inbox WHERE signature = ''
  UNION ALL SELECT max(received_at) FROM rejected WHERE reason = 'unsigned') AS newest`;

/** A file that is not there yet is made at the start of the server: then its folder must let it. */
function peekAtAbsent(path: string): Peek {
  let folder = dirname(path);
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  const isFolder = statSync(folder).isDirectory();
  if (isFolder) accessSync(folder, constants.W_OK | constants.X_OK);
  return {
    version: 0,
    known: SQLITE.length,
    readOnly: isFolder ? null : `${folder} is a file, and no folder`,
    taken: async () => NOTHING_TAKEN,
    hasNonce: async () => false,
    close: async () => {},
  };
}

function peekInto(database: Database): Peek {
  database.execute('PRAGMA busy_timeout = 2000');
  const version =
    database.prepare<{ user_version: number }, []>('PRAGMA user_version').get()?.user_version ?? 0;
  // Takes the lock for writing, and writes nothing.
  database.execute('BEGIN IMMEDIATE');
  database.execute('ROLLBACK');
  const newest = (sql: string): number | null =>
    database.prepare<{ at: number | null }, []>(sql).get()?.at ?? null;
  return {
    version,
    known: SQLITE.length,
    readOnly: null,
    taken: async () =>
      version === SQLITE.length
        ? { signedAt: newest(NEWEST_SIGNED), unsignedAt: newest(NEWEST_UNSIGNED) }
        : NOTHING_TAKEN,
    hasNonce: async (nonce) =>
      version === SQLITE.length &&
      database.prepare<object, [string]>('SELECT 1 FROM nonces WHERE nonce = ?').get(nonce) !== undefined,
    close: async () => database.close(),
  };
}

export function peekAtFile(root: string, file: string): Peek {
  const path = resolve(root, file);
  if (!existsSync(path)) return peekAtAbsent(path);
  accessSync(path, constants.R_OK | constants.W_OK);
  accessSync(dirname(path), constants.W_OK);
  const database = openDatabase(path);
  try {
    return peekInto(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

export async function peekAtPostgres(url: string): Promise<Peek> {
  const pool = openPool(url);
  const ask = askOf(pool);
  try {
    const [state] = await ask<{ has_schema: boolean; standby: boolean; read_only: string }>(
      'doctor_state',
      `SELECT to_regclass('schema_version') IS NOT NULL AS has_schema, pg_is_in_recovery() AS standby,
        current_setting('transaction_read_only') AS read_only`,
      [],
    );
    const hasSchema = state?.has_schema === true;
    const [row] = hasSchema
      ? await ask<{ version: number }>(
          'doctor_version',
          'SELECT max(version) AS version FROM schema_version',
          [],
        )
      : [];
    const version = row?.version ?? 0;
    const isOurs = version === POSTGRES.length;
    const isReadOnly = state?.standby === true || state?.read_only === 'on';
    const newest = async (name: string, sql: string): Promise<number | null> =>
      (await ask<{ at: number | null }>(name, sql, []))[0]?.at ?? null;
    return {
      version,
      known: POSTGRES.length,
      readOnly: isReadOnly ? 'it takes no writes: it is a standby, or set to be read only' : null,
      taken: async () =>
        isOurs
          ? {
              signedAt: await newest('doctor_signed', NEWEST_SIGNED),
              unsignedAt: await newest('doctor_unsigned', NEWEST_UNSIGNED),
            }
          : NOTHING_TAKEN,
      hasNonce: async (nonce) =>
        isOurs && (await ask('doctor_nonce', 'SELECT 1 FROM nonces WHERE nonce = $1', [nonce])).length > 0,
      close: () => pool.end(),
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}
