/** What came, as the API shows it: through real HTTP, from Sinch's post to the answer for who looks. */
import { afterEach, describe, expect, it } from 'vitest';
import { createTokens } from '../src/callbacks/token.ts';
import type { CallbackPage, Message, Problem, ReceivedCallback } from '../src/contract.ts';
import { createMemoryStore } from '../src/store/memory/memory.ts';
import type { Store } from '../src/store/store.ts';
import { SECRET, acceptingGateway, postSend, startApp } from './harness.ts';
import type { TestApp, TestAppOptions } from './harness.ts';
import { postCallback, recipientReport, signedHeaders } from './sinch-callback.ts';

const ANN = '+12025550101';
const BOB = '+12025550102';
const NOW = Date.UTC(2026, 10, 23, 9);
const SECONDS = String(NOW / 1000);
const SIGNATURE = 'x-sinch-webhook-signature';

let app: TestApp;
afterEach(() => app.close());

async function start(options: TestAppOptions = {}): Promise<Message> {
  app = await startApp({ gateway: acceptingGateway(), now: () => NOW, ...options });
  const response = await postSend(app, { to: [ANN, BOB] });
  return (await response.json()) as Message;
}

/** Signed at the time of these tests. */
const signed = (body: string | Buffer, signing: Parameters<typeof signedHeaders>[1] = {}) =>
  signedHeaders(body, { timestamp: SECONDS, ...signing });
const post = (body: string | Buffer, headers = signed(body)): Promise<Response> =>
  postCallback(app, body, headers);

const ask = (path: string): Promise<Response> => fetch(`${app.url}/api/callbacks/received${path}`);
async function list(query = ''): Promise<CallbackPage> {
  await app.rejected.flush();
  return (await (await ask(query)).json()) as CallbackPage;
}
const open = async (id: string, query = ''): Promise<ReceivedCallback> =>
  (await (await ask(`/${id}${query}`)).json()) as ReceivedCallback;
async function newest(query = ''): Promise<ReceivedCallback> {
  const { items } = await list();
  return open(items[0]!.id, query);
}
/** `p`assed, `f`ailed, `n`oted or not reached (`-`), in the order of the steps. */
const outline = ({ steps }: ReceivedCallback): string =>
  steps.map(({ outcome }) => (outcome === 'not_reached' ? '-' : outcome[0])).join('');
const detailOf = ({ steps }: ReceivedCallback, step: string): string =>
  steps.find((one) => one.step === step)?.detail ?? '';

const reply = (fields = {}): string =>
  JSON.stringify({
    type: 'mo_text',
    id: 'R1',
    from: ANN.slice(1),
    to: '12025550123',
    body: 'call me on 555',
    ...fields,
  });

