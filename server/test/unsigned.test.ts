/** Callbacks of an account that does not sign: what the token of a message's address opens, and what it does not. */
import { pino } from 'pino';
import * as fc from 'fast-check';
import request from 'supertest';
import { afterEach, describe, expect, it } from 'vitest';
import { createFetchRoute } from '../src/callbacks/fetch-route.ts';
import { createHealth } from '../src/callbacks/health.ts';
import { createReceive } from '../src/callbacks/receive.ts';
import { createRejected } from '../src/callbacks/rejected.ts';
import { createTokens } from '../src/callbacks/token.ts';
import type { CallbackHealth, Message } from '../src/contract.ts';
import type { Gateway } from '../src/sinch/gateway.ts';
import { refusal } from '../src/sinch/refusal.ts';
import { SECRET, getMessage, postSend, startApp, stubGateway } from './harness.ts';
import type { TestApp, TestAppOptions } from './harness.ts';
import { recipientReport, signedHeaders } from './sinch-callback.ts';

const PATH = '/webhooks/sinch/delivery';
const ANN = '+12025550101';
const BOB = '+12025550102';
const BY_TOKEN = { SINCH_CALLBACK_AUTH: 'signature-or-token' };

let app: TestApp;
let sent: { id: string; callbackUrl: string }[];
/** What the gateway says to the next send. */
let answer: Gateway['send'];
let batches = 0;
afterEach(() => app.close());

type Post = (query: string, body: string, headers?: Record<string, string>) => Promise<Response>;

const overExpress: Post = (query, body, headers = {}) =>
  fetch(`${app.url}${PATH}${query}`, { method: 'POST', body, headers });

/** The same store behind the handler of serverless platforms. */
const overFetch: Post = (query, body, headers = {}) => {
  const { store, config } = app;
  const policy = config.webhook;
  const deps = { store, policy, tokens: createTokens(policy.secrets), now: Date.now };
  const receive = createReceive({
    ...deps,
    rejected: createRejected(store),
    health: createHealth(policy, 0),
  });
  const log = pino({ level: 'debug' }, { write: (line: string) => app.logLines.push(line) });
  const route = createFetchRoute({ receive: async () => receive, log });
  return route(new Request(`https://example.com${PATH}${query}`, { method: 'POST', body, headers }));
};

async function start(env: Record<string, string> = BY_TOKEN, options: TestAppOptions = {}): Promise<void> {
  sent = [];
  answer = async () => ({ kind: 'accepted', sinchId: `B${(batches += 1)}`, expireAt: null });
  const gateway = stubGateway((message, onLate) => {
    sent.push({ id: message.reference, callbackUrl: message.callbackUrl! });
    return answer(message, onLate);
  });
  app = await startApp({ env, gateway, ...options });
}

async function send(...to: string[]): Promise<Message & { query: string }> {
  const message = (await (await postSend(app, { to })).json()) as Message;
  const { callbackUrl } = sent.find(({ id }) => id === message.id)!;
  return { ...message, query: new URL(callbackUrl).search };
}

const about = (fields: object): string => recipientReport(fields);
const statuses = async (id: string): Promise<(string | null)[]> =>
  (await getMessage(app, id)).recipients.map(({ status }) => status);
const replies = () => app.store.listReplies({ of: null, limit: 10, after: null });

const MO_TEXT = JSON.stringify({
  type: 'mo_text',
  id: 'R1',
  from: ANN.slice(1),
  to: '12025550123',
  body: 'Hi',
  received_at: '2026-11-23T08:00:00Z',
});
const INBOUND = JSON.stringify({
  app_id: 'app',
  message: {
    id: 'R2',
    direction: 'TO_APP',
    contact_message: { text_message: { text: 'Hi' } },
    channel_identity: { channel: 'SMS', identity: ANN.slice(1) },
  },
});

it('each message has an address of its own, with a token that names it', async () => {
  await start();
  const [a, b] = [await send(ANN), await send(ANN)];
  expect(sent.map(({ callbackUrl }) => callbackUrl)).toEqual(
    [a, b].map(({ id }) => `${app.url}${PATH}?token=${createTokens([SECRET]).issue(id)}`),
  );
  expect(a.query).not.toBe(b.query);
});

