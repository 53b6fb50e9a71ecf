import { vi } from 'vitest';
import type { Database } from '../src/store/sqlite/database.ts';
import { openDatabase } from '../src/store/sqlite/database.ts';

/** The connection that a store opened last. Its test file must spy on `database.ts`. */
export function lastDatabase(): Database {
  const opened = vi.mocked(openDatabase).mock.results.at(-1);
  if (opened?.type !== 'return') throw new Error('no database was opened');
  return opened.value;
}
