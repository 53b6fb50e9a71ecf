/** With access tokens: who shows one is let in, from anywhere; and whose it was is kept. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceptingGateway, startApp, stubGateway } from './harness.ts';
import type { TestApp, TestAppOptions } from './harness.ts';
import { rawRequest } from './raw-request.ts';

const ANN = 'the-token-of-ann-is-this-one';
const BOB = 'the:token:of:bob:is:that:one';
const WRONG = 'nobody-has-a-token-like-this';
const TOKENS = { ACCESS_TOKENS: `ann:${ANN},bob:${BOB}` };
const AWAY = { Host: 'sms.example.com', 'X-Forwarded-For': '203.0.113.9', 'X-Forwarded-Proto': 'https' };
const HOUR = 3600 * 1000;

let app: TestApp;
let now: number;
beforeEach(() => {
  now = Date.UTC(2026, 10, 23, 8);
});
afterEach(() => app.close());

async function start(env: Record<string, string> = {}, options: TestAppOptions = {}): Promise<void> {
  app = await startApp({
    env: { ...TOKENS, ...env },
    gateway: acceptingGateway(),
    now: () => now,
    ...options,
  });
}

type Headers = Record<string, string>;
const get = (path: string, headers: Headers = {}) =>
  rawRequest(app.port, 'GET', path, { ...AWAY, ...headers });
const post = (path: string, body: object = {}, headers: Headers = {}) =>
  rawRequest(
    app.port,
    'POST',
    path,
    { ...AWAY, 'Content-Type': 'application/json', ...headers },
    JSON.stringify(body),
  );
const bearer = (token: string): Headers => ({ Authorization: `Bearer ${token}` });
const logIn = (token: string, headers: Headers = {}) => post('/api/login', { token }, headers);
/** What a browser would send back. */
const cookieOf = ({ headers }: { headers: { 'set-cookie'?: string[] | undefined } }): Headers => ({
  Cookie: headers['set-cookie']?.[0]?.split(';')[0] ?? '',
});
const session = async (headers: Headers = {}) => (await get('/api/session', headers)).body;

describe('a Bearer token', () => {
  beforeEach(() => start());

  it.each([
    ['ann', `Bearer ${ANN}`],
    ['bob', `bearer   ${BOB} `],
  ])('of %s lets in, from anywhere', async (name, Authorization) => {
    expect((await get('/api/messages', { Authorization })).status).toBe(200);
    expect(await session({ Authorization })).toEqual({ login: 'done', actor: name });
  });

  it.each([
    ['a wrong one', `Bearer ${WRONG}`],
    ['one with a letter more', `Bearer ${ANN}x`],
    ['one with a letter less', `Bearer ${ANN.slice(0, -1)}`],
    ['one with its first letter lost', `Bearer ${ANN.slice(1)}`],
    ['one in another case', `Bearer ${ANN.toUpperCase()}`],
    ['its name before it', `Bearer ann:${ANN}`],
    ['two', `Bearer ${ANN} ${BOB}`],
    ['none', 'Bearer'],
    ['no scheme', ANN],
    ['another scheme', `Basic ${Buffer.from(`ann:${ANN}`).toString('base64')}`],
  ])('that is %s does not', async (_what, Authorization) => {
    const { status, headers, body } = await get('/api/messages', { Authorization });
    expect({ status, code: body.code }).toEqual({ status: 401, code: 'unauthorized' });
    expect(headers['www-authenticate']).toBe('Bearer');
    expect(headers['content-type']).toMatch('application/problem+json');
  });

  it('in the address does not, nor in a header of another name', async () => {
    expect((await get(`/api/messages?token=${ANN}&access_token=${ANN}`)).status).toBe(401);
    expect((await get('/api/messages', { 'X-Api-Key': ANN, Cookie: `sinch_session=${ANN}` })).status).toBe(
      401,
    );
  });

  it('that is wrong is not made good by a session', async () => {
    const cookie = cookieOf(await logIn(ANN));
    expect((await get('/api/messages', { ...cookie, ...bearer(WRONG) })).status).toBe(401);
    expect((await get('/api/messages', { ...cookie, Authorization: 'Basic eDp5' })).status).toBe(200);
  });

  it('that is right is never slowed by the wrong ones of others at its address', async () => {
    const answers: number[] = [];
    for (let n = 0; n < 40; n += 1) answers.push((await get('/api/setup', bearer(`${WRONG}${n}`))).status);
    expect(answers).toEqual([...Array(30).fill(401), ...Array(10).fill(429)]);
    expect((await get('/api/setup', bearer(ANN))).status).toBe(200);
    expect(app.logLines.filter((line) => line.includes('wrong access token'))).toHaveLength(30);
  });

  it('that is wrong cannot be tried out unseen where one asks who one is', async () => {
    for (let n = 0; n < 15; n += 1)
      expect((await get('/api/setup', bearer(`${WRONG}${n}`))).status).toBe(401);
    for (let n = 15; n < 30; n += 1) expect((await session(bearer(`${WRONG}${n}`))).login).toBe('needed');
    expect((await get('/api/session', bearer(WRONG))).body.code).toBe('too_many_attempts');
    expect((await get('/api/setup', bearer(WRONG))).status).toBe(429);
    expect(await session(bearer(ANN))).toEqual({ login: 'done', actor: 'ann' });
    expect(await session()).toEqual({ login: 'needed', actor: null });
    expect(app.logLines.filter((line) => line.includes('wrong access token'))).toHaveLength(30);
  });
});

