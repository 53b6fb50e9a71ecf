import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { WEBHOOK_PATH } from '../src/config.ts';
import { createFileStore } from '../src/store/sqlite/sqlite.ts';
import { PROJECT, SECRET, freePort, postSend } from './harness.ts';
import { startProgram } from './program.ts';
import type { Program } from './program.ts';

let program: Program;
let sinch: Server | undefined;
afterEach(() => {
  program.process.kill('SIGKILL');
  sinch?.close();
  sinch?.closeAllConnections();
  sinch = undefined;
});

const environment = async (overrides: Record<string, string> = {}): Promise<Record<string, string>> => ({
  PORT: String(await freePort()),
  SINCH_PROJECT_ID: PROJECT.projectId,
  SINCH_KEY_ID: PROJECT.keyId,
  SINCH_KEY_SECRET: PROJECT.keySecret,
  SINCH_WEBHOOK_SECRET: SECRET,
  SINCH_AUTH_URL: 'http://127.0.0.1:9',
  SINCH_SMS_URL: 'http://127.0.0.1:9',
  ...overrides,
});

/** A Sinch that answers sends when the test lets it. */
async function startSlowSinch(): Promise<{ url: string; asked: Promise<ServerResponse> }> {
  let ask: (res: ServerResponse) => void;
  const asked = new Promise<ServerResponse>((resolve) => (ask = resolve));
  sinch = createServer((req, res) => {
    if (req.url === '/oauth2/token') res.end('{"access_token":"t"}');
    else ask(res);
  });
  await new Promise<void>((resolve) => sinch?.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(sinch.address() as AddressInfo).port}`, asked };
}

it('says every fault of the configuration at once, with its remedy and no secret, and exits with 1', async () => {
  const secret = 'example-secret-for-the-emulator-only';
  program = startProgram({
    PORT: 'x',
    HOST: '0.0.0.0',
    SINCH_API_TOKEN: 't0ps3cret',
    SINCH_WEBHOOK_SECRET: secret,
  });
  expect(await program.exit).toBe(1);
  for (const variable of ['PORT', 'HOST', 'SINCH_SERVICE_PLAN_ID'])
    expect(program.output()).toContain(variable);
  expect(program.output()).not.toContain('t0ps3cret');
  expect(program.output()).not.toContain(secret);
});

it('names the variable when its port is in use', async () => {
  const { url } = await startSlowSinch();
  program = startProgram(await environment({ PORT: new URL(url).port }));
  expect(await program.exit).toBe(1);
  expect(program.output()).toMatch(/PORT \d+ is in use/);
});

it.each<[string, Record<string, string>]>([
  ['sms', {}],
  ['conversation', { SINCH_CONVERSATION_APP_ID: 'our-app' }],
])('sends through the API that was chosen, and says that it is %s', async (transport, chosen) => {
  const { url, asked } = await startSlowSinch();
  const hosts = { SINCH_AUTH_URL: url, SINCH_SMS_URL: url, SINCH_CONVERSATION_URL: url };
  const env = await environment({ ...hosts, ...chosen });
  program = startProgram(env);
  await program.says('"ready"');
  expect(program.output()).toContain(`"transport":"${transport}"`);
  const answer = postSend({ url: `http://127.0.0.1:${env.PORT}` }, { to: '+12025550101' });
  const id = 'an-id-of-sinch';
  (await asked).writeHead(201).end(JSON.stringify({ id, message_id: id }));
  expect(await (await answer).json()).toMatchObject({ transport, recipients: [{ messageId: id }] });
});

it.each(['SIGTERM', 'SIGINT'] as const)('%s: finishes what runs, then exits with 0', async (signal) => {
  const { url, asked } = await startSlowSinch();
  const env = await environment({ SINCH_AUTH_URL: url, SINCH_SMS_URL: url });
  program = startProgram(env);
  await program.says('"ready"');
  const answer = postSend({ url: `http://127.0.0.1:${env.PORT}` }, { to: '+12025550101' });
  const sinchAnswer = await asked;
  program.process.kill(signal);
  await program.says('stopping');
  await expect(fetch(`http://127.0.0.1:${env.PORT}/healthz`)).rejects.toThrow();
  sinchAnswer.writeHead(201).end('{"id":"B1"}');
  expect((await answer).status).toBe(201);
  expect(await program.exit).toBe(0);
  expect(program.output()).toContain('"stopped"');
});

it('what was refused just before it stops is kept all the same', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'program-'));
  const path = join(folder, 'sms.db');
  program = startProgram(await environment({ DATABASE_URL: `file:${path}` }));
  await program.says('"ready"');
  const port = Number(/"port":(\d+)/.exec(program.output())?.[1]);
  const forged = await fetch(`http://127.0.0.1:${port}${WEBHOOK_PATH}`, { method: 'POST', body: '{}' });
  expect(forged.status).toBe(401);
  program.process.kill('SIGTERM');
  expect(await program.exit).toBe(0);
  const store = createFileStore(path);
  await store.open();
  const { items } = await store.listCallbacks({ limit: 5, of: { kept: 'rejected' }, after: null });
  await store.close();
  rmSync(folder, { recursive: true });
  expect(items).toMatchObject([{ reason: 'missing' }]);
});

it('a second signal ends at once', async () => {
  const { url, asked } = await startSlowSinch();
  const env = await environment({ SINCH_AUTH_URL: url, SINCH_SMS_URL: url });
  program = startProgram(env);
  await program.says('"ready"');
  const answer = postSend({ url: `http://127.0.0.1:${env.PORT}` }, { to: '+12025550101' });
  const lost = answer.then(
    () => false,
    () => true,
  );
  await asked;
  program.process.kill('SIGTERM');
  await program.says('stopping');
  program.process.kill('SIGTERM');
  expect(await program.exit).toBe(130);
  expect(await lost).toBe(true);
});
