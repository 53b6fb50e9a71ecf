import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { monotonicFactory } from 'ulid';
import { createApp } from './app.ts';
import { createRejected } from './callbacks/rejected.ts';
import { MEND_FAULTS, listFaults, loadConfig } from './config.ts';
import type { Config, Fault } from './config.ts';
import { pickStore } from './engines.ts';
import { readEnvironment } from './environment.ts';
import type { Lifecycle } from './http/lifecycle.ts';
import { createServer } from './http/server.ts';
import { stopServer } from './http/stop.ts';
import { startChores } from './chores.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics/metrics.ts';
import { createGateway, longestSendMs } from './sinch/create-gateway.ts';
import type { Store } from './store/store.ts';
import { Unavailable } from './store/faults.ts';
import { messageOf } from './thrown.ts';

const SEND_DEADLINE_MS = 15_000;
/** Beyond the longest send, so that none is cut off. */
const STOP_MARGIN_MS = 5_000;
const REOPEN_AFTER_MS = 2_000;

/** From `src/` and from `dist/` alike, the repository is two levels up. */
const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const log = createLog();

function refuseToStart(faults: readonly Fault[]): never {
  process.stderr.write(`${listFaults(faults)}\n${MEND_FAULTS}\n`);
  process.exit(1);
}

function readConfig(): Config {
  try {
    const result = loadConfig(readEnvironment(process.env, fromRoot('.env')));
    if (!result.ok) return refuseToStart(result.faults);
    for (const { variable, problem } of result.warnings) log.warn({ variable }, `${variable} ${problem}`);
    return result.config;
  } catch (error) {
    return refuseToStart([{ variable: 'ENV_FILE', problem: messageOf(error) }]);
  }
}

/** Waits for a database that is not there yet; whatever else is wrong with it, waiting would not mend. */
async function openStore(store: Store): Promise<void> {
  for (;;) {
    try {
      return await store.open();
    } catch (error) {
      if (!(error instanceof Unavailable)) {
        return refuseToStart([{ variable: 'DATABASE_URL', problem: `cannot be used: ${messageOf(error)}` }]);
      }
      log.error({ err: error }, 'the database cannot be reached; trying again');
      await pause(REOPEN_AFTER_MS);
    }
  }
}

const config = readConfig();
const lifecycle: Lifecycle = { phase: 'starting' };
if (config.database.kind === 'memory') {
  log.info('messages are kept in memory and gone when the server stops: set DATABASE_URL to keep them');
}
const now = Date.now;
const metrics = createMetrics({ store: pickStore(config.database, fromRoot('.')), now });
metrics.measureProcess();
const { store } = metrics;
const gateway = createGateway(config, SEND_DEADLINE_MS);
const rejected = createRejected(store);
const app = createApp({
  config,
  store,
  rejected,
  gateway,
  metrics,
  lifecycle,
  log,
  now,
  newId: monotonicFactory(),
  pageDirectory: fromRoot('client/dist'),
});
const server = createServer(app);

server.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EADDRINUSE') {
    refuseToStart([
      { variable: 'PORT', problem: `${config.port} is in use by another program; pick a free one` },
    ]);
  }
  refuseToStart([
    { variable: 'HOST, PORT', problem: `cannot be listened on (${error.code ?? error.message})` },
  ]);
});
server.listen(config.port, config.host);
await Promise.all([once(server, 'listening'), openStore(store)]);
const chores = startChores({
  config,
  store,
  gateway,
  rejected,
  log,
  now,
  onFollowUp: metrics.followedUp,
});
lifecycle.phase = 'ready';
log.info(
  {
    port: config.port,
    sinch: config.sinch.local ? 'local' : 'real',
    transport: config.transport.kind,
    store: config.database.kind,
    callbackUrl: config.callbackUrl,
  },
  'ready',
);

/** What was refused since it was last written; a database that is away is not waited for. */
async function keepLastRefused(patienceMs: number): Promise<void> {
  try {
    await Promise.race([rejected.flush(), pause(patienceMs, undefined, { ref: false })]);
  } catch (error) {
    log.error({ err: error }, 'the last refused callbacks could not be kept');
  }
}

async function stop(signal: NodeJS.Signals): Promise<void> {
  log.info({ signal }, 'stopping: what runs is finished first; a second signal ends at once');
  const patienceMs = longestSendMs(config, SEND_DEADLINE_MS) + STOP_MARGIN_MS;
  const end = now() + patienceMs;
  await Promise.all([stopServer(server, lifecycle, patienceMs), chores.stop()]);
  await keepLastRefused(Math.max(0, end - now()));
  await store.close();
  log.info('stopped');
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (lifecycle.phase !== 'ready') process.exit(130);
    stop(signal).then(
      // A send that Sinch never answered would keep the process alive for ever.
      () => process.exit(0),
      (error: unknown) => {
        log.fatal({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  });
}
// A promise that one request forgot must not end all the others.
process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