describe('from this machine', () => {
  const HERE = { Host: 'localhost' };
  const here = (path: string, headers: Headers = {}) =>
    rawRequest(app.port, 'GET', path, { ...HERE, ...headers });

  it('a token is wanted as well', async () => {
    await start();
    expect((await here('/api/messages')).status).toBe(401);
    expect((await here('/api/session')).body).toEqual({ login: 'needed', actor: null });
    expect((await here('/api/messages', bearer(ANN))).status).toBe(200);
  });

  it('none is wanted with ACCESS_TRUST_LOOPBACK; who shows one is named', async () => {
    await start({ ACCESS_TRUST_LOOPBACK: '1' });
    expect((await here('/api/messages')).status).toBe(200);
    expect((await here('/api/session')).body).toEqual({ login: 'not_needed', actor: null });
    expect((await here('/api/session', bearer(BOB))).body).toEqual({ login: 'done', actor: 'bob' });
    expect((await here('/api/messages', bearer(WRONG))).status).toBe(401);
  });

  it('without any tokens nobody need log in, and nobody can', async () => {
    await start({ ACCESS_TOKENS: '' });
    expect((await here('/api/session')).body).toEqual({ login: 'not_needed', actor: null });
    expect((await post('/api/login', { token: ANN }, { ...HERE, 'X-Forwarded-For': '' })).status).toBe(403);
    const json = { ...HERE, 'Content-Type': 'application/json' };
    expect((await rawRequest(app.port, 'POST', '/api/login', json, '{}')).status).toBe(404);
  });
});

