/** Each way in which a callback can fail to arrive, named for what it is: with the server running, and without. */
import { describe, expect, test } from 'vitest';
import { listenForCanaries } from '../../scripts/doctor/canary-post.ts';
import { signedCanary } from '../../scripts/doctor/canary.ts';
import { createFileStore } from '../../src/store/sqlite/sqlite.ts';
import { temporaryFolder } from '../database.ts';
import { freePort, startApp, testConfig } from '../harness.ts';
import { postCallback, recipientReport, signedHeaders } from '../sinch-callback.ts';
import { answering, behindProxy, consultOn, listen, othersThan, pass, SECRET, serve, setUp } from './kit.ts';
import type { Env } from './kit.ts';

const TOKEN = 'a-token-of-ann-that-is-long-enough';

/** What a proxy that reads JSON and writes it anew makes of a body. */
const rewritten = (body: Buffer): Buffer => Buffer.from(JSON.stringify(JSON.parse(body.toString())));
const trimmed = (body: Buffer): Buffer => Buffer.from(body.toString().trim());
const without =
  (pattern: RegExp) =>
  (headers: Env): Env =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => !pattern.test(name)));

type Break = (env: Env) => Promise<Env>;
const answeringWith =
  (...answer: Parameters<typeof answering>): Break =>
  async (env) => ({ ...env, PUBLIC_URL: (await answering(...answer)).url });
const proxied =
  (passing: Parameters<typeof behindProxy>[1]): Break =>
  (env) =>
    behindProxy(env, passing);

const HTML = { 'content-type': 'text/html' };