describe('a callback that was taken', () => {
  it('is told from its headers to what it changed, with numbers masked', async () => {
    const message = await start();
    const body = recipientReport({ batch_id: message.messageId! });
    const headers = signed(body, { nonce: 'n-1' });
    await post(body, headers);
    const { items, next } = await list();
    const summary = {
      id: 'a1',
      receivedAt: new Date(NOW).toISOString(),
      accepted: true,
      verdict: 'stored',
      type: 'recipient_delivery_report_sms',
      message: message.id,
      answer: 200,
    };
    expect(items).toEqual([summary]);
    expect(next).toBeNull();
    const shown = await open('a1');
    expect(shown).toMatchObject({
      ...summary,
      masked: true,
      diagnosis: null,
      headers: [
        { name: SIGNATURE, value: headers[SIGNATURE] },
        { name: `${SIGNATURE}-nonce`, value: 'n-1' },
        { name: `${SIGNATURE}-timestamp`, value: SECONDS },
        { name: `${SIGNATURE}-algorithm`, value: 'HmacSHA256' },
      ],
      effects: [{ recipient: '+12…01', before: 'QUEUED', after: 'DELIVERED', added: 1 }],
      next: { kind: 'done', at: [], givesUpAt: null },
    });
    expect(outline(shown)).toBe('ppppppppp');
    expect(detailOf(shown, 'signature')).toContain('current');
    expect(detailOf(shown, 'message')).toContain(message.messageId);
    expect(detailOf(shown, 'recipients')).toBe('It brings 1 report, 1 of them new.');
    expect(shown.body).toMatchObject({ encoding: 'utf8', bytes: body.length, whole: true });
    expect(JSON.parse(shown.body.text)).toMatchObject({ recipient: '120…01', status: 'Delivered' });
    expect(JSON.stringify(shown)).not.toContain('12025550101');
  });

  it('is given as it came to who asks for that', async () => {
    const message = await start();
    const body = `  ${recipientReport({ batch_id: message.messageId! })}\n`;
    await post(body);
    const response = await ask('/a1?reveal=1');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const shown = (await response.json()) as ReceivedCallback;
    expect(shown).toMatchObject({ masked: false, effects: [{ recipient: ANN }] });
    expect(shown.body).toEqual({ text: body, encoding: 'utf8', bytes: body.length, whole: true });
  });

  it.each<[string, (message: Message) => string[], string, string]>([
    ['that says what is known', ({ messageId }) => report(messageId, 2), 'duplicate', 'ppppppppp'],
    ['of a message that is not here', () => report('B-UNKNOWN', 1), 'orphan', 'ppppppnpp'],
    ['with a reply', () => [reply()], 'reply', 'ppppppnpp'],
    ['with a reply that is known', () => [reply(), reply()], 'duplicate', 'ppppppnnp'],
    ['that says nothing of a message', () => ['{"type":"fax"}'], 'no_report', 'pppppnnnp'],
    ['that cannot be read', ({ messageId }) => report(messageId, 1, 'no number'), 'unreadable', 'pppppppnp'],
    ['about a stranger', ({ messageId }) => report(messageId, 1, '447700900123'), 'no_report', 'pppppppnp'],
  ])('%s is told as such', async (_what, bodiesOf, verdict, outcomes) => {
    const message = await start();
    for (const body of bodiesOf(message)) await post(body);
    const shown = await newest();
    expect(shown).toMatchObject({ accepted: true, verdict, answer: 200 });
    expect(outline(shown)).toBe(outcomes);
  });
  const report = (batch: string | null, times: number, recipient = '12025550101'): string[] =>
    Array.from({ length: times }, () => recipientReport({ batch_id: batch ?? '', recipient }));

  it('twice with the same nonce is told to be a replay', async () => {
    const message = await start();
    const body = recipientReport({ batch_id: message.messageId! });
    const headers = signed(body);
    await post(body, headers);
    await post(body, headers);
    const shown = await newest();
    expect(shown).toMatchObject({ id: 'a2', verdict: 'replay', effects: [{ added: 0 }] });
    expect(outline(shown)).toBe('ppppnpppp');
    expect(detailOf(shown, 'nonce')).toContain('replay');
  });

  it('and names our reference is found by it', async () => {
    const message = await start();
    await post(recipientReport({ batch_id: 'B-OTHER', client_reference: message.id }));
    const shown = await newest();
    expect(shown.message).toBe(message.id);
    expect(detailOf(shown, 'message')).toContain('our reference');
  });
});

const WRITTEN = 'call me on 555';

describe('what somebody wrote', () => {
  it('is shown to nobody who does not ask for it', async () => {
    await start();
    await post(reply());
    expect(JSON.parse((await newest()).body.text)).toMatchObject({ body: '…', from: '120…01' });
    expect((await newest('?reveal=1')).body.text).toContain(WRITTEN);
  });

  it('neither is where the body was cut in the middle of it', async () => {
    await start();
    const body = reply({ body: `${WRITTEN} ${'x'.repeat(3000)}` });
    await post(body, signed(body, { secret: 'guessed' }));
    const shown = await newest();
    expect(shown.body).toMatchObject({ bytes: 2048, whole: false });
    expect(shown.body.text).not.toContain('call');
    expect(shown.body.text).toContain('"from":"120…01"');
  });
});

