/** The webhook for platforms that start a process for a few requests. The store must outlive it, so it is PostgreSQL. */
import type { Logger } from 'pino';
import { createFetchRoute } from './callbacks/fetch-route.ts';
import type { FetchRoute } from './callbacks/fetch-route.ts';
import { createHealth } from './callbacks/health.ts';
import { createReceive } from './callbacks/receive.ts';
import type { Receive } from './callbacks/receive.ts';
import type { Rejected } from './callbacks/rejected.ts';
import { createTokens } from './callbacks/token.ts';
import { listFaults, loadConfig } from './config.ts';
import { pickStore } from './engines.ts';
import { createLog } from './log.ts';

/** Refused callbacks are logged, and kept nowhere: here nobody writes in the background. */
const keepNone: Pick<Rejected, 'add'> = { add: () => {} };

function readConfig(environment: Record<string, string | undefined>) {
  const result = loadConfig(environment);
  if (!result.ok) throw new Error(listFaults(result.faults));
  if (result.config.database.kind !== 'postgres') {
    throw new Error('DATABASE_URL must be postgres://…: nothing else outlives a serverless function.');
  }
  return result.config;
}

/**
 * A handler that receives callbacks, with the same variables as the server. Throws at once when they are wrong. The
 * database is opened with the first request, and again with a later one if that failed.
 */
export function createServerlessHandler(
  environment: Record<string, string | undefined>,
  log: Logger = createLog(),
): FetchRoute {
  const config = readConfig(environment);
  const { webhook: policy } = config;
  const tokens = createTokens(policy.secrets);
  // Nobody can ask for it here: it only keeps the log from saying one thing with every callback.
  const health = createHealth(policy, Date.now());
  let opening: Promise<Receive> | null = null;
  async function open(): Promise<Receive> {
    const store = pickStore(config.database, '.');
    await store.open();
    return createReceive({ store, rejected: keepNone, policy, tokens, health, now: Date.now });
  }
  const receive = (): Promise<Receive> => {
    opening ??= open().catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  };
  return createFetchRoute({ receive, log });
}