describe('a login', () => {
  it('brings a session that lets in as the token does', async () => {
    await start();
    expect(await session()).toEqual({ login: 'needed', actor: null });
    const answer = await logIn(` ${ANN}\n`);
    expect(answer).toMatchObject({ status: 200, body: { login: 'done', actor: 'ann' } });
    expect(answer.headers['cache-control']).toBe('no-store');
    const cookie = cookieOf(answer);
    expect((await get('/api/messages', cookie)).status).toBe(200);
    expect(await session(cookie)).toEqual({ login: 'done', actor: 'ann' });
  });

  it('keeps the session from scripts and from other sites', async () => {
    await start();
    const [cookie] = (await logIn(ANN)).headers['set-cookie']!;
    const attributes = cookie!.split('; ').slice(1).toSorted();
    expect(attributes).toEqual([
      expect.stringMatching(/^Expires=/),
      'HttpOnly',
      'Max-Age=43200',
      'Path=/',
      'SameSite=Strict',
    ]);
    expect(cookie).not.toContain(ANN);
  });

  it('with a wrong token is refused, and logged without it', async () => {
    await start();
    const answer = await logIn(WRONG);
    expect(answer).toMatchObject({ status: 401, body: { code: 'wrong_token' } });
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(app.logLines.join('')).toContain('login refused');
    await logIn(ANN);
    await get('/api/setup', bearer(WRONG));
    for (const token of [ANN, BOB, WRONG]) expect(app.logLines.join('')).not.toContain(token);
  });

  it.each([
    ['no token', {}, 422],
    ['a token that is no text', { token: 5 }, 422],
    ['a list of tokens', { token: [ANN] }, 422],
    ['something more', { token: ANN, name: 'ann' }, 422],
    ['a body too large', { token: 'x'.repeat(5000) }, 413],
  ])('with %s is refused', async (_what, body, status) => {
    await start();
    expect((await post('/api/login', body)).status).toBe(status);
  });

  describe('after wrong ones', () => {
    it('is refused unlooked at for a minute, by the clock of the server', async () => {
      await start();
      for (let n = 0; n < 5; n += 1) expect((await logIn(WRONG)).status).toBe(401);
      now += 20_000;
      const late = await logIn(ANN);
      expect(late).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } });
      expect(late.headers['retry-after']).toBe('40');
      expect(late.headers['set-cookie']).toBeUndefined();
      now += 39_999;
      expect((await logIn(ANN)).status).toBe(429);
      now += 1;
      expect((await logIn(ANN)).status).toBe(200);
    });

    it('is counted before it is looked at, so that many at once are no way around', async () => {
      await start();
      const answers = await Promise.all(Array.from({ length: 20 }, () => logIn(WRONG)));
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
    });

    it('only wrong ones count', async () => {
      await start();
      for (let n = 0; n < 10; n += 1) expect((await logIn(ANN)).status).toBe(200);
      for (let n = 0; n < 10; n += 1) expect((await post('/api/login', {})).status).toBe(422);
      expect((await logIn(WRONG)).status).toBe(401);
    });

    it('whoever is in stays in', async () => {
      await start();
      const cookie = cookieOf(await logIn(ANN));
      for (let n = 0; n < 8; n += 1) await logIn(WRONG);
      expect((await get('/api/messages', cookie)).status).toBe(200);
    });

    it('of many clients is refused, too, once they are sixty in all', async () => {
      await start({ TRUST_PROXY: 'loopback' });
      const from = (n: number): Headers => ({ 'X-Forwarded-For': `203.0.113.${n}` });
      for (let n = 0; n < 60; n += 1) expect((await logIn(WRONG, from(n))).status).toBe(401);
      expect((await logIn(ANN, from(99))).status).toBe(429);
      now += 60_000;
      expect((await logIn(ANN, from(99))).status).toBe(200);
    });
  });
});

