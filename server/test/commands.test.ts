/** The commands of the README, on free ports, as a newcomer runs them. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EXAMPLE_SECRET } from '../src/config.ts';
import { messageSchema } from '../src/contract.ts';
import { freePort } from './harness.ts';
import { keepLog } from './keep-log.ts';
import { isAlive, runScript, type Running } from './run-script.ts';

vi.setConfig({ testTimeout: 90_000 });

let folder: string;
let running: Running | null = null;
let environment: Record<string, string> = {};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commands-'));
});

afterEach(async () => {
  running?.kill('SIGTERM');
  await running?.ended;
  // Of `npm run dev` and `npm start`: their servers speak through them.
  const file = join(folder, 'env');
  const written = existsSync(file) ? parse(readFileSync(file)) : {};
  keepLog({ ...written, ...environment })(running?.output() ?? '');
  running = null;
  rmSync(folder, { recursive: true });
});

function run(script: string, env: Record<string, string>): Running {
  environment = env;
  running = runScript([`server/scripts/${script}.ts`], { ENV_FILE: join(folder, 'env'), ...env });
  return running;
}

async function freePorts(): Promise<{ PORT: string; EMULATOR_PORT: string; CLIENT_ORIGIN: string }> {
  const [server, emulator, client] = await Promise.all([freePort(), freePort(), freePort()]);
  return {
    PORT: String(server),
    EMULATOR_PORT: String(emulator),
    CLIENT_ORIGIN: `http://localhost:${client}`,
  };
}

/** The compiler that tsx starts notices a moment later that nobody needs it any more. */
const untilGone = (children: number[]): Promise<void> =>
  vi.waitFor(() => expect(children.filter(isAlive)).toEqual([]), { timeout: 20_000 });

async function readMessage(url: string): Promise<string | null | undefined> {
  const message = messageSchema.parse(await (await fetch(url)).json());
  return message.recipients[0]?.status;
}

test('npm run dev: from nothing to Delivered, and a SIGTERM to it alone leaves no process behind', async () => {
  const ports = await freePorts();
  const dev = run('dev', { ...ports, EMULATOR_SPEED: '20' });
  await dev.until('Page: ');
  expect(dev.output().trim().split('\n').at(-1)).toBe(`Page: ${ports.CLIENT_ORIGIN}`);
  expect(dev.output()).toMatch(/^emulator \| /m);
  expect(dev.output()).toMatch(/^server {3}\| /m);
  expect(dev.output()).toMatch(/^client {3}\| /m);

  const server = `http://localhost:${ports.PORT}`;
  expect((await fetch(`${server}/readyz`)).status).toBe(200);
  expect(await (await fetch(ports.CLIENT_ORIGIN)).text()).toContain('<div id="root">');
  const sent = await fetch(`${server}/send-sms`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: '+12025550101', message: 'Hello' }),
  });
  const { id } = messageSchema.parse(await sent.json());
  const delivered = () => readMessage(`${server}/api/messages/${id}`);
  await vi.waitFor(async () => expect(await delivered()).toBe('DELIVERED'), {
    timeout: 10_000,
    interval: 100,
  });

  const children = dev.descendants();
  expect(children.length).toBeGreaterThanOrEqual(3);
  dev.kill('SIGTERM');
  expect(await dev.ended).toBe(0);
  await untilGone(children);
});

test('npm run dev writes .env once, for its owner alone, with a secret of its own', async () => {
  const file = join(folder, 'env');
  const ports = await freePorts();
  const busy = createServer().listen(Number(ports.PORT), '127.0.0.1');
  await once(busy, 'listening');
  const first = run('dev', ports);
  expect(await first.ended).toBe(1);
  expect(first.output()).toContain('Wrote ');
  expect(first.output()).toContain(`PORT: port ${ports.PORT} of the server is in use`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const written = readFileSync(file, 'utf8');
  expect(parse(written).SINCH_WEBHOOK_SECRET).toMatch(/^[\w-]{43}$/);
  expect(written).not.toContain(EXAMPLE_SECRET);

  const second = run('dev', ports);
  expect(await second.ended).toBe(1);
  expect(second.output()).not.toContain('Wrote ');
  expect(readFileSync(file, 'utf8')).toBe(written);
  busy.close();
});

test('npm run dev names every variable at fault and starts nothing', async () => {
  const dev = run('dev', { ...(await freePorts()), HOST: '0.0.0.0', SINCH_REGION: 'mars' });
  expect(await dev.ended).toBe(1);
  expect(dev.output()).toContain('HOST must be');
  expect(dev.output()).toContain('SINCH_REGION must be');
  expect(dev.output()).not.toContain(' | ');
});

test('npm run dev starts no emulator when Sinch is the real one', async () => {
  const dev = run('dev', { ...(await freePorts()), SINCH_AUTH_URL: '', SINCH_SMS_URL: '' });
  await dev.until('server   | ');
  expect(dev.output()).toContain('The emulator is not started');
  expect(dev.output()).not.toMatch(/^emulator/m);
});

test('npm start builds, serves API and page on one port, and stops in order', async () => {
  const { PORT } = await freePorts();
  const env = parse(readFileSync(join(import.meta.dirname, '../../.env.example')));
  const start = run('start', { ...env, PORT, ENV_FILE: '' });
  await start.until('"ready"');
  const ready = async () => (await fetch(`http://localhost:${PORT}/readyz`)).status;
  await vi.waitFor(async () => expect(await ready()).toBe(200), { timeout: 5000 });
  const page = await fetch(`http://localhost:${PORT}/`);
  expect(page.headers.get('content-type')).toContain('text/html');
  const children = start.descendants();
  start.kill('SIGTERM');
  expect(await start.ended).toBe(0);
  await untilGone(children);
  expect(existsSync(join(import.meta.dirname, '../dist/main.js'))).toBe(true);
});
