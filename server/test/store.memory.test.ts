import { vi } from 'vitest';
import { createMemoryStore } from '../src/store/sqlite/sqlite.ts';
import { lastDatabase } from './sqlite-database.ts';
import { describeStore } from './store-suite.ts';

vi.mock('../src/store/sqlite/database.ts', { spy: true });

describeStore('memory', async () => ({
  store: createMemoryStore(),
  look: async (sql) => lastDatabase().prepare<Record<string, unknown>, []>(sql).all(),
}));
