/** The store of the configured server, for commands that work on it while the server may run. */
import { loadConfig } from '../src/config.ts';
import { pickStore } from '../src/engines.ts';
import type { Store } from '../src/store/store.ts';
import { readEnv } from './env.ts';
import { ROOT } from './workspace.ts';

/** Runs `work` on the opened store, prints what it says, and exits with 1 when it cannot. */
export async function withStore(work: (store: Store) => Promise<string>): Promise<void> {
  try {
    const result = loadConfig(readEnv(process.env));
    if (!result.ok)
      throw new Error(result.faults.map((fault) => `${fault.variable} ${fault.problem}.`).join('\n'));
    const { database } = result.config;
    if (database.kind === 'memory') {
      throw new Error(
        'DATABASE_URL is empty: the messages are in the memory of the server, and gone when it stops.',
      );
    }
    const store = pickStore(database, ROOT);
    await store.open();
    try {
      process.stdout.write(`${await work(store)}\n`);
    } finally {
      await store.close();
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
