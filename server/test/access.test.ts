/** A tunnel exposes the webhook and the health routes; with access tokens also what one needs to log in. */
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptingGateway, postSend, startApp } from './harness.ts';
import type { TestApp } from './harness.ts';
import type { Message } from '../src/contract.ts';
import type { Gateway } from '../src/sinch/gateway.ts';
import { createPageFolder } from './page-folder.ts';
import type { PageFolder } from './page-folder.ts';
import { rawRequest } from './raw-request.ts';
import { recipientReport, signedHeaders } from './sinch-callback.ts';

const TOKEN = 'a-token-of-ann-that-is-long-enough';
const BEARER = { Authorization: `Bearer ${TOKEN}` };
const WITH_TOKENS = { ACCESS_TOKENS: `ann:${TOKEN}` };

let app: TestApp;
let page: PageFolder;
beforeAll(async () => {
  page = createPageFolder();
  app = await startApp({ gateway: acceptingGateway(), pageDirectory: page.path });
});
afterAll(async () => {
  await app.close();
  page.remove();
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
  [
    'a proxy that says it is this machine',
    { 'X-Forwarded-For': '127.0.0.1', 'X-Forwarded-Host': 'localhost' },
  ],
];

/** What sends and what erases, if it gets through. */
const HARM: Record<string, object> = {
  '/send-sms': { to: '+12025550102', message: 'Hi' },
  '/api/forget': { number: '+12025550101' },
};

/** What everybody may ask, and nothing else: `ALL` is any method. */
const OPEN = ['ALL /webhooks/sinch/delivery', 'GET /healthz', 'GET /readyz'];
const OPEN_WITH_TOKENS = [
  ...OPEN,
  'GET /index.html',
  'GET /',
  'GET /messages/:id',
  'GET /overview',
  'GET /callbacks',
  'GET /callbacks/:id',
  'GET /api/session',
  'POST /api/login',
  'POST /api/logout',
];

describe.each([
  ['without access tokens', {}, OPEN, 403, 'not_from_here'],
  ['with access tokens', WITH_TOKENS, OPEN_WITH_TOKENS, 401, 'unauthorized'],
  [
    'and trust in this machine',
    { ...WITH_TOKENS, ACCESS_TRUST_LOOPBACK: '1' },
    OPEN_WITH_TOKENS,
    401,
    'unauthorized',
  ],
] as const)('%s', (_kind, access, open, status, code) => {
  describe.each(['', 'loopback', '1'])('and TRUST_PROXY=%s', (TRUST_PROXY) => {
    let closed: TestApp;
    let id: string;
    beforeAll(async () => {
      const env = { ...access, TRUST_PROXY };
      const cancel: Gateway['cancel'] = async () => ({ kind: 'cancelled' });
      const gateway = { ...acceptingGateway(), cancel };
      closed = await startApp({ env, gateway, pageDirectory: page.path });
      const sent = await postSend(closed, { to: '+12025550101' }, BEARER);
      ({ id } = (await sent.json()) as Message);
    });
    afterAll(() => closed.close());
    const isOpen = (method: string, path: string): boolean =>
      open.some((route) => route === `${method} ${path}` || route === `ALL ${path}`);
    /** With the right content type, a message that there is and what would do harm, so that only the door can refuse it. */
    const knock = (method: string, path: string, headers: Record<string, string>) => {
      const reads = method === 'GET' || method === 'HEAD';
      const json = reads ? {} : { 'Content-Type': 'application/json' };
      const filled = path.replace(':id', id);
      const by = method === 'ALL' ? 'PUT' : method;
      const body = reads ? undefined : JSON.stringify(HARM[path] ?? {});
      return rawRequest(closed.port, by, filled, { ...json, ...headers }, body);
    };

    it.each(through)('through %s every other route is closed', async (_what, headers) => {
      const wrong: string[] = [];
      for (const { method, path } of closed.routes) {
        const { body, status: answered, headers: said } = await knock(method, path, headers);
        // The webhook refuses what is unsigned by an answer of its own.
        const isClosed = answered === 403 || said['www-authenticate'] === 'Bearer';
        const isRefused = isClosed && answered === status && body.code === code && !said['set-cookie'];
        if (isRefused === isOpen(method, path)) wrong.push(`${method} ${path}: ${answered}`);
      }
      expect(wrong).toEqual([]);
    });

    it.each(through)('through %s so is all that there is not', async (_what, headers) => {
      for (const [method, path] of [
        ['GET', '/api'],
        ['GET', '/api/'],
        ['GET', '/api/anything'],
        ['GET', '/anything'],
        ['GET', '//api/setup'],
        ['GET', '/API/SETUP'],
        ['GET', '/healthz/../api/setup'],
        ['GET', '/webhooks/sinch/delivery/../../../api/setup'],
        ['HEAD', '/api/messages'],
        ['DELETE', `/api/messages/${id}`],
        ['PUT', '/send-sms'],
      ] as const) {
        expect([path, (await knock(method, path, headers)).status]).toEqual([path, status]);
      }
    });

    it('nothing came of it: no other message, none cancelled, nobody erased', async () => {
      for (const [, headers] of through)
        for (const { method, path } of closed.routes) await knock(method, path, headers);
      const { body } = await request(closed.server).get('/api/messages').set(BEARER).expect(200);
      expect(body.items).toMatchObject([{ id, canceledAt: null }]);
      await request(closed.server).get('/api/deeds').set(BEARER).expect(200, { items: [], next: null });
    });
  });
});

it('the routes are read from the app itself: also those of routers in it', () => {
  const found = app.routes.map(({ method, path }) => `${method} ${path}`);
  expect(found).toEqual(
    expect.arrayContaining([
      'POST /webhooks/sinch/delivery',
      'POST /send-sms',
      'GET /api/messages',
      'GET /api/messages/:id',
      'GET /api/messages/:id/replies',
      'GET /',
      'GET /messages/:id',
    ]),
  );
});

describe.each(through)('through %s', (_what, headers) => {
  it('the files of the page stay closed', async () => {
    await request(app.server).get('/assets/app.js').set(headers).expect(403);
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
  it.each(['/', '/messages/01J00000000000000000000000', '/overview', '/callbacks', '/callbacks/1'])(
    'is served at %s under a strict policy with a nonce',
    async (path) => {
      const { text, headers } = await request(app.server).get(path).expect(200);
      const nonce = /nonce="([^"]+)"/.exec(text)?.[1];
      const policy = headers['content-security-policy']!;
      // To the last word: whatever is allowed beyond this opens the page to scripts or frames of others.
      expect(policy.split(';').toSorted()).toEqual([
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "manifest-src 'self'",
        "script-src 'self'",
        `style-src 'self' 'nonce-${nonce}'`,
      ]);
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