describe('a session', () => {
  it('is renewed by use once half of it is over, and ends after twelve hours without', async () => {
    await start();
    const first = cookieOf(await logIn(ANN));
    now += 6 * HOUR;
    expect((await get('/api/messages', first)).headers['set-cookie']).toBeUndefined();
    now += 1000;
    const renewed = await get('/api/messages', first);
    const second = cookieOf(renewed);
    expect(second.Cookie).not.toBe(first.Cookie);
    expect(renewed.headers['cache-control']).toMatch(/private|no-store/);
    now += 6 * HOUR;
    expect((await get('/api/messages', first)).status).toBe(401);
    expect(await session(first)).toEqual({ login: 'needed', actor: null });
    expect((await get('/api/messages', second)).status).toBe(200);
    now += 6 * HOUR;
    expect((await get('/api/messages', second)).status).toBe(401);
  });

  it('is kept by no cache on the way, whatever is read with it', async () => {
    await start();
    const cookie = cookieOf(await logIn(ANN));
    const sent = await post('/send-sms', { to: '+12025550101', message: 'Hi' }, cookie);
    await post('/webhooks/sinch/delivery', {});
    await app.rejected.flush();
    now += 7 * HOUR;
    const reading = app.routes.filter(({ method, path }) => method === 'GET' && path.startsWith('/api/'));
    expect(reading.length).toBeGreaterThan(5);
    for (const { path } of reading) {
      const id = path.startsWith('/api/callbacks/') ? 'r1' : String(sent.body.id);
      const { status, headers } = await get(path.replace(':id', id), cookie);
      expect([path, status, headers['cache-control']]).toEqual([
        path,
        200,
        expect.stringMatching(/private|no-store/),
      ]);
    }
  });

  it('outlives a restart, but not its token', async () => {
    await start();
    const cookie = cookieOf(await logIn(ANN));
    await app.close();
    await start();
    expect((await get('/api/messages', cookie)).status).toBe(200);
    await app.close();
    await start({ ACCESS_TOKENS: `ann:${WRONG},bob:${BOB}` });
    expect((await get('/api/messages', cookie)).status).toBe(401);
  });

  it('ends with a logout, for which nobody need be logged in', async () => {
    await start();
    const cookie = cookieOf(await logIn(ANN));
    const answer = await post('/api/logout', {}, cookie);
    expect(answer).toMatchObject({ status: 200, body: { login: 'needed', actor: null } });
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/^sinch_session=;.*Expires=Thu, 01 Jan 1970/),
    ]);
    expect((await post('/api/logout')).status).toBe(200);
  });

  it('is secured wherever the request came over TLS, as far as the proxy is believed', async () => {
    const isSecure = async (headers: Headers): Promise<boolean> =>
      /; Secure/.test((await logIn(ANN, headers)).headers['set-cookie']![0]!);
    await start();
    expect(await isSecure({ 'X-Forwarded-Proto': 'https' })).toBe(false);
    await app.close();
    await start({ TRUST_PROXY: 'loopback' });
    expect(await isSecure({ 'X-Forwarded-Proto': 'https' })).toBe(true);
    expect(await isSecure({ 'X-Forwarded-Proto': 'http' })).toBe(false);
    await app.close();
    await start({ TRUST_PROXY: '10.0.0.7' });
    expect(await isSecure({ 'X-Forwarded-Proto': 'https' })).toBe(false);
  });
});