describe.each([
  ['Express', overExpress],
  ['the fetch route', overFetch],
])('over %s, where tokens count', (_name, post) => {
  it('an unsigned report counts by the token of its message, and a repeated one is a replay', async () => {
    await start();
    const { id, messageId, query } = await send(ANN, BOB);
    const body = about({ batch_id: messageId });
    for (let time = 0; time < 3; time += 1) expect((await post(query, body)).status).toBe(200);
    expect(await statuses(id)).toEqual(['DELIVERED', 'QUEUED']);
    const { recipients } = await getMessage(app, id);
    expect(recipients[0]).toMatchObject({ callbackCount: 3 });
    expect(app.logLines.filter((line) => line.includes('"verdict":"replay"'))).toHaveLength(2);
  });

  it('counts for its message though the body names neither it nor its batch', async () => {
    await start();
    const { id, query } = await send(ANN);
    expect((await post(query, about({}))).status).toBe(200);
    expect(await statuses(id)).toEqual(['DELIVERED']);
  });

  it('the token of one message changes nothing of another, whatever the body names', async () => {
    await start();
    const [mine, other] = [await send(BOB), await send(ANN)];
    const before = await getMessage(app, other.id);
    for (const fields of [
      { batch_id: other.messageId },
      { batch_id: other.messageId, client_reference: other.id },
      { client_reference: other.id },
      { batch_id: 'NEW', client_reference: other.id },
    ]) {
      expect((await post(mine.query, about({ ...fields, recipient: ANN.slice(1) }))).status).toBe(200);
    }
    expect(await getMessage(app, other.id)).toEqual(before);
    expect((await getMessage(app, mine.id)).recipients.map(({ recipient }) => recipient)).toEqual([BOB]);
    expect(await statuses(mine.id)).toEqual(['QUEUED']);
  });

  it('what came early waits for its own message alone', async () => {
    await start();
    const other = await send(BOB);
    answer = async ({ callbackUrl }) => {
      const early = about({ batch_id: 'EARLY', status: 'Failed' });
      await post(new URL(callbackUrl!).search, early);
      await post(other.query, about({ batch_id: 'EARLY', status: 'Aborted', recipient: ANN.slice(1) }));
      return { kind: 'accepted', sinchId: 'EARLY', expireAt: null };
    };
    const { id } = await send(ANN);
    expect(await statuses(id)).toEqual(['FAILED']);
    const { recipients } = await getMessage(app, id);
    expect(recipients[0]?.history.map(({ status }) => status)).toEqual(['QUEUED', 'FAILED']);
    expect(await statuses(other.id)).toEqual(['QUEUED']);
  });

  it.each([
    ['the SMS API', MO_TEXT],
    ['the Conversation API', INBOUND],
  ])('brings no reply of %s, which is only acknowledged', async (_api, body) => {
    await start();
    const { id, query } = await send(ANN);
    const before = await getMessage(app, id);
    expect((await post(query, body)).status).toBe(200);
    expect(await replies()).toEqual([]);
    expect(await getMessage(app, id)).toEqual(before);
    expect((await post('', body, signedHeaders(body))).status).toBe(200);
    expect(await replies()).toHaveLength(1);
  });

  it('a token does not save a signature that is wrong, or of which a part is missing', async () => {
    await start();
    const { id, messageId, query } = await send(ANN);
    const body = about({ batch_id: messageId });
    const right = signedHeaders(body);
    const forgeries = [
      signedHeaders(body, { secret: 'guessed' }),
      signedHeaders(body, { timestamp: '1' }),
      { ...right, 'x-sinch-webhook-signature-algorithm': 'none' },
      { ...right, 'x-sinch-webhook-signature': '' },
      ...['signature', 'signature-nonce', 'signature-timestamp', 'signature-algorithm'].map((name) => ({
        [`x-sinch-webhook-${name}`]: right[`x-sinch-webhook-${name}`]!,
      })),
      { 'x-sinch-webhook-signature': '' },
    ];
    for (const headers of forgeries) expect((await post(query, body, headers)).status).toBe(401);
    expect(await statuses(id)).toEqual(['QUEUED']);
  });

  it('a token that is given twice, altered or of another secret opens nothing', async () => {
    await start();
    const { id, messageId, query } = await send(ANN);
    const token = query.slice('?token='.length);
    const body = about({ batch_id: messageId });
    const foreign = createTokens(['another secret of someone else']).issue(id);
    const answers = new Set<string>();
    for (const wrong of [
      '',
      '?token=',
      `?token=${token}&token=${token}`,
      `?token=${token}&%74oken=${token}`,
      `?token[]=${token}`,
      `?TOKEN=${token}`,
      `?token=${token}=`,
      `?token=${token.slice(0, -1)}`,
      `?token=${foreign}`,
      `?token=${id}`,
    ]) {
      const response = await post(wrong, body);
      answers.add(`${response.status} ${await response.text()}`);
    }
    const unsigned = '{"type":"about:blank","title":"Unauthorized","status":401,"code":"unauthorized"}';
    expect([...answers]).toEqual([`401 ${unsigned}`]);
    expect(await statuses(id)).toEqual(['QUEUED']);
    expect((await post(`?x=1&token=${token}&y`, body)).status).toBe(200);
    expect(await statuses(id)).toEqual(['DELIVERED']);
  });

  it('the token of the previous secret still works while a rotation lasts', async () => {
    await start({
      ...BY_TOKEN,
      SINCH_WEBHOOK_SECRET: 'quite a new secret',
      SINCH_WEBHOOK_SECRET_PREVIOUS: SECRET,
    });
    const { id, messageId } = await send(ANN);
    const old = createTokens([SECRET]).issue(id);
    expect((await post(`?token=${old}`, about({ batch_id: messageId }))).status).toBe(200);
    expect(await statuses(id)).toEqual(['DELIVERED']);
  });

  it('a body that is no JSON object is still 400', async () => {
    await start();
    const { query } = await send(ANN);
    expect((await post(query, '[]')).status).toBe(400);
  });

  it('nothing of it shows the token in the log', async () => {
    await start();
    const { messageId, query } = await send(ANN);
    const token = query.slice('?token='.length);
    const [, mac] = token.split('.');
    const body = about({ batch_id: messageId });
    await post(query, body);
    await post(`${query}x`, body);
    await post(`${query}&token=1`, body);
    await post(query, body, signedHeaders(body, { secret: 'guessed' }));
    await post(query, '[]');
    const log = app.logLines.join('');
    expect(app.logLines.length).toBeGreaterThan(5);
    expect(log).not.toContain(mac);
  });
});

