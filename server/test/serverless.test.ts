/** The webhook on serverless platforms, each with the events that it really gives, over a real PostgreSQL. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GatewayEvent } from '../examples/aws-lambda.ts';
import { createTokens } from '../src/callbacks/token.ts';
import { createLog } from '../src/log.ts';
import { createServerlessHandler } from '../src/serverless.ts';
import { createPostgresStore } from '../src/store/postgres/postgres.ts';
import type { Store } from '../src/store/store.ts';
import { createDatabase } from './database.ts';
import { SECRET } from './harness.ts';
import { keepLog } from './keep-log.ts';
import { recipientReport, signedHeaders } from './sinch-callback.ts';
import { draft } from './store-fixtures.ts';

const URL_OF_WEBHOOK = 'https://example.com/webhooks/sinch/delivery';
const ANN = '+12025550101';

let environment: Record<string, string>;
let store: Store;
let id: string;
let batchId: string;
let batches = 0;

beforeAll(async () => {
  environment = {
    SINCH_SERVICE_PLAN_ID: 'plan',
    SINCH_API_TOKEN: 'token',
    SINCH_WEBHOOK_SECRET: SECRET,
    SINCH_CALLBACK_AUTH: 'signature-or-token',
    PUBLIC_URL: 'https://example.com',
    DATABASE_URL: await createDatabase(),
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  store = createPostgresStore(environment.DATABASE_URL!);
  await store.open();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.close();
});
beforeEach(async () => {
  const one = draft({ recipients: [ANN] });
  ({ id } = one);
  batchId = `B${(batches += 1)}`;
  await store.insertMessage(one, 1_000_000);
  await store.settleSend(id, { state: 'accepted', sinchId: batchId, expireAt: null, at: one.createdAt });
});

const status = async (): Promise<string | null | undefined> =>
  (await store.readMessage(id))?.recipients[0]?.status;
/** As the address of the message says it. */
const query = (): string => `token=${createTokens([SECRET]).issue(id)}`;
const report = (): string => recipientReport({ batch_id: batchId, recipient: ANN.slice(1) });