/** The same, whoever is there to receive. */
const FAULTS: [what: string, breaks: Break, cause: string, says: RegExp][] = [
  [
    'a name that does not exist',
    async (env) => ({ ...env, PUBLIC_URL: 'https://sms.invalid' }),
    'dns',
    /sms\.invalid/,
  ],
  [
    'https where only http is spoken',
    async (env) => ({ ...env, PUBLIC_URL: (await answering(200)).url.replace('http:', 'https:') }),
    'tls',
    /certificate/,
  ],
  [
    'an address where nothing listens',
    async (env) => ({ ...env, PUBLIC_URL: `http://127.0.0.1:${await freePort()}` }),
    'refused',
    /tunnel/,
  ],
  [
    'an address that breaks the connection',
    async (env) => ({ ...env, PUBLIC_URL: (await listen((req) => req.socket.destroy())).url }),
    'broken',
    /breaks off/,
  ],
  [
    'a tunnel of ngrok that is down',
    answeringWith(404, { 'ngrok-error-code': 'ERR_NGROK_3200' }, 'The endpoint is offline.'),
    'tunnel_offline',
    /down/,
  ],
  [
    'a tunnel of ngrok that is down, by its page alone',
    answeringWith(404, HTML, '<p>The endpoint x.ngrok-free.app is offline.</p><p>ERR_NGROK_3200</p>'),
    'tunnel_offline',
    /PUBLIC_URL/,
  ],
  [
    'a tunnel of Cloudflare that is down',
    answeringWith(530, {}, 'error code: 1033'),
    'tunnel_offline',
    /down/,
  ],
  [
    'a tunnel to another port',
    answeringWith(502, { 'ngrok-error-code': 'ERR_NGROK_8012' }),
    'tunnel_without_server',
    /ngrok http \d+/,
  ],
  [
    'a tunnel of Cloudflare to another port',
    answeringWith(502, { server: 'cloudflare' }, '<html>Bad gateway</html>'),
    'tunnel_without_server',
    /PORT/,
  ],
  [
    'a limit of the tunnel',
    answeringWith(429, { 'ngrok-error-code': 'ERR_NGROK_727' }),
    'tunnel_trouble',
    /ERR_NGROK_727/,
  ],
  [
    'a redirect',
    answeringWith(308, { location: 'https://www.example.com/webhooks?key=hidden' }),
    'redirect',
    /https:\/\/www\.example\.com\/webhooks \(/,
  ],
  ['a password before the server', answeringWith(401, { 'www-authenticate': 'Basic' }), 'guarded', /sign-in/],
  ['a firewall before the server', answeringWith(403, HTML, 'Forbidden'), 'guarded', /HTTP 403/],
  ['another program', answeringWith(200, HTML, '<h1>It works!</h1>'), 'other_program', /Another program/],
  [
    'another program that has no such address',
    answeringWith(404, HTML, 'Not found'),
    'other_program',
    /HTTP 404/,
  ],
  ['a proxy that reaches nobody', answeringWith(502, {}, 'Bad gateway'), 'nothing_behind', /no server/],
  [
    'a proxy that adds to the path',
    proxied({ path: (path) => `/hooks${path}` }),
    'path',
    /\/webhooks\/sinch\/delivery/,
  ],
  ['a proxy that writes the JSON anew', proxied({ body: rewritten }), 'body_changed', /reads JSON/],
  ['a proxy that trims', proxied({ body: trimmed }), 'body_changed', /bytes/],
  ['a proxy that passes no body on', proxied({ body: () => Buffer.from('{}') }), 'body_changed', /bytes/],
  [
    'a proxy that drops one header of the signature',
    proxied({ headers: without(/-nonce$/) }),
    'headers_changed',
    /x-sinch-webhook-signature/,
  ],
];

describe.each([
  ['while the server runs', true],
  ['while it does not', false],
])('%s', (_, isRunning) => {
  test.each(FAULTS)('%s', async (__, breaks, cause, says) => {
    const env = await breaks(await setUp());
    if (isRunning) await serve(env);
    const { status, causes, text, checks } = await consultOn('webhook', env);
    expect({ status, cause: causes[0] }).toEqual({ status: 'fail', cause });
    expect(text).toMatch(says);
    expect(text).not.toContain('hidden');
    expect(othersThan('webhook', checks)).toMatchObject({
      configuration: 'pass',
      credentials: 'pass',
      account: 'pass',
    });
  });

  test('an address that never answers', async () => {
    const env = await setUp({}, { PUBLIC_URL: (await listen(() => {})).url });
    if (isRunning) await serve(env);
    const { causes } = await consultOn('webhook', env, { deadlineMs: 1500 });
    expect(causes[0]).toBe('timeout');
  });

  test('a proxy that changes nothing is good', async () => {
    const env = await behindProxy(await setUp());
    if (isRunning) await serve(env);
    const { causes } = await consultOn('webhook', env);
    expect(causes).toEqual(isRunning ? ['this_machine'] : ['this_machine', 'server_stopped']);
  });

  test('two servers that take turns', async () => {
    const env = await setUp();
    const other = await startElsewhere({});
    let turn = 0;
    const { url } = await listen((req, res) => {
      void pass([req, res], (turn += 1) % 2 === 0 ? env.PORT! : other);
    });
    const setup = { ...env, PUBLIC_URL: url };
    if (isRunning) await serve(setup);
    expect((await consultOn('webhook', setup)).causes[0]).toBe('two_servers');
  });

  test('another server, which has the same secret', async () => {
    const env = await setUp({}, { PUBLIC_URL: `http://127.0.0.1:${await startElsewhere({})}` });
    if (isRunning) await serve(env);
    expect((await consultOn('webhook', env)).causes[0]).toBe('other_server');
  });

  test('something that accepts whatever comes', async () => {
    const env = await behindProxy(await setUp(), { answer: { status: 200, body: '{"received":true}' } });
    if (isRunning) await serve(env);
    expect((await consultOn('webhook', env)).causes[0]).toBe('forgery_accepted');
  });

  test.each([
    ['no address at all', ''],
    ['an address of this machine', 'http://127.0.0.1:1'],
  ])('%s, with the real Sinch', async (__, url) => {
    const env = await setUp();
    const emulator = env.SINCH_SMS_URL ?? '';
    const real = { ...env, SINCH_SMS_URL: '', SINCH_CONVERSATION_URL: '', PUBLIC_URL: url };
    if (isRunning) await serve(real);
    const hosts = { auth: emulator, sms: { us: emulator }, conversation: {} };
    const { causes, text } = await consultOn('webhook', real, { hostsOf: () => hosts });
    expect(causes).toEqual(['public_url_missing']);
    expect(text).toContain('NGROK_AUTHTOKEN');
  });
});

/** A server of this program on another port, with the same secret unless `more` says otherwise. */
async function startElsewhere(more: Env): Promise<number> {
  const env = await setUp({}, more);
  return (await serve(env)).port;
}

describe('the server that runs', () => {
  test('was started with another secret', async () => {
    const env = await setUp();
    await serve({ ...env, SINCH_WEBHOOK_SECRET: 'the secret before it was changed' });
    const { causes, text } = await consultOn('webhook', env);
    expect(causes).toEqual(['secret_differs']);
    expect(text).toContain('Restart');
  });

  test('takes callbacks, while the address leads to another one with another secret', async () => {
    const port = await startElsewhere({ SINCH_WEBHOOK_SECRET: 'another secret of another server' });
    const env = await setUp({}, { PUBLIC_URL: `http://127.0.0.1:${port}` });
    await serve(env);
    const { causes, text } = await consultOn('webhook', env);
    expect(causes).toEqual(['changed_or_other_server']);
    expect(text).toContain('stop the server');
  });

  test('cannot tell that all headers of the signature are dropped', async () => {
    const env = await behindProxy(await setUp(), { headers: without(/^x-sinch/) });
    await serve(env);
    expect(await consultOn('webhook', env)).toMatchObject({ causes: ['changed_or_other_server'] });
  });

  test('is not ready', async () => {
    const env = await setUp();
    const app = await serve(env);
    app.lifecycle.phase = 'starting';
    const { causes, text } = await consultOn('webhook', env);
    expect(causes).toEqual(['server_not_ready']);
    expect(text).toContain('starting');
  });

  test('wants an access token, and is shown the first: in its API, and nowhere else', async () => {
    const env = await setUp({}, { ACCESS_TOKENS: `ann:${TOKEN},bob:${TOKEN}-too` });
    const shown = new Set<string>();
    const app = await serve(env);
    app.server.prependListener('request', ({ url, headers }) => {
      if (headers.authorization !== undefined) shown.add(`${headers.authorization} ${url}`);
    });
    const { causes, checks } = await consultOn('webhook', env);
    expect(causes).toEqual(['this_machine']);
    expect(othersThan('webhook', checks)).toMatchObject({ configuration: 'pass' });
    expect([...shown]).toContain(`Bearer ${TOKEN} /api/callbacks`);
    expect([...shown].filter((one) => !/ \/(api\/.*|send-sms)$/.test(one))).toEqual([]);
  });

  test('was started with other access tokens', async () => {
    const env = await setUp();
    await serve({ ...env, ACCESS_TOKENS: `ann:${TOKEN}` });
    for (const ACCESS_TOKENS of ['', `ann:${TOKEN}-of-today`]) {
      const { causes, text } = await consultOn('webhook', { ...env, ACCESS_TOKENS });
      expect(causes).toEqual(['other_tokens']);
      expect(text).toContain('Restart it');
      expect(text).not.toContain(TOKEN);
    }
  });

  test('is another program', async () => {
    const env = await setUp();
    await listen((_req, res) => void res.end('Hello'), Number(env.PORT));
    const { causes, text } = await consultOn('webhook', env);
    expect(causes).toEqual(['port_taken']);
    expect(text).toContain(`lsof -i :${env.PORT}`);
  });

  test('is something that speaks no HTTP', async () => {
    const env = await setUp();
    await listen((req) => req.socket.destroy(), Number(env.PORT));
    expect(await consultOn('webhook', env)).toMatchObject({ causes: ['port_taken'] });
  });

  test('has a tunnel of its own, which the variables do not know', async () => {
    const env = await setUp();
    const app = await serve(await behindProxy(env));
    const { causes, text, checks } = await consultOn('webhook', { ...env, NGROK_AUTHTOKEN: 'token' });
    expect(causes).toEqual(['this_machine']);
    expect(text).toContain(app.config.callbackUrl);
    expect(othersThan('webhook', checks)).toMatchObject({ configuration: 'pass' });
  });

  test('shares its database with the one that the address leads to', async () => {
    const { path, remove } = temporaryFolder();
    const env = await setUp({}, { DATABASE_URL: `file:${path}/sms.db` });
    const stores = [createFileStore(`${path}/sms.db`), createFileStore(`${path}/sms.db`)];
    const second = await startApp({ env: { ...env, PORT: String(await freePort()) }, store: stores[0]! });
    const setup = { ...env, PUBLIC_URL: second.url };
    const first = await startApp({ env: setup, store: stores[1]! });
    expect(await consultOn('webhook', setup)).toMatchObject({ status: 'warn', causes: ['same_database'] });
    for (const app of [first, second]) await app.close();
    for (const store of stores) await store.close();
    remove();
  });
});

describe('in place of a server that does not run, the doctor', () => {
  test('puts off a real callback, which Sinch then repeats', async () => {
    const port = await freePort();
    const config = testConfig({ PORT: String(port) });
    const post = await listenForCanaries(config, Date.now);
    const canary = signedCanary(config.webhook.secrets[0]!, Date.now());
    post?.expect(canary);
    const app = { url: `http://127.0.0.1:${port}` };
    expect((await postCallback(app, recipientReport({ batch_id: 'B' }))).status).toBe(503);
    expect((await postCallback(app, recipientReport({ batch_id: 'B' }), {})).status).toBe(503);
    expect((await fetch(`${app.url}/healthz`)).status).toBe(503);
    expect((await postCallback(app, canary.body, canary.headers)).status).toBe(200);
    expect(post?.arrivals).toHaveLength(1);
    await post?.close();
  });

  test('lets the port go again', async () => {
    const env = await setUp();
    await consultOn('webhook', env);
    await serve(env);
  });

  test('sees that an answer is changed on its way back', async () => {
    const env = await behindProxy(await setUp(), { answer: { status: 504, body: 'Too late' } });
    const { causes, text } = await consultOn('webhook', env);
    expect(causes[0]).toBe('answer_changed');
    expect(text).toContain('504');
  });

  test('sees that all headers of the signature are dropped', async () => {
    const env = await behindProxy(await setUp(), { headers: without(/^x-sinch/) });
    const { causes, text } = await consultOn('webhook', env);
    expect(causes[0]).toBe('headers_changed');
    expect(text).toContain('x-sinch-webhook-signature-timestamp');
  });

  test('names the path at which callbacks arrive', async () => {
    const env = await behindProxy(await setUp(), { path: (path) => `/hooks${path}` });
    expect((await consultOn('webhook', env)).text).toContain('/hooks/webhooks/sinch/delivery');
  });

  test('opens the tunnel that npm run dev would open, for as long as it looks', async () => {
    const env = await setUp({}, { NGROK_AUTHTOKEN: 'token-of-ngrok' });
    const { PUBLIC_URL: url } = await behindProxy(env);
    let closed = 0;
    const close = async (): Promise<void> => void (closed += 1);
    const openTunnel = async (asked: object) => ({ env: { ...asked, PUBLIC_URL: url }, line: '', close });
    const { causes } = await consultOn('webhook', env, { openTunnel });
    expect({ causes, closed }).toEqual({ causes: ['this_machine', 'server_stopped'], closed: 1 });
  });

  test('says why no tunnel comes about', async () => {
    const env = await setUp({}, { NGROK_AUTHTOKEN: 'token-of-ngrok' });
    const line =
      'No tunnel could be opened, so Sinch cannot reach this machine: ERR_NGROK_105. Going on without.';
    const openTunnel = async () => ({ env, line, close: async () => {} });
    const { causes, text } = await consultOn('webhook', env, { openTunnel });
    expect(causes).toEqual(['tunnel_not_opened']);
    expect(text).toContain('ERR_NGROK_105');
    expect(text).toContain('NGROK_AUTHTOKEN');
  });

  test('does not wait for a tunnel for ever', async () => {
    const env = await setUp({}, { NGROK_AUTHTOKEN: 'token-of-ngrok' });
    const openTunnel = () => new Promise<never>(() => {});
    const { causes } = await consultOn('webhook', env, { openTunnel, tunnelDeadlineMs: 50 });
    expect(causes).toEqual(['tunnel_not_opened']);
  });
});

test('what the doctor posts is signed as Sinch signs', async () => {
  const { body, headers } = signedCanary(SECRET, Date.now());
  const nonce = headers['x-sinch-webhook-signature-nonce']!;
  const timestamp = headers['x-sinch-webhook-signature-timestamp']!;
  const expected = signedHeaders(body, { secret: SECRET, nonce, timestamp });
  expect(headers['x-sinch-webhook-signature']).toBe(expected['x-sinch-webhook-signature']);
});
