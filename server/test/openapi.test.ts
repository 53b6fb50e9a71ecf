/** `GET /api/openapi.json` says of every route what it really answers. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { problemSchema } from '../src/contract.ts';
import type { Message } from '../src/contract.ts';
import { acceptingGateway, postSend, startApp } from './harness.ts';
import type { TestApp } from './harness.ts';
import { postCallback, recipientReport } from './sinch-callback.ts';

const TOKEN = 'a-token-of-ann-that-is-long-enough';
const BEARER = { Authorization: `Bearer ${TOKEN}` };
const JSON_TYPE = { 'Content-Type': 'application/json' };
const NUMBER = '+12025550101';
const RECEIVED = '/api/callbacks/received';
/** What is there for people. */
const PAGES = ['GET /', 'GET /messages/{id}', 'GET /overview', 'GET /callbacks', 'GET /callbacks/{id}'];

const content = z.record(z.string(), z.object({ schema: z.looseObject({}) }));
const operation = z.object({
  security: z.array(z.unknown()).optional(),
  responses: z.record(
    z.string(),
    z.object({
      description: z.string(),
      content: content.optional(),
      headers: z.record(z.string(), z.unknown()),
    }),
  ),
});
const documentSchema = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), z.looseObject({})) }),
});

let app: TestApp;
let document: z.infer<typeof documentSchema>;
let ajv: Ajv2020;
let id: string;
const seen = new Set<string>();

const ask = (method: string, path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${app.url}${path}`, { method, headers: BEARER, ...init });
const post = (path: string, body: object, headers: Record<string, string> = BEARER): Promise<Response> =>
  ask('POST', path, { headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) });

beforeAll(async () => {
  app = await startApp({ env: { ACCESS_TOKENS: `ann:${TOKEN}` }, gateway: acceptingGateway() });
  const described: unknown = await (await ask('GET', '/api/openapi.json')).json();
  document = documentSchema.parse(described);
  ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema(documentSchema.loose().parse(described), 'api');
  const sent = await postSend(app, { to: [NUMBER, '+12025550102'] }, BEARER);
  ({ id } = (await sent.json()) as Message);
  await postCallback(app, recipientReport({ batch_id: 'B', client_reference: id }));
  await ask('POST', '/webhooks/sinch/delivery', { body: '{}' });
  await app.rejected.flush();
  const reply = { type: 'mo_text', id: 'R1', from: NUMBER.slice(1), to: '12025550123', body: 'Yes' };
  await postCallback(app, JSON.stringify({ ...reply, received_at: '2026-11-23T08:00:00.000Z' }));
});
afterAll(() => app.close());

const described = (): string[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );

describe('the description', () => {
  it('has every route, and nothing that is none', () => {
    const routes = app.routes.map(({ method, path }) => {
      const named = path.replaceAll(/:(\w+)/g, '{$1}');
      return `${method === 'ALL' ? 'POST' : method} ${named}`;
    });
    const forPrograms = routes.filter((route) => !PAGES.includes(route));
    expect(described().toSorted()).toEqual([...new Set(forPrograms)].toSorted());
  });

  it('is JSON Schema of the dialect that it names', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    for (const schema of Object.values(document.components.schemas)) {
      expect(ajv.validateSchema(schema)).toBe(true);
    }
  });

  it('says of each route whether it is open, as the server has it', async () => {
    for (const route of described()) {
      const [method = '', path = ''] = route.split(' ');
      const headers = method === 'POST' ? JSON_TYPE : {};
      const response = await ask(method, path.replace('{id}', id), { headers });
      const answer = (await response.json()) as { code?: string };
      const open = document.paths[path]![method.toLowerCase()]!.security?.length === 0;
      const isRefused = response.headers.get('www-authenticate') === 'Bearer';
      expect([route, isRefused ? answer.code : 'open']).toEqual([route, open ? 'open' : 'unauthorized']);
    }
  });

  it('is shown to nobody without a token', async () => {
    expect((await ask('GET', '/api/openapi.json', { headers: {} })).status).toBe(401);
  });
});

/** A JSON pointer to the schema of an answer. */
const addressOf = (method: string, path: string, status: number, type: string): string => {
  const steps = ['paths', path, method.toLowerCase(), 'responses', status, 'content', type, 'schema'];
  return `api#/${steps.map((step) => encodeURIComponent(String(step).replaceAll('/', '~1'))).join('/')}`;
};