it('what Sinch says against a send shows no token in the log, though it repeats the address', async () => {
  await start();
  answer = async ({ callbackUrl }) => {
    const cause = `400 {"text":"callback_url ${callbackUrl} is not valid"}`;
    return { kind: 'refused', refusal: refusal('invalid_content'), cause };
  };
  await postSend(app, { to: ANN });
  const [, mac] = sent[0]!.callbackUrl.split('.').slice(-2);
  expect(mac).toHaveLength(43);
  expect(app.logLines.join('')).toContain('callback_url');
  expect(app.logLines.join('')).not.toContain(mac);
});

it('no token that differs in any way opens anything', async () => {
  await start();
  const { id, messageId, query } = await send(ANN);
  const token = query.slice('?token='.length);
  const body = about({ batch_id: messageId });
  const change = fc.tuple(
    fc.nat(token.length - 1),
    fc.constantFrom('', 'A', '-', '_', '.', '%00', '%2E', '=', '0'),
  );
  await fc.assert(
    fc.asyncProperty(change, fc.boolean(), async ([at, piece], replace) => {
      const made = token.slice(0, at) + piece + token.slice(at + (replace ? 1 : 0));
      const same = decodeURIComponent(made) === token;
      expect((await overExpress(`?token=${made}`, body)).status).toBe(same ? 200 : 401);
    }),
    { numRuns: 150 },
  );
  expect(await statuses(id)).toHaveLength(1);
});

it('a signature header that stands there twice is not saved by a token', async () => {
  await start();
  const { id, messageId, query } = await send(ANN);
  const body = about({ batch_id: messageId });
  const headers = signedHeaders(body);
  const name = 'x-sinch-webhook-signature';
  for (const others of [headers, {}]) {
    const twice = request(app.server)
      .post(PATH + query)
      .set(others)
      .set(name, [headers[name]!, headers[name]!] as never);
    expect((await twice.send(body)).status).toBe(401);
  }
  expect(await statuses(id)).toEqual(['QUEUED']);
});

const health = async (): Promise<CallbackHealth> =>
  (await (await fetch(`${app.url}/api/callbacks`)).json()) as CallbackHealth;
interface Line {
  level: number;
  reason?: string;
  diagnosis?: string;
  msg: string;
}
const refusals = (): Line[] =>
  app.logLines.map((line) => JSON.parse(line) as Line).filter(({ reason }) => reason !== undefined);
const [DEBUG, WARN, ERROR] = [20, 40, 50];

