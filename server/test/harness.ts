/** The program's own parts, put together as `main` does, on a free port and with a log that can be read. */
import { createServer as createProbe } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { monotonicFactory } from 'ulid';
import { createApp } from '../src/app.ts';
import { createRejected } from '../src/callbacks/rejected.ts';
import type { Rejected } from '../src/callbacks/rejected.ts';
import { loadConfig } from '../src/config.ts';
import type { Config } from '../src/config.ts';
import type { Message } from '../src/contract.ts';
import type { Lifecycle } from '../src/http/lifecycle.ts';
import { HTTP_LIMITS } from '../src/http/limits.ts';
import type { HttpLimits } from '../src/http/limits.ts';
import { createServer } from '../src/http/server.ts';
import { createLog } from '../src/log.ts';
import { createMetrics } from '../src/metrics/metrics.ts';
import type { Gateway } from '../src/sinch/gateway.ts';
import { createGateway } from '../src/sinch/create-gateway.ts';
import type { Store } from '../src/store/store.ts';
import { createMemoryStore } from '../src/store/memory/memory.ts';
import { MARKED } from '../scripts/log-leaks.ts';
import { keepLog } from './keep-log.ts';
import { routesOf } from './routes.ts';
import type { Route } from './routes.ts';

export const SECRET = 'a secret that only the tests know';
export const PROJECT = { projectId: 'test-project', keyId: 'test-key', keySecret: 'test-key-secret' };

const ENVIRONMENT = {
  SINCH_PROJECT_ID: PROJECT.projectId,
  SINCH_KEY_ID: PROJECT.keyId,
  SINCH_KEY_SECRET: PROJECT.keySecret,
  SINCH_WEBHOOK_SECRET: SECRET,
  SINCH_NUMBER: '+12025550123',
  SINCH_AUTH_URL: 'http://127.0.0.1:9',
  SINCH_SMS_URL: 'http://127.0.0.1:9',
  SINCH_CONVERSATION_URL: 'http://127.0.0.1:9',
  SEND_LIMIT_PER_MINUTE: '1000',
};

export function testConfig(overrides: Record<string, string> = {}): Config {
  const result = loadConfig({ ...ENVIRONMENT, ...overrides });
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.config;
}

/** Answers every send without any network, in the way that a test chooses; `others` say how to answer the rest. */
export function stubGateway(send: Gateway['send'], others: Partial<Gateway> = {}): Gateway {
  const noAnswer = async () => ({ kind: 'no_answer', cause: 'a stub' }) as const;
  return { transport: 'sms', send, find: noAnswer, poll: noAnswer, cancel: noAnswer, ...others };
}

let batches = 0;
export const acceptingGateway = (): Gateway =>
  stubGateway(async () => ({ kind: 'accepted', sinchId: `BATCH${(batches += 1)}`, expireAt: null }));

export interface TestApp {
  url: string;
  port: number;
  server: Server;
  /** All that the app answers to. */
  routes: Route[];
  store: Store;
  /** What was not taken and is not stored yet: here no chore stores it. */
  rejected: Rejected;
  config: Config;
  lifecycle: Lifecycle;
  logLines: string[];
  close(): Promise<void>;
}

export interface TestAppOptions {
  env?: Record<string, string>;
  store?: Store;
  gateway?: Gateway;
  sendDeadlineMs?: number;
  now?: () => number;
  pageDirectory?: string;
  limits?: Partial<HttpLimits>;
}

/** A port that was free a moment ago: the callback URL must be known before the server listens. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createProbe();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

export async function startApp(options: TestAppOptions = {}): Promise<TestApp> {
  const port = Number(options.env?.PORT ?? (await freePort()));
  const config = testConfig({ PORT: String(port), ...options.env });
  const now = options.now ?? Date.now;
  const metrics = createMetrics({ store: options.store ?? createMemoryStore(), now });
  const { store } = metrics;
  await store.open();
  const rejected = createRejected(store);
  const lifecycle: Lifecycle = { phase: 'ready' };
  const logLines: string[] = [];
  const keep = keepLog({ ...ENVIRONMENT, ...options.env });
  const write = (line: string): void => {
    logLines.push(line);
    keep(line);
  };
  const app = createApp({
    config,
    store,
    rejected,
    gateway: options.gateway ?? createGateway(config, options.sendDeadlineMs ?? 2000),
    metrics,
    lifecycle,
    log: createLog({ write }, 'debug'),
    now: now,
    newId: monotonicFactory(),
    pageDirectory: options.pageDirectory ?? '/nonexistent',
  });
  const server = createServer(app, { ...HTTP_LIMITS, ...options.limits });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const routes = routesOf(app);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    server,
    routes,
    store,
    rejected,
    config,
    lifecycle,
    logLines,
    close,
  };
}

export interface SendBody {
  to: string | string[];
  message?: string;
  from?: string;
  sendAt?: string;
  expireAt?: string;
  resendOf?: string;
}

/** What is sent when a test does not care. */
export const TEXT = `Hello ${MARKED}`;

export const postSend = (
  app: Pick<TestApp, 'url'>,
  body: SendBody,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${app.url}/send-sms`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ message: TEXT, ...body }),
  });

export const postCancel = (app: Pick<TestApp, 'url'>, id: string): Promise<Response> =>
  fetch(`${app.url}/api/messages/${id}/cancel`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
  });

export async function getMessage(app: Pick<TestApp, 'url'>, id: string): Promise<Message> {
  const response = await fetch(`${app.url}/api/messages/${id}`);
  return (await response.json()) as Message;
}
