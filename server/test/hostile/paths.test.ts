/** Addresses that mean one thing to a router and another to a file system or a proxy. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptingGateway, startApp } from '../harness.ts';
import type { TestApp } from '../harness.ts';
import { request, say, statusesOf } from './wire.ts';

const TOKEN = 'a'.repeat(24);
const KEPT = 'kept from everyone';
const OPEN = 'for everyone';

let folder: string;
let app: TestApp;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paths-'));
  mkdirSync(join(folder, 'page/assets/.hidden'), { recursive: true });
  writeFileSync(join(folder, 'page/index.html'), OPEN);
  writeFileSync(join(folder, 'page/assets/app.js'), OPEN);
  for (const file of ['secret', '.env', 'pages', 'page/.env', 'page/assets/.hidden/file']) {
    writeFileSync(join(folder, file), KEPT);
  }
  app = await startApp({
    gateway: acceptingGateway(),
    pageDirectory: join(folder, 'page'),
    env: { ACCESS_TOKENS: `ann:${TOKEN}` },
  });
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

async function get(path: string, headers: string[] = []): Promise<{ status: number; said: string }> {
  const said = await say(app.port, request(`GET ${path} HTTP/1.1`, headers));
  return { status: statusesOf(said)[0] ?? 0, said };
}

it('the page itself is served', async () => {
  expect((await get('/')).said).toContain(OPEN);
  expect((await get('/assets/app.js')).said).toContain(OPEN);
});

describe('no file beside the page is served:', () => {
  const UP = [
    '..',
    '%2e%2e',
    '.%2e',
    '%2E.',
    '..;',
    '..%3b',
    '%252e%252e',
    '%c0%ae%c0%ae',
    '\\..',
    '..%5c',
    '..\\',
  ];
  it.each([
    ...UP.flatMap((up) => [`/${up}/secret`, `/assets/${up}/${up}/secret`, `/${up}%2fsecret`]),
    '/secret',
    '/pages',
    '/../pages',
    '/..%00/secret',
    '/assets/app.js%00',
    '/assets/%00/../../../secret',
    '/secret%00.js',
    '/.env',
    '/%2eenv',
    '/assets/.hidden/file',
    '/assets/%2ehidden/file',
    '//etc/passwd',
    '///etc/passwd',
    '/%2f/etc/passwd',
    '/%2fetc%2fpasswd',
    '/assets//..//..//secret',
    '/assets/..%2f..%2fsecret',
    '/%',
    '/%zz',
    '/%ff%fe',
    `/${'../'.repeat(1000)}etc/passwd`,
    `/${'%2e%2e/'.repeat(1000)}etc/passwd`,
    'http://localhost/../secret',
    '/assets',
    '/assets/',
  ])('%s', async (path) => {
    const { status, said } = await get(path);
    expect([301, 400, 401, 403, 404]).toContain(status);
    expect(said).not.toContain(KEPT);
    expect(said).not.toContain('root:');
    // Where its folder lies is nobody's business.
    expect(said).not.toContain(folder);
  });

  it.each([
    '//evil.example',
    '//evil.example/..',
    '/\\evil.example',
    '/\\evil.example/..',
    '/\\evil.example/../assets',
    '//evil.example/%2e%2e',
    '/assets//evil.example/..',
  ])('and nobody is sent elsewhere: %s', async (path) => {
    expect((await get(path)).said).not.toMatch(/^Location: *(\/\/|\/\\|http)/im);
  });
});

describe('no way of writing the address goes round the access token:', () => {
  const WAYS = [
    '//api/messages',
    '/api//messages',
    '/API/messages',
    '/Api/Messages/',
    '/api/%6dessages',
    '/%61pi/messages',
    '/api/messages/',
    '/api/messages;x',
    '/api;x/messages',
    '/api/messages?',
    '/api/messages#',
    '/api/messages%00',
    '/api/messages%20',
    '/api/messages.json',
    '/./api/messages',
    '/assets/../api/messages',
    '/assets/..%2fapi/messages',
    '/assets/%2e%2e/api/messages',
    '/healthz/../api/messages',
    '/healthz/..;/api/messages',
    '/api/session/../messages',
    '/api/session/..%2fmessages',
    '/api/login/../messages',
    '/webhooks/sinch/delivery/../../../api/messages',
    'http://localhost/api/messages',
    'http://localhost//api/messages',
    '/api/messages/%2e%2e/setup',
    '/send-sms/',
    '/SEND-SMS',
  ];
  it.each(WAYS)('%s', async (path) => {
    const { status, said } = await get(path);
    expect([301, 400, 401, 404]).toContain(status);
    expect(said).not.toContain('"items"');
  });

  it('with the token the plain one is answered', async () => {
    expect((await get('/api/messages', [`Authorization: Bearer ${TOKEN}`])).said).toContain('"items"');
  });
});

it('no such address was a fault of the server', () => {
  expect(app.logLines.filter((line) => line.includes('request failed'))).toEqual([]);
});