describe('a callback that was not taken', () => {
  const body = recipientReport({ batch_id: 'B' });
  const right = signed(body);
  const hash = `${SIGNATURE}-algorithm`;

  it.each<[string, Record<string, string>, string, string, string | null]>([
    ['without a signature', {}, 'missing', 'f--------', null],
    ['with a part of it', { [SIGNATURE]: right[SIGNATURE]! }, 'missing', 'f--------', 'partly_signed'],
    ['of another algorithm', { ...right, [hash]: 'HmacSHA512' }, 'algorithm', 'pf-------', 'algorithm'],
    ['of a malformed signature', { ...right, [SIGNATURE]: 'x' }, 'malformed', 'ppf------', 'none_found'],
    ['of another secret', signed(body, { secret: 'guessed' }), 'mismatch', 'ppf------', 'none_found'],
    [
      'of a secret in quotes',
      signed(body, { secret: `"${SECRET}"` }),
      'mismatch',
      'ppf------',
      'secret_quoted',
    ],
    [
      'from long ago',
      signed(body, { timestamp: String(NOW / 1000 - 200_000) }),
      'time',
      'pppf-----',
      'clock',
    ],
  ])('%s is kept with the reason', async (_what, headers, verdict, outcomes, cause) => {
    await start();
    expect((await post(body, headers)).status).toBe(401);
    expect((await list()).items).toMatchObject([
      { id: 'r1', accepted: false, verdict, type: null, message: null, answer: 401 },
    ]);
    const shown = await open('r1');
    expect(outline(shown)).toBe(outcomes);
    expect(shown.diagnosis?.code ?? null).toBe(cause);
    expect(shown.next).toEqual({ kind: 'never', at: [], givesUpAt: null });
    expect(shown.body.whole).toBe(true);
  });

  it.each(['bad_token', 'unsigned'])('with a token alone is kept, too: %s', async (verdict) => {
    const { id } = await start();
    const query = `?token=${verdict === 'unsigned' ? createTokens([SECRET]).issue(id) : 'guessed'}`;
    const response = await fetch(`${app.url}/webhooks/sinch/delivery${query}`, { method: 'POST', body });
    expect(response.status).toBe(401);
    const shown = await newest();
    expect(shown).toMatchObject({ verdict, headers: [], diagnosis: null });
    expect(outline(shown)).toBe('f--------');
    expect(JSON.stringify(shown)).not.toContain('token=');
  });

  it('is told to be cut where only a part was kept, so that nobody trusts the rest', async () => {
    await start();
    const long = JSON.stringify({ type: 'x', pad: 'é'.repeat(1500) });
    await post(long, signed(long, { secret: 'guessed' }));
    const shown = await newest('?reveal=1');
    expect(shown.body).toMatchObject({ encoding: 'utf8', bytes: 2048, whole: false });
    expect(shown.diagnosis).toBeNull();
    expect(detailOf(shown, 'signature')).toContain('only the first 2,048 of its 3,021 bytes were kept');
  });

  it('because its body is no JSON object is kept, though Sinch signed it', async () => {
    await start();
    expect((await post('[]')).status).toBe(400);
    const shown = await newest();
    expect(shown).toMatchObject({ verdict: 'invalid_body', answer: 400, next: { kind: 'never' } });
    expect(outline(shown)).toBe('pppp-f---');
  });

  it('because the store is away is kept until the store is back', async () => {
    let isAway = true;
    const memory = createMemoryStore();
    const away = <Result>(work: () => Promise<Result>) =>
      isAway ? Promise.reject(new Error('away')) : work();
    const store: Store = {
      ...memory,
      recordCallback: (callback) => away(() => memory.recordCallback(callback)),
      keepRejected: (entries) => away(() => memory.keepRejected(entries)),
    };
    await start({ store });
    expect((await post(body)).status).toBe(503);
    await expect(app.rejected.flush()).rejects.toThrow('away');
    isAway = false;
    const shown = await newest();
    expect(shown).toMatchObject({ verdict: 'store_failed', answer: 503, next: { kind: 'again' } });
    expect(outline(shown)).toBe('pppp-p--f');
    expect(shown.next.at).toHaveLength(15);
    expect(shown.next.at[0]).toBe(new Date(NOW + 5000).toISOString());
    expect(shown.next.givesUpAt).toBe(new Date(NOW + 81_920_000).toISOString());
  });

  it('because too many wait for the store is kept', async () => {
    const waiting: (() => void)[] = [];
    const memory = createMemoryStore();
    const recordCallback: Store['recordCallback'] = () =>
      new Promise((resolve) => waiting.push(() => resolve({ verdict: 'stored', id: null, strangers: [] })));
    await start({ store: { ...memory, recordCallback } });
    const first = Array.from({ length: 1000 }, () => post(body));
    while (waiting.length < 1000) await new Promise((resolve) => setImmediate(resolve));
    expect((await post(body)).status).toBe(429);
    for (const finish of waiting) finish();
    await Promise.all(first);
    const shown = await newest();
    expect(shown).toMatchObject({ verdict: 'overloaded', answer: 429, next: { kind: 'again' } });
    expect(outline(shown)).toBe('pppp-p--f');
  });
});

