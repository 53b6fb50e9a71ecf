/** Until there are access tokens, only this machine comes in; a tunnel exposes the webhook and nothing else. */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptingGateway, startApp } from './harness.ts';
import type { TestApp } from './harness.ts';
import { recipientReport, signedHeaders } from './sinch-callback.ts';

let app: TestApp;
let pageDirectory: string;
beforeAll(async () => {
  pageDirectory = mkdtempSync(join(tmpdir(), 'page-'));
  mkdirSync(join(pageDirectory, 'assets'));
  writeFileSync(
    join(pageDirectory, 'index.html'),
    '<script type="module" nonce="__CSP_NONCE__" src="/assets/app.js"></script>',
  );
  writeFileSync(join(pageDirectory, 'assets', 'app.js'), 'export {};');
  app = await startApp({ gateway: acceptingGateway(), pageDirectory });
});
afterAll(async () => {
  await app.close();
  rmSync(pageDirectory, { recursive: true });
});

const through: [string, Record<string, string>][] = [
  [
    'a tunnel',
    { Host: 'abc.ngrok-free.app', 'X-Forwarded-For': '203.0.113.9', 'X-Forwarded-Proto': 'https' },
  ],
  ['a tunnel that rewrites the Host', { Host: 'localhost:3001', 'X-Forwarded-Host': 'abc.ngrok-free.app' }],
  ['a proxy', { Forwarded: 'for=203.0.113.9' }],
  ['a rebound DNS name', { Host: 'evil.example' }],
  ['a name that only looks local', { Host: 'localhost.evil.example' }],
];

describe.each(through)('through %s', (_what, headers) => {
  it.each([
    '/',
    '/api/messages',
    '/api/setup',
    '/api/meanings',
    '/api/messages/x',
    '/api/replies',
    '/assets/app.js',
  ])('%s stays closed', async (path) => {
    const { body } = await request(app.server).get(path).set(headers).expect(403);
    expect(body.code).toBe('not_from_here');
  });

  it('nothing can be sent or cancelled', async () => {
    const send = request(app.server).post('/send-sms').set(headers);
    await send.send({ to: '+12025550101', message: 'Hi' }).expect(403);
    await request(app.server).post('/api/messages/x/cancel').set(headers).send({}).expect(403);
  });

  it('callbacks and health are open', async () => {
    const body = recipientReport({ batch_id: 'B' });
    const callback = request(app.server)
      .post('/webhooks/sinch/delivery')
      .set(signedHeaders(body))
      .set(headers);
    await callback.send(body).expect(200);
    await request(app.server).get('/healthz').set(headers).expect(200);
    await request(app.server).get('/readyz').set(headers).expect(200);
  });
});

it.each(['localhost', 'localhost:3001', '127.0.0.1:3001', '[::1]:3001'])(
  '%s is this machine',
  async (host) => {
    await request(app.server).get('/api/setup').set('Host', host).expect(200);
  },
);

describe('CORS', () => {
  const origin = 'http://localhost:5173';

  it('lets the page in development send, poll and read what it needs', async () => {
    const preflight = await request(app.server)
      .options('/send-sms')
      .set({
        Origin: origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'content-type,idempotency-key,if-none-match',
      })
      .expect(204);
    expect(preflight.headers['access-control-allow-origin']).toBe(origin);
    expect(preflight.headers['access-control-allow-headers']).toMatch(/Idempotency-Key.*If-None-Match/);
    const read = await request(app.server).get('/api/messages').set('Origin', origin).expect(200);
    expect(read.headers['access-control-expose-headers']).toMatch(/ETag.*Retry-After/);
  });

  it('leaves the headers out for any other origin, and rejects nobody', async () => {
    const { headers } = await request(app.server)
      .get('/api/messages')
      .set('Origin', 'https://evil.example')
      .expect(200);
    expect(headers['access-control-allow-origin']).toBeUndefined();
    const own = `http://127.0.0.1:${app.port}`;
    await request(app.server)
      .post('/send-sms')
      .set('Origin', own)
      .send({ to: '+12025550101', message: 'x' })
      .expect(201);
  });
});

describe('the page', () => {
  it.each(['/', '/messages/01J00000000000000000000000'])(
    'is served at %s under a strict policy with a nonce',
    async (path) => {
      const { text, headers } = await request(app.server).get(path).expect(200);
      const nonce = /nonce="([^"]+)"/.exec(text)?.[1];
      const policy = headers['content-security-policy']!;
      expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toContain('unsafe');
      expect(policy).not.toContain('upgrade-insecure-requests');
      expect(headers['strict-transport-security']).toBeUndefined();
    },
  );

  it('gets another nonce each time', async () => {
    const texts = await Promise.all([1, 2].map(async () => (await request(app.server).get('/')).text));
    expect(texts[0]).not.toBe(texts[1]);
  });

  it('has files that are cached for good', async () => {
    const { headers } = await request(app.server).get('/assets/app.js').expect(200);
    expect(headers['cache-control']).toContain('immutable');
  });
});