/** Whether an answer is one that the description has of this route, with its headers and to the last property. */
async function check(method: string, path: string, response: Response): Promise<void> {
  const type = response.headers.get('content-type')?.split(';')[0];
  const answer = document.paths[path]![method.toLowerCase()]!.responses[response.status];
  expect(answer, `${method} ${path} ${response.status}`).toBeDefined();
  seen.add(`${method} ${path}`);
  const headers = Object.keys(answer!.headers);
  expect(headers.filter((name) => !response.headers.has(name))).toEqual([]);
  const types = Object.entries(answer!.content ?? {});
  expect(types.map(([name]) => name)).toEqual([type].filter((one) => one !== undefined));
  const text = await response.text();
  const given: unknown = type?.endsWith('json') ? JSON.parse(text) : text;
  const code = type === 'application/problem+json' ? `\`${problemSchema.parse(given).code}\`` : '';
  expect(answer!.description).toContain(code);
  const wrong = types.filter(
    ([name]) => !ajv.validate(addressOf(method, path, response.status, name), given),
  );
  expect([wrong, ajv.errors ?? []]).toEqual([[], []]);
}

describe('what the server answers is what is described', () => {
  const WEBHOOK = '/webhooks/sinch/delivery';
  const CASES: [what: string, status: number, method: string, path: string, () => Promise<Response>][] = [
    ['a send', 201, 'POST', '/send-sms', () => postSend(app, { to: NUMBER }, BEARER)],
    ['a wrong send', 422, 'POST', '/send-sms', () => post('/send-sms', { to: 'Ann' })],
    ['a send that is no JSON', 415, 'POST', '/send-sms', () => ask('POST', '/send-sms', { body: 'x' })],
    ['the list', 200, 'GET', '/api/messages', () => ask('GET', '/api/messages')],
    ['a wrong list', 422, 'GET', '/api/messages', () => ask('GET', '/api/messages?limit=101')],
    [
      'a narrowed list',
      200,
      'GET',
      '/api/messages',
      () => ask('GET', '/api/messages?status=QUEUED&progress=open&find=12025550101'),
    ],
    ['an export', 200, 'GET', '/api/messages.csv', () => ask('GET', '/api/messages.csv?status=QUEUED')],
    ['a wrong export', 422, 'GET', '/api/messages.csv', () => ask('GET', '/api/messages.csv?status=x')],
    ['the longest list', 200, 'GET', '/api/messages', () => ask('GET', '/api/messages?limit=100')],
    ['a message', 200, 'GET', '/api/messages/{id}', () => ask('GET', `/api/messages/${id}`)],
    [
      'a message that has not changed',
      304,
      'GET',
      '/api/messages/{id}',
      () => ask('GET', `/api/messages/${id}`, { headers: { ...BEARER, 'If-None-Match': '*' } }),
    ],
    ['no message', 404, 'GET', '/api/messages/{id}', () => ask('GET', '/api/messages/none')],
    ['no address', 400, 'GET', '/api/messages/{id}', () => ask('GET', '/api/messages/%ff')],
    ['no token', 401, 'GET', '/api/messages', () => ask('GET', '/api/messages', { headers: {} })],
    ['a cancel', 503, 'POST', '/api/messages/{id}/cancel', () => post(`/api/messages/${id}/cancel`, {})],
    [
      'the replies to a message',
      200,
      'GET',
      '/api/messages/{id}/replies',
      () => ask('GET', `/api/messages/${id}/replies`),
    ],
    ['the replies', 200, 'GET', '/api/replies', () => ask('GET', '/api/replies')],
    ['the meanings', 200, 'GET', '/api/meanings', () => ask('GET', '/api/meanings')],
    ['the setup', 200, 'GET', '/api/setup', () => ask('GET', '/api/setup')],
    ['the budget', 200, 'GET', '/api/budget', () => ask('GET', '/api/budget')],
    ['the overview', 200, 'GET', '/api/overview', () => ask('GET', '/api/overview')],
    ['the overview, asked wrongly', 422, 'GET', '/api/overview', () => ask('GET', '/api/overview?from=x')],
    ['how callbacks fare', 200, 'GET', '/api/callbacks', () => ask('GET', '/api/callbacks')],
    ['what came', 200, 'GET', RECEIVED, () => ask('GET', RECEIVED)],
    ['what came, asked wrongly', 422, 'GET', RECEIVED, () => ask('GET', `${RECEIVED}?kept=no`)],
    ['a callback that came', 200, 'GET', `${RECEIVED}/{id}`, () => ask('GET', `${RECEIVED}/a1`)],
    ['a callback that was refused', 200, 'GET', `${RECEIVED}/{id}`, () => ask('GET', `${RECEIVED}/r1`)],
    ['a callback that never came', 404, 'GET', `${RECEIVED}/{id}`, () => ask('GET', `${RECEIVED}/a9999`)],
    ['an erasure', 200, 'POST', '/api/forget', () => post('/api/forget', { number: '+12025550199' })],
    ['a wrong erasure', 422, 'POST', '/api/forget', () => post('/api/forget', {})],
    ['the deeds', 200, 'GET', '/api/deeds', () => ask('GET', '/api/deeds')],
    ['the description', 200, 'GET', '/api/openapi.json', () => ask('GET', '/api/openapi.json')],
    ['the session', 200, 'GET', '/api/session', () => ask('GET', '/api/session')],
    ['a login', 200, 'POST', '/api/login', () => post('/api/login', { token: TOKEN }, {})],
    ['a wrong login', 401, 'POST', '/api/login', () => post('/api/login', { token: 'guessed' }, {})],
    ['a logout', 200, 'POST', '/api/logout', () => post('/api/logout', {}, {})],
    ['the metrics', 200, 'GET', '/metrics', () => ask('GET', '/metrics')],
    ['the health', 200, 'GET', '/healthz', () => ask('GET', '/healthz')],
    ['the readiness', 200, 'GET', '/readyz', () => ask('GET', '/readyz')],
    ['a callback', 200, 'POST', WEBHOOK, () => postCallback(app, recipientReport({ batch_id: 'B2' }))],
    ['a forged callback', 401, 'POST', WEBHOOK, () => ask('POST', WEBHOOK, { body: '{}' })],
  ];

  it.each(CASES)('%s: %i', async (_, status, method, path, send) => {
    const response = await send();
    expect(response.status).toBe(status);
    await check(method, path, response);
  });

  it('after too many wrong tokens, too', async () => {
    const headers = { Authorization: 'Bearer guessed' };
    for (let n = 0; n < 30; n += 1) await ask('GET', '/api/setup', { headers });
    for (const route of described()) {
      const [method = '', path = ''] = route.split(' ');
      const isLogin = path === '/api/login';
      const isOpen = document.paths[path]![method.toLowerCase()]!.security?.length === 0;
      if (isOpen && !isLogin && path !== '/api/session') continue;
      const send = () =>
        isLogin ? post(path, { token: 'guessed' }, {}) : ask(method, path.replace('{id}', id), { headers });
      if (isLogin) for (let n = 0; n < 5; n += 1) await send();
      const response = await send();
      expect([route, response.status]).toEqual([route, 429]);
      await check(method, path, response);
    }
  });

  it('with something in each list', async () => {
    for (const list of ['messages', 'replies', 'deeds', 'callbacks/received']) {
      const { items } = (await (await ask('GET', `/api/${list}`)).json()) as { items: object[] };
      expect([list, items.length > 0]).toEqual([list, true]);
    }
  });

  it('of every route that there is', () => {
    expect(described().filter((route) => !seen.has(route))).toEqual([]);
  });

  it('and an answer with a property too many is not', () => {
    const schema = 'api#/components/schemas/Problem';
    const problem = { type: 'about:blank', title: 'No', status: 400, code: 'no' };
    expect(ajv.validate(schema, problem)).toBe(true);
    expect(ajv.validate(schema, { ...problem, cause: 'a secret' })).toBe(false);
    expect(ajv.validate(schema, { ...problem, status: '400' })).toBe(false);
  });
});
