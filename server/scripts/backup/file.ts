/** A back-up is a SQLite file with the tables of the program, whatever database it was made from. */
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from '../../src/store/sqlite/database.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';

const OWNER_ALONE = 0o600;

export interface Table {
  name: string;
  columns: string[];
}

export function tablesOf(database: Database): Table[] {
  const rows = database
    .prepare<{ name: string; column_name: string }, []>(
      `SELECT t.name, c.name AS column_name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' ORDER BY t.name, c.cid`,
    )
    .all();
  const tables = new Map<string, string[]>();
  for (const { name, column_name } of rows) tables.set(name, [...(tables.get(name) ?? []), column_name]);
  return [...tables].map(([name, columns]) => ({ name, columns }));
}

export async function withDatabase<Result>(
  file: string,
  work: (database: Database) => Result | Promise<Result>,
): Promise<Result> {
  const database = openDatabase(file);
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

function countMessages(database: Database): number {
  const found = database.prepare<{ integrity_check: string }, []>('PRAGMA integrity_check').get();
  if (found?.integrity_check !== 'ok') throw new Error('it is damaged');
  return database.prepare<{ count: number }, []>('SELECT count(*) AS count FROM messages').get()?.count ?? 0;
}

/** Rejects unless all of it can be read, and it is a database of this program. Resolves to how many messages it holds. */
export async function checkBackup(file: string): Promise<number> {
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
  try {
    return await withDatabase(file, countMessages);
  } catch (error) {
    throw new Error(`${file} is no whole back-up of this program.`, { cause: error });
  }
}

function reachDisk(path: string): void {
  const handle = openSync(path, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/**
 * Fills a file that only its owner can read. It has its name once it is whole, checked and on the disk; until then, and
 * for good if anything fails, there is nothing by that name. Resolves to how many messages it holds.
 */
export async function writeWhole(
  file: string,
  fill: (part: string) => Promise<void> | void,
): Promise<number> {
  if (existsSync(file)) throw new Error(`${file} exists. Nothing is overwritten: choose another name.`);
  const part = `${file}.part`;
  closeSync(openSync(part, 'wx', OWNER_ALONE));
  try {
    await fill(part);
    // What was copied has the mode of its original.
    chmodSync(part, OWNER_ALONE);
    const messages = await checkBackup(part);
    reachDisk(part);
    renameSync(part, file);
    reachDisk(dirname(file));
    return messages;
  } catch (error) {
    for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(part + ending, { force: true });
    throw error;
  }
}