describe('where only signatures count', () => {
  it('an unsigned callback with a right token is refused like any other, and the log says loudly why', async () => {
    let now = Date.UTC(2026, 10, 23, 9);
    await start({}, { now: () => now });
    const { id, messageId, query } = await send(ANN);
    const body = about({ batch_id: messageId });
    const steps = [0, 1000, 3_598_999, 1, 1000];
    for (const step of steps) {
      now += step;
      expect((await overExpress(query, body)).status).toBe(401);
    }
    expect(await statuses(id)).toEqual(['QUEUED']);
    expect(refusals().map(({ level }) => level)).toEqual([ERROR, DEBUG, DEBUG, WARN, DEBUG]);
    const [first] = refusals();
    expect(first?.reason).toBe('unsigned');
    for (const word of [
      'account manager',
      'secret_for_overridden_callback_urls',
      'SINCH_CALLBACK_AUTH=signature-or-token',
    ]) {
      expect(first?.msg).toContain(word);
    }
    expect(await health()).toMatchObject({ auth: 'signature', unsignedAt: new Date(now).toISOString() });
  });

  it('one without a token, or with a wrong one, says nothing of the account', async () => {
    await start({});
    const { query } = await send(ANN);
    await overExpress('', about({}));
    await overExpress(`${query}x`, about({}));
    expect(refusals().map(({ level, reason }) => [level, reason])).toEqual([
      [WARN, 'missing'],
      [WARN, 'bad_token'],
    ]);
    expect(await health()).toMatchObject({ unsignedAt: null, diagnosis: null });
  });

  it('keeps what it refused under reasons of their own', async () => {
    const kept: string[] = [];
    await start({});
    const rejected = createRejected({
      keepRejected: async (entries) => void kept.push(...entries.map(({ reason }) => reason)),
    });
    const policy = app.config.webhook;
    const receive = createReceive({
      store: app.store,
      rejected,
      policy,
      tokens: createTokens(policy.secrets),
      health: createHealth(policy, 0),
      now: Date.now,
    });
    const { query } = await send(ANN);
    const none = { signature: undefined, nonce: undefined, timestamp: undefined, algorithm: undefined };
    for (const url of [PATH, `${PATH}?token=x`, PATH + query]) await receive(Buffer.from('{}'), none, url);
    await receive(Buffer.from('{}'), { ...none, nonce: 'n' }, PATH + query);
    await rejected.flush();
    expect(kept).toEqual(['missing', 'bad_token', 'unsigned', 'missing']);
  });
});

describe('GET /api/callbacks', () => {
  it('tells which secret matched, and when', async () => {
    const now = Date.UTC(2026, 10, 23, 9);
    const at = new Date(now).toISOString();
    await start({ SINCH_WEBHOOK_SECRET_PREVIOUS: 'the secret before this one' }, { now: () => now });
    expect(await health()).toEqual({
      since: at,
      auth: 'signature',
      secrets: [
        { name: 'current', lastMatchedAt: null },
        { name: 'previous', lastMatchedAt: null },
      ],
      unsignedAt: null,
      diagnosis: null,
    });
    const timestamp = String(now / 1000);
    await overExpress(
      '',
      about({}),
      signedHeaders(about({}), { secret: 'the secret before this one', timestamp }),
    );
    expect((await health()).secrets).toEqual([
      { name: 'current', lastMatchedAt: null },
      { name: 'previous', lastMatchedAt: at },
    ]);
    await overExpress('', about({}), signedHeaders(about({}), { timestamp }));
    expect((await health()).secrets[0]).toEqual({ name: 'current', lastMatchedAt: at });
  });

  it('tells of the mistake behind a wrong signature, as the log does, and the answer does not', async () => {
    await start();
    const body = about({});
    const response = await overExpress('', `${body}\n`, signedHeaders(body));
    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain('line break');
    const { diagnosis } = await health();
    expect(diagnosis).toMatchObject({ code: 'body_trimmed' });
    expect(refusals()).toEqual([
      expect.objectContaining({
        reason: 'mismatch',
        diagnosis: 'body_trimmed',
        msg: `callback refused: ${diagnosis?.detail}`,
      }),
    ]);
  });

  it('tells of a clock that is wrong', async () => {
    await start();
    const timestamp = String(Math.floor(Date.now() / 1000) - 200_000);
    await overExpress('', about({}), signedHeaders(about({}), { timestamp }));
    expect((await health()).diagnosis).toMatchObject({
      code: 'clock',
      detail: expect.stringContaining('2 days'),
    });
  });

  it('tells that unsigned callbacks come, where they are taken', async () => {
    await start();
    const { query } = await send(ANN);
    expect((await health()).unsignedAt).toBeNull();
    await overExpress(query, about({}));
    expect((await health()).unsignedAt).not.toBeNull();
    expect(refusals()).toEqual([]);
  });

  it('is not for the world, nor for a cache', async () => {
    await start();
    const response = await fetch(`${app.url}/api/callbacks`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const tunnelled = await fetch(`${app.url}/api/callbacks`, {
      headers: { 'X-Forwarded-For': '203.0.113.7' },
    });
    expect(tunnelled.status).toBe(403);
    app.lifecycle.phase = 'starting';
    expect((await fetch(`${app.url}/api/callbacks`)).status).toBe(503);
  });
});
