import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { monotonicFactory } from 'ulid';
import { createApp } from './app.ts';
import { loadConfig } from './config.ts';
import type { Config, Fault } from './config.ts';
import { readEnvironment } from './environment.ts';
import type { Lifecycle } from './http/lifecycle.ts';
import { createServer } from './http/server.ts';
import { stopServer } from './http/stop.ts';
import { createSmsGateway } from './sinch/sms-gateway.ts';
import { createMemoryStore } from './store/sqlite/sqlite.ts';

const SEND_DEADLINE_MS = 15_000;
/** Longer than a send may take, so that none is cut off. */
const STOP_PATIENCE_MS = SEND_DEADLINE_MS + 5_000;
const PRUNE_EVERY_MS = 60_000;
const ORPHAN_AGE_MS = 7 * 24 * 3600 * 1000;

/** From `src/` and from `dist/` alike, the repository is two levels up. */
const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime });

function refuseToStart(faults: readonly Fault[]): never {
  for (const { variable, problem } of faults) process.stderr.write(`${variable} ${problem}.\n`);
  process.stderr.write(
    'Mend these in .env or the environment, then start again. .env.example explains each.\n',
  );
  process.exit(1);
}

function readConfig(): Config {
  try {
    const result = loadConfig(readEnvironment(process.env, fromRoot('.env')));
    if (!result.ok) return refuseToStart(result.faults);
    for (const { variable, problem } of result.warnings) log.warn({ variable }, `${variable} ${problem}`);
    return result.config;
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return refuseToStart([{ variable: 'ENV_FILE', problem }]);
  }
}

const config = readConfig();
const lifecycle: Lifecycle = { phase: 'starting' };
const store = createMemoryStore();
const app = createApp({
  config,
  store,
  gateway: createSmsGateway(config, SEND_DEADLINE_MS),
  lifecycle,
  log,
  now: Date.now,
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
await Promise.all([once(server, 'listening'), store.open()]);
lifecycle.phase = 'ready';
log.info(
  { port: config.port, sinch: config.sinch.local ? 'local' : 'real', callbackUrl: config.callbackUrl },
  'ready',
);
log.info('messages are kept in memory and gone when the server stops');

const pruning = setInterval(() => {
  const now = Date.now();
  const nonces = now - (config.webhook.maxAgeSeconds + 3600) * 1000;
  store
    .prune({ nonces, orphans: now - ORPHAN_AGE_MS })
    .catch((error: unknown) => log.error({ err: error }, 'pruning failed'));
}, PRUNE_EVERY_MS);

async function stop(signal: NodeJS.Signals): Promise<void> {
  log.info({ signal }, 'stopping: what runs is finished first; a second signal ends at once');
  clearInterval(pruning);
  await stopServer(server, lifecycle, STOP_PATIENCE_MS);
  await store.close();
  log.info('stopped');
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (lifecycle.phase === 'stopping') process.exit(130);
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