describe('a fetch-style platform', () => {
  it.each([
    ['Vercel', async () => (await import('../examples/vercel.ts')).POST],
    ['Netlify', async () => (await import('../examples/netlify.ts')).default],
  ])('%s: a signed callback is stored, a forged one is not', async (_name, load) => {
    const handle = await load();
    const body = report();
    const forged = new Request(URL_OF_WEBHOOK, {
      method: 'POST',
      body,
      headers: signedHeaders(body, { secret: 'x' }),
    });
    expect((await handle(forged)).status).toBe(401);
    expect(await status()).toBe('QUEUED');
    const signed = new Request(URL_OF_WEBHOOK, { method: 'POST', body, headers: signedHeaders(body) });
    expect((await handle(signed)).status).toBe(200);
    expect(await status()).toBe('DELIVERED');
  });

  it.each([
    ['Vercel', async () => (await import('../examples/vercel.ts')).POST],
    ['Netlify', async () => (await import('../examples/netlify.ts')).default],
  ])('%s: an unsigned callback is stored by its token, and only by it', async (_name, load) => {
    const handle = await load();
    const unsigned = (url: string) => handle(new Request(url, { method: 'POST', body: report() }));
    expect((await unsigned(`${URL_OF_WEBHOOK}?${query()}x`)).status).toBe(401);
    expect(await status()).toBe('QUEUED');
    expect((await unsigned(`${URL_OF_WEBHOOK}?${query()}`)).status).toBe(200);
    expect(await status()).toBe('DELIVERED');
  });

  const logLines: string[] = [];
  const keep = keepLog({ SINCH_WEBHOOK_SECRET: SECRET });
  const write = (line: string): void => {
    logLines.push(line);
    keep(line);
  };
  const handler = (overrides: Record<string, string> = {}) =>
    createServerlessHandler({ ...environment, ...overrides }, createLog({ write }));
  const post = (body: string, headers = signedHeaders(body)): Request =>
    new Request(URL_OF_WEBHOOK, { method: 'POST', body, headers });

  it('answers what the server answers', async () => {
    const handle = handler();
    const answers = [
      await handle(new Request(URL_OF_WEBHOOK)),
      await handle(post('[]')),
      await handle(post('x'.repeat(1024 * 1024 + 1))),
      await handle(post('{"type":"mo_text"}')),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([405, 400, 413, 200]);
    expect(answers[0]?.headers.get('allow')).toBe('POST');
  });

  it('says loudly when the platform has read the body already, and has Sinch come again', async () => {
    const request = post(report());
    await request.json();
    const answer = await handler()(request);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect(logLines.at(-1)).toContain('turn its body parsing off');
    expect(await status()).toBe('QUEUED');
  });

  it('says once, not with every callback, that the account does not sign', async () => {
    logLines.length = 0;
    const handle = handler({ SINCH_CALLBACK_AUTH: 'signature' });
    for (let time = 0; time < 3; time += 1) {
      const url = `${URL_OF_WEBHOOK}?${query()}`;
      expect((await handle(new Request(url, { method: 'POST', body: report() }))).status).toBe(401);
    }
    expect(logLines).toEqual([expect.stringContaining('SINCH_CALLBACK_AUTH=signature-or-token')]);
    expect(await status()).toBe('QUEUED');
  });

  it('answers 503 while the database is away, and opens it again with a later request', async () => {
    const away = { ...environment, DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' };
    const handle = createServerlessHandler(away, pino({ level: 'silent' }));
    expect((await handle(post(report()))).status).toBe(503);
    expect((await handle(post(report()))).status).toBe(503);
  });

  it.each(['', 'file:./x.db'])('refuses a store that would not outlive it: “%s”', (DATABASE_URL) => {
    expect(() => createServerlessHandler({ ...environment, DATABASE_URL })).toThrow(
      /DATABASE_URL must be postgres/,
    );
  });
});

describe('AWS Lambda behind API Gateway', () => {
  const load = async () => (await import('../examples/aws-lambda.ts')).handler;
  /** As an HTTP API sends it (payload 2.0). */
  const http = (fields: Partial<GatewayEvent>): GatewayEvent => ({
    headers: signedHeaders(report()),
    requestContext: { http: { method: 'POST' } },
    isBase64Encoded: false,
    ...fields,
  });

  it.each<[string, (body: string) => Partial<GatewayEvent>]>([
    ['an HTTP API', (body) => ({ body })],
    [
      'an HTTP API, in base64',
      (body) => ({ body: Buffer.from(body).toString('base64'), isBase64Encoded: true }),
    ],
    ['a REST API', (body) => ({ body, httpMethod: 'POST', requestContext: {} })],
  ])('%s: the callback is stored', async (_name, fields) => {
    const handle = await load();
    const body = report();
    const result = await handle(http({ headers: signedHeaders(body), ...fields(body) }));
    expect(result).toMatchObject({ statusCode: 200, body: '{"received":true}' });
    expect(await status()).toBe('DELIVERED');
  });

  it.each<[string, () => Partial<GatewayEvent>]>([
    ['an HTTP API', () => ({ rawQueryString: query() })],
    [
      'a REST API',
      () => ({
        httpMethod: 'POST',
        requestContext: {},
        multiValueQueryStringParameters: { token: [query().slice('token='.length)] },
      }),
    ],
  ])('%s: an unsigned callback is stored by its token', async (_name, fields) => {
    const handle = await load();
    expect((await handle(http({ headers: {}, body: report(), ...fields() }))).statusCode).toBe(200);
    expect(await status()).toBe('DELIVERED');
  });

  it('a token that is given twice opens nothing', async () => {
    const handle = await load();
    const token = query().slice('token='.length);
    const events = [
      { rawQueryString: `${query()}&${query()}` },
      { multiValueQueryStringParameters: { token: [token, token] } },
      { multiValueQueryStringParameters: null },
    ];
    for (const fields of events) {
      expect((await handle(http({ headers: {}, body: report(), ...fields }))).statusCode).toBe(401);
    }
  });

  it('a body that was parsed fails with the reason', async () => {
    const handle = await load();
    await expect(handle(http({ body: JSON.parse(report()) }))).rejects.toThrow(
      /parsed the body.*mapping template/,
    );
  });

  it('a callback without body or signature is refused', async () => {
    const handle = await load();
    expect((await handle(http({ headers: {} }))).statusCode).toBe(401);
  });
});

describe('Google Cloud Functions', () => {
  let server: Server;
  afterEach(() => server.close());

  /** As the functions framework does: the body is parsed before, and its bytes are kept. */
  async function start(keep: boolean): Promise<string> {
    const { sinchDelivery } = await import('../examples/google-cloud-functions.ts');
    const listener = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
      const chunks: Buffer[] = [];
      for await (const chunk of req) chunks.push(chunk as Buffer);
      const rawBody = Buffer.concat(chunks);
      const framed: IncomingMessage & { body?: unknown } = Object.assign(req, keep ? { rawBody } : {}, {
        body: JSON.parse(rawBody.toString()) as unknown,
      });
      await sinchDelivery(framed, res).catch((error: Error) => res.writeHead(500).end(error.message));
    };
    server = createServer((req, res) => void listener(req, res));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  it('stores a callback by its rawBody', async () => {
    const url = await start(true);
    const body = report();
    const answer = await fetch(url, { method: 'POST', body, headers: signedHeaders(body) });
    expect(answer.status).toBe(200);
    expect(await status()).toBe('DELIVERED');
  });

  it('stores an unsigned callback by its token', async () => {
    const url = await start(true);
    expect((await fetch(`${url}?${query()}x`, { method: 'POST', body: report() })).status).toBe(401);
    expect((await fetch(`${url}?${query()}`, { method: 'POST', body: report() })).status).toBe(200);
    expect(await status()).toBe('DELIVERED');
  });

  it('fails with the reason where there is no rawBody', async () => {
    const url = await start(false);
    const body = report();
    const answer = await fetch(url, { method: 'POST', body, headers: signedHeaders(body) });
    expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining('no rawBody')]);
    expect(await status()).toBe('QUEUED');
  });
});
