import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { monotonicFactory } from 'ulid';
import { createApp } from '../../src/app.ts';
import { createRejected } from '../../src/callbacks/rejected.ts';
import { loadConfig } from '../../src/config.ts';
import type { Config } from '../../src/config.ts';
import { createServer } from '../../src/http/server.ts';
import { createGateway } from '../../src/sinch/create-gateway.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { createMemoryStore } from '../../src/store/memory/memory.ts';
import { CALLBACKS_PER_RECIPIENT, RECIPIENTS_PER_MESSAGE, SECRET } from '../traffic.ts';
import { deliveredRecipients, insertSent } from '../sent.ts';
import type { BenchServer } from './servers.ts';
import { listen } from './servers.ts';

/** Nothing is sent, but `src/main.ts` has a gateway too. */
const SEND_DEADLINE_MS = 15_000;

function configure(): Config {
  const result = loadConfig({
    SINCH_SERVICE_PLAN_ID: 'bench',
    SINCH_API_TOKEN: 'bench',
    SINCH_WEBHOOK_SECRET: SECRET,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.config;
}

/** As `src/main.ts` logs, with standard output sent to a file. */
function openLog(level: string) {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  process.on('exit', () => rmSync(directory, { recursive: true }));
  const destination = pino.destination({ dest: join(directory, 'log'), sync: true });
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
}

/** The program itself, put together as `src/main.ts` does. */
export async function startOurs(level: 'info' | 'silent'): Promise<BenchServer> {
  const config = configure();
  const metrics = createMetrics({ store: createMemoryStore(), now: Date.now });
  metrics.measureProcess();
  const { store } = metrics;
  await store.open();
  const app = createApp({
    config,
    store,
    rejected: createRejected(store),
    gateway: createGateway(config, SEND_DEADLINE_MS),
    metrics,
    lifecycle: { phase: 'ready' },
    log: openLog(level),
    now: Date.now,
    newId: monotonicFactory(),
    pageDirectory: '/nowhere',
  });
  const port = await listen(createServer(app));
  return {
    port,
    insert: (firstMessage, messages) => insertSent(store, firstMessage, messages, RECIPIENTS_PER_MESSAGE),
    accepted: async () => (await deliveredRecipients(store)) * CALLBACKS_PER_RECIPIENT,
  };
}