describe('a page of another origin', () => {
  const OWN = 'https://sms.example.com';
  const asCookie = async (): Promise<Headers> => cookieOf(await logIn(ANN));
  const writing = () => {
    const routes = app.routes.filter(
      ({ method, path }) => method === 'POST' && !path.startsWith('/webhooks'),
    );
    expect(routes.length).toBeGreaterThan(4);
    return routes;
  };

  it.each([
    'https://evil.example',
    'null',
    'https://sms.example.com.evil.example',
    'https://sms.example.com:444',
    'file://',
    'x',
  ])('(%s) changes nothing, even with the session', async (Origin) => {
    await start();
    const cookie = await asCookie();
    for (const { path } of writing()) {
      const { status, body } = await post(path, { token: ANN }, { ...cookie, Origin });
      expect([path, status, body.code]).toEqual([path, 403, 'foreign_origin']);
    }
  });

  it('that is no JSON is refused, wherever anything can be changed: no form out there can send any', async () => {
    await start();
    const cookie = await asCookie();
    for (const { path } of writing()) {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
        const headers = { ...AWAY, ...cookie, 'Content-Type': type };
        const { status } = await rawRequest(app.port, 'POST', path, headers, JSON.stringify({ token: ANN }));
        expect([path, type, status]).toEqual([path, type, 415]);
      }
    }
  });

  it.each([
    ['its own', {}, { Origin: OWN }],
    ['its own, in another spelling of the Host', {}, { Origin: OWN, Host: 'SMS.example.com' }],
    ['one of CLIENT_ORIGIN', {}, { Origin: 'http://localhost:5173' }],
    [
      'its public one, behind a proxy that changes the Host',
      { PUBLIC_URL: OWN },
      { Origin: OWN, Host: 'app:3001' },
    ],
    [
      'the one that a trusted proxy names',
      { TRUST_PROXY: 'loopback' },
      { Origin: OWN, Host: 'app:3001', 'X-Forwarded-Host': 'sms.example.com' },
    ],
    ['none, as programs do', {}, {}],
  ])('is not meant by %s', async (_what, env, headers) => {
    await start(env);
    const sent = await post(
      '/send-sms',
      { to: '+12025550101', message: 'Hi' },
      { ...(await asCookie()), ...headers },
    );
    expect(sent.status).toBe(201);
  });

  it('cannot be made its own by a forwarding header that nobody trusts', async () => {
    await start();
    const spoofed = { Origin: 'https://evil.example', 'X-Forwarded-Host': 'evil.example' };
    expect((await post('/send-sms', {}, { ...(await asCookie()), ...spoofed })).status).toBe(403);
  });

  it('reads nothing; that of the development may, with its session', async () => {
    await start();
    const dev = await get('/api/messages', { ...(await asCookie()), Origin: 'http://localhost:5173' });
    expect(dev.headers).toMatchObject({
      'access-control-allow-origin': 'http://localhost:5173',
      'access-control-allow-credentials': 'true',
    });
    const refused = await get('/api/messages', { Origin: 'http://localhost:5173' });
    expect(refused).toMatchObject({
      status: 401,
      headers: { 'access-control-allow-origin': 'http://localhost:5173' },
    });
    const evil = await get('/api/messages', { ...(await asCookie()), Origin: 'https://evil.example' });
    expect(evil.headers['access-control-allow-origin']).toBeUndefined();
    const preflight = {
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'content-type',
    };
    const asked = (Origin: string) =>
      rawRequest(app.port, 'OPTIONS', '/send-sms', { ...AWAY, ...preflight, Origin });
    expect((await asked('http://localhost:5173')).headers['access-control-allow-origin']).toBe(
      'http://localhost:5173',
    );
    expect((await asked('https://evil.example')).headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('forwarding headers', () => {
  /** Every form in which a client may say that it is somebody else. */
  const CLAIMS: Headers[] = [
    { 'X-Forwarded-For': '127.0.0.1' },
    { 'X-Forwarded-For': '198.51.100.7' },
    { 'X-Forwarded-For': '198.51.100.7, 127.0.0.1' },
    { 'X-Forwarded-For': '::1' },
    { 'X-Forwarded-For': '::ffff:127.0.0.1' },
    { Forwarded: 'for=127.0.0.1;host=localhost;proto=https' },
    { 'X-Real-IP': '127.0.0.1' },
    { 'X-Client-IP': '127.0.0.1' },
    { 'True-Client-IP': '127.0.0.1' },
    { 'CF-Connecting-IP': '127.0.0.1' },
    { 'X-Forwarded-Host': 'localhost' },
    { 'X-Forwarded-Host': 'localhost:3001', 'X-Forwarded-For': '127.0.0.1', 'X-Forwarded-Proto': 'https' },
    { 'X-Forwarded-Server': 'localhost' },
  ];
  const HERE = { Host: 'localhost' };
  const wrongLogin = (headers: Headers) =>
    rawRequest(
      app.port,
      'POST',
      '/api/login',
      { ...HERE, 'Content-Type': 'application/json', ...headers },
      JSON.stringify({ token: WRONG }),
    );

  it.each(['', 'loopback', '1', '10.0.0.7'])('make nobody local (TRUST_PROXY=%s)', async (TRUST_PROXY) => {
    await start({ TRUST_PROXY, ACCESS_TRUST_LOOPBACK: '1' });
    expect((await rawRequest(app.port, 'GET', '/api/setup', HERE)).status).toBe(200);
    for (const claim of CLAIMS) {
      const { status } = await rawRequest(app.port, 'GET', '/api/setup', { ...HERE, ...claim });
      expect([claim, status]).toEqual([claim, 401]);
    }
  });

  it.each(['', '10.0.0.7', '192.168.0.0/16,fc00::/7'])(
    'that nobody trusts make no other client (TRUST_PROXY=%s)',
    async (TRUST_PROXY) => {
      await start({ TRUST_PROXY });
      for (const claim of CLAIMS.slice(0, 5)) expect((await wrongLogin(claim)).status).toBe(401);
      for (const claim of CLAIMS) expect([claim, (await wrongLogin(claim)).status]).toEqual([claim, 429]);
    },
  );

  it('of a trusted proxy tell clients apart, by what that proxy itself has seen', async () => {
    await start({ TRUST_PROXY: 'loopback' });
    const seen = (chain: string) => wrongLogin({ 'X-Forwarded-For': chain });
    for (let n = 0; n < 5; n += 1) expect((await seen(`10.9.8.${n}, 203.0.113.9`)).status).toBe(401);
    // The last one is the proxy's own word; what stands before it is the client's.
    expect((await seen('203.0.113.50, 203.0.113.9')).status).toBe(429);
    expect((await seen('203.0.113.9, 203.0.113.50')).status).toBe(401);
    expect((await wrongLogin({ 'X-Real-IP': '203.0.113.77', 'X-Forwarded-For': '203.0.113.9' })).status).toBe(
      429,
    );
  });

  it('of one hop are read once', async () => {
    await start({ TRUST_PROXY: '1' });
    for (let n = 0; n < 5; n += 1)
      await wrongLogin({ 'X-Forwarded-For': `10.9.8.${n}, 127.0.0.1, 203.0.113.9` });
    expect((await wrongLogin({ 'X-Forwarded-For': '198.51.100.1, 203.0.113.9' })).status).toBe(429);
  });

  it('of one network of IPv6 are one client, which has millions of addresses', async () => {
    await start({ TRUST_PROXY: 'loopback' });
    for (let n = 0; n < 5; n += 1)
      expect((await wrongLogin({ 'X-Forwarded-For': `2001:db8:1:2::${n}` })).status).toBe(401);
    expect((await wrongLogin({ 'X-Forwarded-For': '2001:db8:1:2:ffff::9' })).status).toBe(429);
    expect((await wrongLogin({ 'X-Forwarded-For': '2001:db8:2::1' })).status).toBe(401);
  });
});

describe('whose token it was', () => {
  const SMS = { to: '+12025550101', message: 'Hi' };
  const cancelling = (): TestAppOptions => {
    const accepted = async () => ({ kind: 'accepted', sinchId: 'B1', expireAt: null }) as const;
    return { gateway: stubGateway(accepted, { cancel: async () => ({ kind: 'cancelled' }) }) };
  };

  it('is kept with what it sent, whether as a Bearer or by a session', async () => {
    await start();
    const first = await post('/send-sms', SMS, bearer(ANN));
    expect(first.body).toMatchObject({ sentBy: 'ann', canceledBy: null });
    const second = await post('/send-sms', SMS, cookieOf(await logIn(BOB)));
    const { body } = await get('/api/messages', bearer(ANN));
    expect(body.items).toMatchObject([
      { id: second.body.id, sentBy: 'bob' },
      { id: first.body.id, sentBy: 'ann' },
    ]);
  });

  it('of a repeated request is that of the first', async () => {
    await start();
    const key = { 'Idempotency-Key': 'one' };
    await post('/send-sms', SMS, { ...bearer(ANN), ...key });
    expect((await post('/send-sms', SMS, { ...bearer(BOB), ...key })).body).toMatchObject({ sentBy: 'ann' });
  });

  it('is kept with what it cancelled', async () => {
    await start({}, cancelling());
    const { body } = await post('/send-sms', SMS, bearer(ANN));
    const canceled = await post(`/api/messages/${String(body.id)}/cancel`, {}, bearer(BOB));
    expect(canceled).toMatchObject({ status: 200, body: { sentBy: 'ann', canceledBy: 'bob' } });
    const again = await post(`/api/messages/${String(body.id)}/cancel`, {}, bearer(ANN));
    expect(again.body).toMatchObject({ canceledBy: 'bob' });
  });

  it('is nobody’s without tokens, and on this machine where that is trusted', async () => {
    await start({ ACCESS_TRUST_LOOPBACK: '1' });
    const headers = { Host: 'localhost', 'Content-Type': 'application/json' };
    const sent = await rawRequest(app.port, 'POST', '/send-sms', headers, JSON.stringify(SMS));
    expect(sent).toMatchObject({ status: 201, body: { sentBy: null } });
  });
});

describe('forgetting a person', () => {
  const ANNS_NUMBER = '+12025550101';
  beforeEach(() => start());

  it('erases them, and keeps who did it, with the number masked', async () => {
    await post('/send-sms', { to: [ANNS_NUMBER, '+12025550102'], message: 'Hi' }, bearer(ANN));
    await post('/send-sms', { to: ANNS_NUMBER, message: 'Hi' }, bearer(ANN));
    const answer = await post('/api/forget', { number: '+1 202 555 0101' }, bearer(BOB));
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ messages: 2, emptied: 1, callbacks: 0, orphans: 0, replies: 0 });
    const left = await get('/api/messages', bearer(ANN));
    expect(left.body.items).toMatchObject([{ recipients: [{ recipient: '+12025550102' }] }]);
    const { body } = await get('/api/deeds', bearer(ANN));
    expect(body).toEqual({
      items: [{ id: '1', at: new Date(now).toISOString(), actor: 'bob', deed: 'erased', subject: '+12…01' }],
      next: null,
    });
    expect(app.logLines.join('')).not.toContain(ANNS_NUMBER.slice(1));
  });

  it('takes a number as Sinch gave it to the letter, though no library knows it', async () => {
    const { status } = await post('/api/forget', { number: '+12345' }, bearer(ANN));
    expect(status).toBe(200);
  });

  it.each([
    ['no number', {}],
    ['one without its country', { number: '2025550101' }],
    ['one that is no text', { number: 12025550101 }],
    ['something more', { number: ANNS_NUMBER, all: true }],
  ])('with %s erases nobody', async (_what, body) => {
    const { status, body: problem } = await post('/api/forget', body, bearer(ANN));
    expect(status).toBe(422);
    expect(problem).toMatchObject({ code: 'invalid_fields', errors: [{ path: 'number' }] });
    expect(JSON.stringify(problem)).not.toContain('2025550101');
    expect((await get('/api/deeds', bearer(ANN))).body.items).toEqual([]);
  });

  it('takes nothing but JSON', async () => {
    const form = { ...AWAY, ...bearer(ANN), 'Content-Type': 'text/plain' };
    const text = JSON.stringify({ number: ANNS_NUMBER });
    expect((await rawRequest(app.port, 'POST', '/api/forget', form, text)).status).toBe(415);
  });

  it('the deeds come newest first, page by page', async () => {
    for (const ending of ['01', '02', '03']) {
      await post('/api/forget', { number: `+120255501${ending}` }, bearer(ANN));
    }
    const first = await get('/api/deeds?limit=2', bearer(ANN));
    expect(first.body).toMatchObject({ items: [{ subject: '+12…03' }, { subject: '+12…02' }], next: '2' });
    const rest = await get('/api/deeds?limit=2&after=2', bearer(ANN));
    expect(rest.body).toMatchObject({ items: [{ subject: '+12…01' }], next: null });
    expect((await get('/api/deeds?after=x', bearer(ANN))).status).toBe(422);
  });
});
