/** Entry of a process that is the program over a durable store, chores and all, put together as `src/main.ts` does. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pino } from 'pino';
import { monotonicFactory } from 'ulid';
import { createApp } from '../../src/app.ts';
import { createRejected } from '../../src/callbacks/rejected.ts';
import { startChores } from '../../src/chores.ts';
import { loadConfig } from '../../src/config.ts';
import { createServer } from '../../src/http/server.ts';
import { createGateway } from '../../src/sinch/create-gateway.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { createPostgresStore } from '../../src/store/postgres/postgres.ts';
import { createFileStore } from '../../src/store/sqlite/sqlite.ts';
import { answerParent } from '../protocol.ts';
import { deliveredRecipients } from '../sent.ts';
import { listen } from '../servers/servers.ts';
import {
  batchId,
  CALLBACKS_PER_RECIPIENT,
  messageId,
  RECIPIENTS_PER_MESSAGE,
  recipientsOf,
  SECRET,
} from '../traffic.ts';
import { programQuestion } from './protocol.ts';
import type { ProgramQuestion } from './protocol.ts';

const SEND_DEADLINE_MS = 15_000;

const [url = ''] = process.argv.slice(2);
const result = loadConfig({
  SINCH_SERVICE_PLAN_ID: 'bench',
  SINCH_API_TOKEN: 'bench',
  // Nobody listens there: nothing must ever be asked of the real Sinch.
  SINCH_SMS_URL: 'http://127.0.0.1:9',
  SINCH_WEBHOOK_SECRET: SECRET,
});
if (!result.ok) throw new Error(JSON.stringify(result.faults));
const { config } = result;
const now = Date.now;
const metrics = createMetrics({
  store: url.startsWith('postgres') ? createPostgresStore(url) : createFileStore(url),
  now,
});
metrics.measureProcess();
const { store } = metrics;
await store.open();
const rejected = createRejected(store);
const gateway = createGateway(config, SEND_DEADLINE_MS);
const log = pino({ base: null }, pino.destination({ dest: '/dev/null', sync: true }));
const app = createApp({
  config,
  store,
  rejected,
  gateway,
  metrics,
  lifecycle: { phase: 'ready' },
  log,
  now,
  newId: monotonicFactory(),
  pageDirectory: '/nowhere',
});
const port = await listen(createServer(app));
startChores({ config, store, gateway, rejected, log, now, onFollowUp: metrics.followedUp });

async function insert(message: number): Promise<void> {
  const at = now();
  const id = messageId(message);
  const draft = {
    id,
    transport: 'sms' as const,
    recipients: recipientsOf(message, RECIPIENTS_PER_MESSAGE),
    from: '+12025550123',
    text: 'Your parcel arrives today between 9 and 11.',
    sendAt: null,
    expireAt: null,
    sentBy: null,
    resendOf: null,
    parts: 1,
    idempotency: null,
    createdAt: at,
  };
  await store.insertMessage(draft, Number.MAX_SAFE_INTEGER);
  await store.settleSend(id, { state: 'accepted', sinchId: batchId(message), expireAt: null, at });
}

async function respond(question: ProgramQuestion): Promise<number> {
  switch (question.ask) {
    case 'port':
      return port;
    case 'insert': {
      const { firstMessage, messages } = question;
      for (let message = firstMessage; message < firstMessage + messages; message += 1) await insert(message);
      return messages;
    }
    case 'memory':
      for (let turn = 0; turn < 3; turn += 1) {
        globalThis.gc?.();
        await nextTurn();
      }
      return process.memoryUsage()[question.of];
    case 'accepted':
      return (await deliveredRecipients(store)) * CALLBACKS_PER_RECIPIENT;
  }
}

answerParent(programQuestion, respond);