describe('a secret that has been changed since', () => {
  const NEW = 'quite another secret than before';
  const restart = async (env: Record<string, string>): Promise<void> => {
    const { store } = app;
    await app.close();
    app = await startApp({ store, env, now: () => NOW });
  };

  it('does not make what it verified look forged', async () => {
    const message = await start();
    await post(recipientReport({ batch_id: message.messageId! }));
    await restart({ SINCH_WEBHOOK_SECRET: NEW });
    const shown = await open('a1');
    expect(outline(shown)).toBe('ppnpppppp');
    expect(detailOf(shown, 'signature')).toContain('changed since');
    await restart({ SINCH_WEBHOOK_SECRET: NEW, SINCH_WEBHOOK_SECRET_PREVIOUS: SECRET });
    expect(detailOf(await open('a1'), 'signature')).toContain('previous secret');
  });

  it('tells of what was refused that it would be right today', async () => {
    await start();
    const body = recipientReport({ batch_id: 'B' });
    await post(body, signed(body, { secret: NEW }));
    await app.rejected.flush();
    await restart({ SINCH_WEBHOOK_SECRET: NEW });
    const shown = await open('r1');
    expect(outline(shown)).toBe('ppf------');
    expect(detailOf(shown, 'signature')).toContain('It matches SINCH_WEBHOOK_SECRET today');
    expect(shown.diagnosis).toBeNull();
  });
});

it('a callback that its token proved says that nothing is signed', async () => {
  const message = await start({ env: { SINCH_CALLBACK_AUTH: 'signature-or-token' } });
  const token = createTokens([SECRET]).issue(message.id);
  const address = `${app.url}/webhooks/sinch/delivery?token=${token}`;
  const body = recipientReport({ batch_id: message.messageId! });
  expect((await fetch(address, { method: 'POST', body })).status).toBe(200);
  const shown = await newest();
  expect(shown).toMatchObject({ verdict: 'stored', message: message.id, headers: [] });
  expect(outline(shown)).toBe('nnnnnpppp');
  expect(detailOf(shown, 'message')).toContain('token');
});

it('bytes that are no UTF-8 are only counted, until somebody asks for them', async () => {
  await start();
  const bytes = Buffer.from([0xff, 0xfe, 0x31]);
  await post(bytes, signed(bytes, { secret: 'guessed' }));
  const body = { encoding: 'base64', bytes: 3, whole: true };
  expect((await newest()).body).toEqual({ text: '', ...body });
  expect((await newest('?reveal=1')).body).toEqual({ text: bytes.toString('base64'), ...body });
});

