/** The doctor itself, on a setup that a test has broken in one place. */
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { expect, onTestFinished } from 'vitest';
import { diagnose } from '../../scripts/doctor/diagnose.ts';
import type { DoctorDeps } from '../../scripts/doctor/diagnose.ts';
import type { Check, CheckId } from '../../scripts/doctor/finding.ts';
import { APP, PLAN, PROJECT, SECRET, emulate } from '../../emulator/test-kit.ts';
import type { EmulatorOptions } from '../../emulator/options.ts';
import { freePort, startApp } from '../harness.ts';
import type { TestApp } from '../harness.ts';

export { APP, PLAN, PROJECT, SECRET };

export type Env = Record<string, string>;

const PROJECT_KEY = {
  SINCH_PROJECT_ID: PROJECT.projectId,
  SINCH_KEY_ID: PROJECT.keyId,
  SINCH_KEY_SECRET: PROJECT.keySecret,
};
export const SERVICE_PLAN = {
  SINCH_PROJECT_ID: '',
  SINCH_KEY_ID: '',
  SINCH_KEY_SECRET: '',
  SINCH_SERVICE_PLAN_ID: PLAN.servicePlanId,
  SINCH_API_TOKEN: PLAN.apiToken,
};

/** Points at an emulator with these options; nothing listens on its port yet. */
export async function setUp(options: Partial<EmulatorOptions> = {}, more: Env = {}): Promise<Env> {
  const { url } = await emulate(options);
  return {
    ...PROJECT_KEY,
    PORT: String(await freePort()),
    SINCH_WEBHOOK_SECRET: SECRET,
    SINCH_NUMBER: '+12025550123',
    SINCH_AUTH_URL: url,
    SINCH_SMS_URL: url,
    SINCH_CONVERSATION_URL: url,
    ...more,
  };
}

/** The server of this setup, running. */
export async function serve(env: Env): Promise<TestApp> {
  const app = await startApp({ env });
  onTestFinished(() => app.close());
  return app;
}

const DEPS: Omit<DoctorDeps, 'readEnv'> = {
  sendTo: null,
  now: Date.now,
  pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, Math.min(milliseconds, 20))),
  deadlineMs: 5000,
  tunnelDeadlineMs: 5000,
  openTunnel: async (env) => ({ env, line: null, close: async () => {} }),
};

export const consult = (env: Env, deps: Partial<DoctorDeps> = {}): Promise<Check[]> =>
  diagnose({ ...DEPS, readEnv: () => env, ...deps });

/** One check, as text that a test can read. */
export async function consultOn(id: CheckId, env: Env, deps: Partial<DoctorDeps> = {}) {
  const checks = await consult(env, deps);
  const check = checks.find((one) => one.id === id);
  if (check === undefined) throw new Error(`no check ${id}`);
  return {
    status: check.status,
    causes: check.findings.map(({ cause }) => cause),
    text: check.findings.map(({ says, remedy }) => `${says} ${remedy ?? ''}`).join('\n'),
    checks,
  };
}

/** The other checks of the same run, so that one fault is not blamed on two things. */
export const othersThan = (id: CheckId, checks: readonly Check[]) =>
  Object.fromEntries(checks.filter((check) => check.id !== id).map(({ id: name, status }) => [name, status]));

/** A small server on a port of its own. */
export async function listen(handle: RequestListener, port = 0): Promise<{ url: string; port: number }> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const own = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${own}`, port: own };
}

export const answering = (status: number, headers: Env = {}, body = ''): Promise<{ url: string }> =>
  listen((_req, res) => void res.writeHead(status, headers).end(body));

async function bodyOf(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

interface Passing {
  path?: (path: string) => string;
  body?: (body: Buffer) => Buffer;
  headers?: (headers: Env) => Env;
  /** In place of the answer that came. */
  answer?: { status: number; body: string };
}

/** What a proxy passes on: everything, unless it is told to change it. */
export async function pass(
  [req, res]: [IncomingMessage, ServerResponse],
  port: string | number,
  { path = String, body = (same) => same, headers = (same) => same, answer }: Passing = {},
): Promise<void> {
  const single = Object.entries(req.headers).flatMap(([name, value]) =>
    typeof value === 'string' && !['host', 'connection', 'content-length'].includes(name)
      ? [[name, value]]
      : [],
  );
  const reply = await fetch(`http://127.0.0.1:${port}${path(req.url ?? '')}`, {
    method: req.method ?? 'GET',
    headers: headers(Object.fromEntries(single) as Env),
    body: new Uint8Array(body(await bodyOf(req))),
  }).catch(() => null);
  if (reply === null) return void res.writeHead(502).end('Bad gateway');
  const text = await reply.text();
  const type = reply.headers.get('content-type') ?? 'text/plain';
  res.writeHead(answer?.status ?? reply.status, { 'content-type': type }).end(answer?.body ?? text);
}

/** A proxy before the server of `env`, as its PUBLIC_URL. */
export async function behindProxy(env: Env, passing: Passing = {}): Promise<Env> {
  const { url } = await listen((req, res) => void pass([req, res], env.PORT ?? '', passing));
  return { ...env, PUBLIC_URL: url };
}

export function expectNoSecrets(text: string): void {
  for (const secret of [PROJECT.keySecret, PLAN.apiToken, SECRET, '12025550123']) {
    expect(text).not.toContain(secret);
  }
}
