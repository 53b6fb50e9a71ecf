/**
 * `pnpm seed [count] [--days N] [--seed N] [--force]`: fills the database with messages as they might have been sent, to look
 * at the page or to measure it. The budget of the days is not charged, so that one can go on sending.
 */
import { parseArgs } from 'node:util';
import { loadConfig } from '../src/config.ts';
import { pickStore } from '../src/engines.ts';
import { readEnv } from './env.ts';
import { fill } from './seed/fill.ts';
import { openTables } from './seed/tables.ts';
import type { Tables } from './seed/tables.ts';
import { withStoredDatabase } from './stored.ts';
import { ROOT } from './workspace.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    days: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    force: { type: 'boolean', default: false },
  },
});

function readWhole(name: string, text: string, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= most) return number;
  throw new Error(`${name} must be a whole number from 1 to ${most}, as in: pnpm seed 100000 --days 30`);
}

function refuseRealSinch(): void {
  const result = loadConfig(readEnv(process.env));
  if (!result.ok || result.config.sinch.local) return;
  throw new Error(
    'The server sends through the real Sinch. Set DATABASE_URL to a database of its own, or add --force to mix what was never sent with what was.',
  );
}

async function lookFirst(tables: Tables): Promise<number> {
  const { seeded, others } = await tables.look();
  if (others && !values.force) {
    throw new Error(
      'The database has messages that were not seeded. Set DATABASE_URL to another one, or add --force to put more beside them.',
    );
  }
  return seeded;
}

await withStoredDatabase(async (database) => {
  const count = readWhole('The count', positionals[0] ?? '100000', 10_000_000);
  const days = readWhole('--days', values.days, 3650);
  const seed = readWhole('--seed', values.seed, 2 ** 31);
  if (!values.force) refuseRealSinch();
  const store = pickStore(database, ROOT);
  await store.open();
  await store.close();
  const tables = await openTables(database);
  try {
    const first = await lookFirst(tables);
    const { messages, recipients } = await fill(tables, { count, days, end: Date.now(), seed, first });
    return `${messages} messages to ${recipients} recipients over ${days} days.`;
  } finally {
    await tables.close();
  }
});