describe('the list', () => {
  it('can be narrowed to those that were taken, to the others, and to a message', async () => {
    const message = await start();
    const about = recipientReport({ batch_id: message.messageId! });
    await post(about);
    await post(reply());
    await post(about, {});
    const ids = async (query: string): Promise<string[]> => (await list(query)).items.map(({ id }) => id);
    expect(new Set(await ids(''))).toEqual(new Set(['a1', 'a2', 'r1']));
    expect(await ids('?kept=accepted')).toEqual(['a2', 'a1']);
    expect(await ids('?kept=rejected')).toEqual(['r1']);
    expect(await ids(`?message=${message.id}`)).toEqual(['a1']);
    expect(await ids(`?message=${message.id}&kept=accepted`)).toEqual(['a1']);
  });

  it('comes in pages', async () => {
    await start();
    for (let n = 0; n < 5; n += 1) {
      await post(reply({ id: `R${n}` }));
      await post('{}', {});
    }
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page: CallbackPage = await list(`?limit=3${next && `&after=${next}`}`);
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map(({ id }) => id));
      ({ next } = page);
    }
    expect(seen).toHaveLength(10);
    expect(new Set(seen).size).toBe(10);
  });

  it.each([
    ['?limit=0', 'limit'],
    ['?after=a1', 'after'],
    ['?kept=all', 'kept'],
    ['?message=+12025550101', 'message'],
    ['?kept=rejected&message=01J00000000000000000000000', 'kept'],
    ['/a1?reveal=yes', 'reveal'],
  ])('%s is refused, and %s named', async (query, name) => {
    await start();
    await post(reply());
    const response = await ask(query);
    expect(response.status).toBe(422);
    expect(((await response.json()) as Problem).errors).toMatchObject([{ path: name }]);
  });

  it.each(['a2', 'r1', 'x1', '1', 'a', 'a-1', 'a1.5', 'a99999999999999999999', 'a1 OR 1'])(
    'has no callback %s',
    async (id) => {
      await start();
      await post(reply());
      const response = await ask(`/${encodeURIComponent(id)}`);
      expect(response.status).toBe(404);
      expect(((await response.json()) as Problem).code).toBe('callback_not_found');
    },
  );
});

it('ten thousand forgeries of a stranger stay within bounds, and crowd out nobody’s callback', async () => {
  await start();
  const body = Buffer.alloc(1024 * 1024, 'forged');
  for (let n = 0; n < 10_000; n += 1) {
    const headers = { signature: 's', nonce: String(n), timestamp: '1', algorithm: 'a' };
    app.rejected.add('mismatch', headers, body, NOW + n);
  }
  expect((await post('[]')).status).toBe(400);
  const { items } = await list('?limit=100&kept=rejected');
  const { items: rest, next } = await list('?limit=100&kept=rejected&after=a0r2');
  expect(items).toHaveLength(100);
  expect([rest.length, next]).toEqual([1, null]);
  expect([...items, ...rest].filter(({ verdict }) => verdict === 'invalid_body')).toHaveLength(1);
});

it('of forgeries that go on for long the newest thousand stay', async () => {
  await start();
  const none = { signature: undefined, nonce: undefined, timestamp: undefined, algorithm: undefined };
  for (let n = 0; n < 1500; n += 1) {
    app.rejected.add('missing', none, Buffer.from('forged'), NOW + n);
    if (n % 100 === 99) await app.rejected.flush();
  }
  const seen: string[] = [];
  for (let next: string | null = ''; next !== null;) {
    const page: CallbackPage = await list(`?limit=100&kept=rejected${next && `&after=${next}`}`);
    seen.push(...page.items.map(({ receivedAt }) => receivedAt));
    ({ next } = page);
  }
  expect(seen).toHaveLength(1000);
  expect(seen.at(-1)).toBe(new Date(NOW + 500).toISOString());
});

it('a forgery that is a script is a text within JSON, and nothing else', async () => {
  await start();
  const script = '<script>alert(1)</script>';
  await post(script, { 'Content-Type': 'text/html', [SIGNATURE]: script });
  await app.rejected.flush();
  for (const path of ['', '/r1', '/r1?reveal=1']) {
    const response = await fetch(`${app.url}/api/callbacks/received${path}`, {
      headers: { Accept: 'text/html' },
    });
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  }
  expect((await open('r1', '?reveal=1')).body.text).toBe(script);
});

it('a person who was erased is in none of it, not even in what waits to be stored', async () => {
  const message = await start();
  const body = recipientReport({ batch_id: message.messageId! });
  await post(body);
  await post(body, {});
  const forgotten = await fetch(`${app.url}/api/forget`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ number: ANN }),
  });
  expect(forgotten.status).toBe(200);
  expect((await list()).items).toEqual([]);
});
