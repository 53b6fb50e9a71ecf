import { insertSent } from '../sent.ts';
import { callbacksOf } from './callbacks.ts';
import type { Databases, EngineName } from './databases.ts';
import { engineOf } from './engines.ts';
import { fillStatements } from './fill.ts';

const SENT = 3;
const DELIVERED = 3;
const TABLES = ['messages', 'sinch_ids', 'recipients', 'reports', 'nonces', 'inbox', 'budget', 'orphans'];

/** SQLite hands over bytes in a shape that JSON leaves out. */
const written = (value: unknown): unknown => (value instanceof ArrayBuffer ? Buffer.from(value) : value);

/** The rows of each table, as text, in any order. */
async function dump(database: string): Promise<string[]> {
  const sql = await engineOf(database).connect(database);
  const tables: string[] = [];
  for (const table of TABLES) {
    const rows = await sql.rows(`SELECT * FROM ${table}`);
    tables.push(
      rows
        .map((row) => JSON.stringify(Object.values(row).map(written)))
        .toSorted()
        .join('\n'),
    );
  }
  await sql.close();
  return tables;
}

async function throughTheStore(database: string): Promise<string[]> {
  const store = engineOf(database).createStore(database);
  await store.open();
  await insertSent(store, 0, DELIVERED + SENT, 1);
  for (let message = 0; message < DELIVERED; message += 1) {
    for (const callback of callbacksOf(message)) await store.recordCallback(callback);
  }
  await store.close();
  return dump(database);
}

async function inBulk(database: string): Promise<string[]> {
  const store = engineOf(database).createStore(database);
  await store.open();
  await store.close();
  const sql = await engineOf(database).connect(database);
  const last = DELIVERED + SENT - 1;
  const statements = [
    ...fillStatements(sql.dialect, { state: 'delivered', first: 0, last: DELIVERED - 1, inbox: 100 }),
    ...fillStatements(sql.dialect, { state: 'sent', first: DELIVERED, last, inbox: 0 }),
  ];
  for (const statement of statements) await sql.run(statement);
  await sql.close();
  return dump(database);
}

/** Throws unless the bulk statements write row for row what the store does. */
export async function checkFill(databases: Databases, engine: EngineName): Promise<void> {
  const stored = await throughTheStore(await databases.create(engine, 'by_store'));
  const filled = await inBulk(await databases.create(engine, 'in_bulk'));
  for (const [index, table] of TABLES.entries()) {
    if (stored[index] === filled[index]) continue;
    throw new Error(`${engine}: the bulk rows of ${table} differ\n${stored[index]}\n${filled[index]}`);
  }
  await databases.drop(engine, 'by_store');
  await databases.drop(engine, 'in_bulk');
}
