/** `POST /send-sms`: what is taken, what is refused, and that one request sends one SMS. */
import dns from 'node:dns';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { messageSchema, problemSchema } from '../src/contract.ts';
import type { Message, Problem } from '../src/contract.ts';
import type { Gateway, OutgoingMessage, SendOutcome } from '../src/sinch/gateway.ts';
import { ANY_MESSAGE } from '../src/store/criteria.ts';
import { createMemoryStore } from '../src/store/memory/memory.ts';
import { TEXT, acceptingGateway, freePort, getMessage, postSend, startApp, stubGateway } from './harness.ts';
import type { SendBody, TestApp, TestAppOptions } from './harness.ts';
import { postCallback, recipientReport } from './sinch-callback.ts';

let app: TestApp;
let asked: OutgoingMessage[];
afterEach(() => app.close());

async function start(options: TestAppOptions = {}): Promise<void> {
  asked = [];
  const inner = options.gateway ?? acceptingGateway();
  const record: Gateway['send'] = (message, onLate) => {
    asked.push(message);
    return inner.send(message, onLate);
  };
  const gateway = stubGateway(record, { transport: inner.transport });
  app = await startApp({ ...options, gateway });
}

const problemOf = async (response: Response): Promise<Problem> => problemSchema.parse(await response.json());
const messageOf = async (response: Response): Promise<Message> => messageSchema.parse(await response.json());

describe('an accepted send', () => {
  it('is answered 201 with the whole message', async () => {
    await start();
    const response = await postSend(app, { to: ['+12025550101'] });
    expect(response.status).toBe(201);
    const message = await messageOf(response);
    expect(response.headers.get('location')).toBe(`/api/messages/${message.id}`);
    expect(message).toEqual(await getMessage(app, message.id));
    expect(message).toMatchObject({
      state: 'accepted',
      from: '+12025550123',
      message: TEXT,
      final: false,
    });
  });

  it('takes one number as a text, `00` for `+`, and merges what is the same', async () => {
    await start();
    await postSend(app, { to: '0012025550101' });
    await postSend(app, { to: ['+12025550101', '+1 (202) 555-0101', '0044 7700 900123'] });
    expect(asked.map((one) => one.to)).toEqual([['+12025550101'], ['+12025550101', '+447700900123']]);
  });

  it.each([
    ['+447700900123', '+447700900123'],
    ['447700900123', '+447700900123'],
    ['12345', '12345'],
    ['ACME Shop', 'ACME Shop'],
  ])('may come from %s', async (from, sender) => {
    await start();
    expect((await postSend(app, { to: '+447700900100', from })).status).toBe(201);
    expect(asked[0]?.from).toBe(sender);
  });

  it('goes to Sinch with the number of parts that the page showed', async () => {
    await start();
    await postSend(app, { to: '+12025550101', message: 'e\u0301'.repeat(161) });
    expect(asked[0]).toMatchObject({ text: 'é'.repeat(161), maxParts: 2 });
  });

  it('may have 1,000 recipients and 2,000 characters', async () => {
    await start();
    const to = Array.from({ length: 1000 }, (_, n) => `+1202555${String(n).padStart(4, '0')}`);
    const response = await postSend(app, { to: [...to, to[0]!], message: 'm'.repeat(2000) }, {});
    // 14 parts times 1,000 are more than a day's budget; the fields themselves are right.
    expect((await problemOf(response)).code).toBe('daily_budget');
  });
});

describe('a send to each recipient by itself', () => {
  const to = ['+12025550101', '+12025550102', '+12025550103'];
  const outcome: SendOutcome = {
    kind: 'accepted_each',
    recipients: [
      { kind: 'accepted', recipient: to[0]!, sinchId: 'M-1' },
      { kind: 'refused', recipient: to[1]!, reason: 'INVALID_ARGUMENT' },
      { kind: 'unclear', recipient: to[2]! },
    ],
    cause: 'reset while asked about +12025550103',
  };

  it('is answered 201 where at least one was accepted, and says how each fared', async () => {
    await start({ gateway: stubGateway(async () => outcome, { transport: 'conversation' }) });
    const response = await postSend(app, { to });
    expect(response.status).toBe(201);
    const message = await messageOf(response);
    expect(message).toMatchObject({ state: 'accepted', messageId: null, sentAt: expect.any(String) });
    expect(message.recipients.map(({ messageId, status, reason }) => [messageId, status, reason])).toEqual([
      ['M-1', 'QUEUED', null],
      [null, 'REJECTED', 'INVALID_ARGUMENT'],
      [null, null, null],
    ]);
  });

  it('that met mishaps says so in the log, without a number', async () => {
    await start({ gateway: stubGateway(async () => outcome, { transport: 'conversation' }) });
    await postSend(app, { to });
    const line = app.logLines.find((one) => one.includes('reset while asked'));
    expect(line).toContain('"verdict":"sent"');
    expect(line).not.toContain('2025550103');
  });
});

describe('a send with times', () => {
  const NOW = Date.UTC(2026, 10, 23, 8);
  const body = {
    to: '+12025550101',
    sendAt: '2026-11-23T10:00:00+01:00',
    expireAt: '2026-11-24T09:00:00Z',
  };

  it('tells Sinch and whoever asks', async () => {
    await start({ now: () => NOW });
    const response = await postSend(app, body);
    expect(response.status).toBe(201);
    expect(asked[0]).toMatchObject({ sendAt: NOW + 3_600_000, expireAt: NOW + 25 * 3_600_000 });
    expect(await messageOf(response)).toMatchObject({
      transport: 'sms',
      createdAt: '2026-11-23T08:00:00.000Z',
      sentAt: '2026-11-23T08:00:00.000Z',
      sendAt: '2026-11-23T09:00:00.000Z',
      canceledAt: null,
      final: false,
    });
  });

  it('that has just passed is sent at once', async () => {
    await start({ now: () => NOW });
    const response = await postSend(app, { to: '+12025550101', sendAt: '2026-11-23T07:59:30Z' });
    expect((await messageOf(response)).sendAt).toBeNull();
    expect(asked[0]?.sendAt).toBeNull();
  });

  it('expires on the Conversation API too, but does not wait there', async () => {
    const gateway: Gateway = { ...acceptingGateway(), transport: 'conversation' };
    await start({ now: () => NOW, gateway });
    const { errors } = await problemOf(await postSend(app, body));
    expect(errors).toEqual([
      { path: 'sendAt', message: expect.stringMatching(/Conversation API.*Leave it out/) },
    ]);
    const response = await postSend(app, { to: body.to, expireAt: body.expireAt });
    expect(response.status).toBe(201);
    expect((await messageOf(response)).transport).toBe('conversation');
    expect(asked).toMatchObject([{ sendAt: null, expireAt: NOW + 25 * 3_600_000 }]);
  });

  it('is answered as the first time when it is repeated after them, and sent once', async () => {
    let now = NOW;
    await start({ now: () => now, env: { SEND_PARTS_PER_DAY: '1' } });
    const key = { 'Idempotency-Key': 'one-sms-please' };
    const first = await messageOf(await postSend(app, body, key));
    now += 48 * 3_600_000;
    const again = await postSend(app, body, key);
    expect([again.status, (await messageOf(again)).id]).toEqual([201, first.id]);
    const other = await postSend(app, { ...body, message: 'Hello!' }, key);
    expect([other.status, (await problemOf(other)).code]).toEqual([422, 'idempotency_key_reused']);
    for (const newKey of [{}, { 'Idempotency-Key': 'another' }]) {
      const { code, errors } = await problemOf(await postSend(app, body, newKey));
      expect([code, errors?.map(({ path }) => path)]).toEqual(['invalid_fields', ['sendAt', 'expireAt']]);
    }
    expect(asked).toHaveLength(1);
    // Neither has cost a part or a key.
    expect((await postSend(app, { to: body.to }, { 'Idempotency-Key': 'another' })).status).toBe(201);
  });
});

describe('bad input is refused with the field and the remedy, and changes nothing', () => {
  it.each<[string, unknown, string, RegExp]>([
    ['no recipient', { to: [], message: 'x' }, 'to', /at least one/],
    ['no `to`', { message: 'x' }, 'to', /phone number/],
    ['a number for `to`', { to: 12025550101, message: 'x' }, 'to', /phone number/],
    ['a number in the list', { to: ['+12025550101', 7], message: 'x' }, 'to.1', /phone number/],
    ['no country code', { to: ['+12025550101', '2025550102'], message: 'x' }, 'to.1', /country code/],
    ['no phone number', { to: 'Ann', message: 'x' }, 'to', /\+12025550123/],
    ['too short a number', { to: '+1202', message: 'x' }, 'to', /not a possible/],
    ['an empty message', { to: '+12025550101', message: '' }, 'message', /Write/],
    ['a blank message', { to: '+12025550101', message: ' \n' }, 'message', /Write/],
    ['2,001 characters', { to: '+12025550101', message: 'm'.repeat(2001) }, 'message', /2000/],
    ['a parameter', { to: '+12025550101', message: 'Hi ${name}' }, 'message', /\$\{/],
    ['a NUL', { to: '+12025550101', message: 'a\0b' }, 'message', /no text/],
    ['a broken surrogate', { to: '+12025550101', message: 'a\ud800' }, 'message', /no text/],
    ['a long name', { to: '+447700900123', message: 'x', from: 'ABCDEFGHIJKL' }, 'from', /11/],
    ['a name to the US', { to: '+12025550101', message: 'x', from: 'ACME' }, 'from', /US and Canada/],
    ['a name to Canada', { to: '+16135550101', message: 'x', from: 'ACME' }, 'from', /US and Canada/],
    ['a field that is none', { to: '+12025550101', message: 'x', form: 'ACME' }, 'form', /not known/],
    ['no time', { to: '+12025550101', message: 'x', sendAt: 'soon' }, 'sendAt', /ISO 8601/],
    ['a number for a time', { to: '+12025550101', message: 'x', expireAt: 7 }, 'expireAt', /time as text/],
    [
      'a time long ago',
      { to: '+12025550101', message: 'x', sendAt: '2020-01-01T00:00:00Z' },
      'sendAt',
      /passed.*later/,
    ],
    [
      'an expiry long ago',
      { to: '+12025550101', message: 'x', expireAt: '2020-01-01T00:00:00Z' },
      'expireAt',
      /passed.*later/,
    ],
    [
      'too late an expiry',
      { to: '+12025550101', message: 'x', expireAt: '2999-01-01T00:00:00Z' },
      'expireAt',
      /three days/,
    ],
    [
      'an expiry before the sending',
      {
        to: '+12025550101',
        message: 'x',
        sendAt: '2999-01-01T00:00:01Z',
        expireAt: '2999-01-01T00:00:01Z',
      },
      'expireAt',
      /after sendAt/,
    ],
    ['a list', [], '', /JSON object/],
    ['two fields that are none', { to: '+12025550101', message: 'x', a: 1, b: 2 }, 'b', /not known/],
  ])('%s', async (_what, body, path, remedy) => {
    await start();
    const response = await request(app.server)
      .post('/send-sms')
      .set('Idempotency-Key', 'key')
      .send(body as object);
    expect(response.status).toBe(422);
    const problem = problemSchema.parse(response.body);
    expect(problem.errors?.find((error) => error.path === path)?.message).toMatch(remedy);
    expect(asked).toEqual([]);
    expect((await request(app.server).get('/api/messages')).body.items).toEqual([]);
    // The key is not consumed.
    expect((await postSend(app, { to: '+12025550101' }, { 'Idempotency-Key': 'key' })).status).toBe(201);
  });

  it('more than 1,000 recipients', async () => {
    await start();
    const to = Array.from({ length: 1001 }, (_, n) => `+1202555${String(n).padStart(4, '0')}`);
    const { errors } = await problemOf(await postSend(app, { to }));
    expect(errors).toEqual([{ path: 'to', message: expect.stringContaining('at most 1000') }]);
  });

  it('all faults at once, none repeating a number', async () => {
    await start();
    const response = await postSend(app, { to: ['+1202555', '2025550102'], message: '', from: '?!' });
    const problem = await problemOf(response);
    expect(problem.errors?.map((error) => error.path)).toEqual(['to.0', 'to.1', 'message', 'from']);
    expect(JSON.stringify(problem)).not.toContain('2025550102');
  });

  it('a key with blanks', async () => {
    await start();
    const problem = await problemOf(
      await postSend(app, { to: '+12025550101' }, { 'Idempotency-Key': 'a b' }),
    );
    expect(problem.errors?.[0]?.path).toBe('Idempotency-Key');
    expect(asked).toEqual([]);
  });

  it('no JSON: 400', async () => {
    await start();
    const response = await request(app.server).post('/send-sms').type('json').send('{"to":');
    expect([response.status, response.body.code]).toEqual([400, 'invalid_json']);
  });

  it('letters in another encoding than UTF-8: 400, before they are lost', async () => {
    await start();
    const body = Buffer.from('{"to":"+12025550101","message":"Grüße"}', 'latin1');
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(`${app.url}/send-sms`, { method: 'POST', headers, body });
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'invalid_json' }]);
    expect(asked).toEqual([]);
  });

  it('another content type: 415', async () => {
    await start();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const response = await request(app.server)
        .post('/send-sms')
        .type(type)
        .send('{"to":"+12025550101","message":"x"}');
      expect([response.status, response.body.code]).toEqual([415, 'unsupported_media_type']);
    }
  });

  it('too much of it: 413', async () => {
    await start();
    const response = await postSend(app, { to: '+12025550101', message: 'm'.repeat(300_000) });
    expect([response.status, (await problemOf(response)).code]).toEqual([413, 'too_large']);
  });
});

describe('an Idempotency-Key', () => {
  const key = { 'Idempotency-Key': 'one-sms-please' };
  const body: SendBody = { to: '+12025550101' };

  it('makes one SMS of five requests at once', async () => {
    let answer: (outcome: SendOutcome) => void = () => {};
    const slow = stubGateway(() => new Promise((resolve) => (answer = resolve)));
    await start({ gateway: slow });
    const early: Response[] = [];
    const requests = Array.from({ length: 5 }, async () => {
      const response = await postSend(app, body, key);
      early.push(response);
      return response;
    });
    while (early.length < 4) await new Promise((resolve) => setImmediate(resolve));
    expect((await messageOf(early[0]!.clone())).state).toBe('submitting');
    answer({ kind: 'accepted', sinchId: 'B-ONE', expireAt: null });
    const responses = await Promise.all(requests);
    expect(responses.map((response) => response.status).toSorted()).toEqual([201, 202, 202, 202, 202]);
    expect(asked).toHaveLength(1);
    const again = await postSend(app, body, key);
    expect([again.status, (await messageOf(again)).messageId]).toEqual([201, 'B-ONE']);
  });

  it('answers a request that means the same alike, and another one with 422', async () => {
    await start();
    await postSend(app, { to: ['+12025550101', '0012025550101'], message: 'e\u0301' }, key);
    expect((await postSend(app, { to: '+1 202 555 0101', message: 'é' }, key)).status).toBe(201);
    const other = await postSend(app, { to: '+12025550102', message: 'é' }, key);
    expect([other.status, (await problemOf(other)).code]).toEqual([422, 'idempotency_key_reused']);
    expect(asked).toHaveLength(1);
  });

  it('repeats a refusal as it was', async () => {
    const refusal = { code: 'unreachable', detail: 'Sinch could not be reached.' } as const;
    await start({ gateway: stubGateway(async () => ({ kind: 'refused', refusal, cause: '' })) });
    const first = await postSend(app, body, key);
    const again = await postSend(app, body, key);
    expect([first.status, again.status, asked.length]).toEqual([503, 503, 1]);
    const [one, two] = [await problemOf(first), await problemOf(again)];
    expect({ ...two, requestId: '' }).toEqual({ ...one, requestId: '' });
  });
});

describe('a lost answer', () => {
  it('is answered 202, and a callback that names our reference settles it', async () => {
    await start({ gateway: stubGateway(async () => ({ kind: 'unclear', cause: 'reset' })) });
    const response = await postSend(app, { to: '+12025550101' });
    expect(response.status).toBe(202);
    const { id, state } = await messageOf(response);
    expect(state).toBe('unclear');
    await postCallback(app, recipientReport({ batch_id: 'B-LOST', client_reference: id }));
    expect(await getMessage(app, id)).toMatchObject({ state: 'accepted', messageId: 'B-LOST', final: true });
  });

  it('is not resent when the store fails after Sinch accepted', async () => {
    const store = { ...createMemoryStore(), settleSend: () => Promise.reject(new Error('disk full')) };
    await start({ store });
    const response = await postSend(app, { to: '+12025550101' });
    expect([response.status, (await messageOf(response)).state]).toEqual([202, 'submitting']);
    expect(app.logLines.join('')).toContain('disk full');
  });
});

it('nothing is sent when the store fails before', async () => {
  await start({
    store: { ...createMemoryStore(), insertMessage: () => Promise.reject(new Error('disk full')) },
  });
  const response = await postSend(app, { to: '+12025550101' });
  expect(response.status).toBe(503);
  expect(JSON.stringify(await problemOf(response))).not.toContain('disk');
  expect(asked).toEqual([]);
});

it('a fault in one request ends no other', async () => {
  const broken = stubGateway(() => {
    throw new TypeError('a bug');
  });
  await start({ gateway: broken });
  expect((await postSend(app, { to: '+12025550101' })).status).toBe(503);
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
});

describe('limits', () => {
  it('allow so many requests a minute', async () => {
    await start({ env: { SEND_LIMIT_PER_MINUTE: '2' } });
    const responses = [];
    for (let n = 0; n < 3; n += 1) responses.push(await postSend(app, { to: '+12025550101' }));
    expect(responses.map((response) => response.status)).toEqual([201, 201, 429]);
    expect((await problemOf(responses[2]!)).code).toBe('too_many_requests');
    expect(Number(responses[2]!.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(asked).toHaveLength(2);
  });

  it('allow so many parts a day, and not one more', async () => {
    const eveningUtc = Date.UTC(2026, 10, 23, 23, 59, 30);
    await start({ env: { SEND_PARTS_PER_DAY: '3' }, now: () => eveningUtc });
    const two = { to: ['+12025550101', '+12025550102'] };
    expect((await postSend(app, two)).status).toBe(201);
    const over = await postSend(app, two, { 'Idempotency-Key': 'k' });
    expect([over.status, (await problemOf(over)).code, over.headers.get('retry-after')]).toEqual([
      429,
      'daily_budget',
      '30',
    ]);
    expect((await postSend(app, { to: '+12025550101' }, { 'Idempotency-Key': 'k' })).status).toBe(201);
  });
});

describe('allowed countries', () => {
  const JAMAICA = '+18765550123';

  it('are all that may be sent to: one recipient elsewhere, and nothing is sent or kept', async () => {
    await start({ env: { ALLOWED_COUNTRIES: 'US,GB' } });
    const response = await postSend(app, { to: ['+12025550101', JAMAICA] });
    const answer = await problemOf(response);
    expect([response.status, answer.code]).toEqual([422, 'invalid_fields']);
    expect(answer.errors).toEqual([
      { path: 'to.1', message: expect.stringMatching(/Jamaica.*ALLOWED_COUNTRIES/) },
    ]);
    expect(JSON.stringify(answer) + app.logLines.join('')).not.toContain('8765550123');
    expect(asked).toEqual([]);
    expect(await app.store.listMessages({ limit: 1, after: null, criteria: ANY_MESSAGE })).toEqual([]);
    expect((await postSend(app, { to: ['+12025550101', '+447700900123'] })).status).toBe(201);
  });

  it('that were others earlier do not make a repeated request forget what was sent', async () => {
    const store = createMemoryStore();
    const key = { 'Idempotency-Key': 'k' };
    await start({ store });
    const first = await messageOf(await postSend(app, { to: JAMAICA }, key));
    await app.close();
    await start({ store, env: { ALLOWED_COUNTRIES: 'US' } });
    const again = await postSend(app, { to: JAMAICA }, key);
    expect([again.status, (await messageOf(again)).id]).toEqual([201, first.id]);
    expect((await postSend(app, { to: JAMAICA }, { 'Idempotency-Key': 'other' })).status).toBe(422);
    expect(asked).toEqual([]);
  });
});

describe('a Sinch that does not answer as it should', () => {
  async function startWith(answer: RequestListener, env: Record<string, string> = {}) {
    const sinch = createServer(answer);
    await new Promise<void>((resolve) => sinch.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(sinch.address() as AddressInfo).port}`;
    app = await startApp({ env: { SINCH_AUTH_URL: url, SINCH_SMS_URL: url, ...env }, sendDeadlineMs: 300 });
    return { close: () => sinch.closeAllConnections() };
  }
  const token = '{"access_token":"t","expires_in":3599,"scope":"","token_type":"bearer"}';
  const answerSends =
    (status: number, body: string): RequestListener =>
    (req, res) => {
      if (req.url === '/oauth2/token') res.end(token);
      else res.writeHead(status).end(body);
    };

  it('nobody listens: nothing left us', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    app = await startApp({ env: { SINCH_AUTH_URL: url, SINCH_SMS_URL: url } });
    const response = await postSend(app, { to: '+12025550101' });
    expect([response.status, (await problemOf(response)).code]).toEqual([503, 'unreachable']);
  });

  it('the token is there, but nobody listens at the SMS host: nothing left us', async () => {
    const { close } = await startWith(answerSends(201, ''), {
      SINCH_SMS_URL: `http://127.0.0.1:${await freePort()}`,
    });
    const response = await postSend(app, { to: '+12025550101' });
    expect([response.status, (await problemOf(response)).code]).toEqual([503, 'unreachable']);
    close();
  });

  it('none of the several addresses of the SMS host answers: nothing left us', async () => {
    const port = await freePort();
    const { close } = await startWith(answerSends(201, ''), { SINCH_SMS_URL: `http://sinch.test:${port}` });
    const lookup = vi.spyOn(dns, 'lookup').mockImplementation((...args: unknown[]) => {
      const callback = args.at(-1) as (error: null, addresses: dns.LookupAddress[]) => void;
      const addresses = ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 }));
      callback(null, addresses);
    });
    const response = await postSend(app, { to: '+12025550101' });
    expect([response.status, (await problemOf(response)).code]).toEqual([503, 'unreachable']);
    lookup.mockRestore();
    close();
  });

  it('the token call hangs: nothing left us, and the next send is not blocked by it', async () => {
    let calls = 0;
    const { close } = await startWith((req, res) => {
      if (req.url !== '/oauth2/token') res.writeHead(201).end('{"id":"B1"}');
      else if ((calls += 1) > 1) res.end(token);
    });
    const hung = await postSend(app, { to: '+12025550101' });
    expect([hung.status, (await problemOf(hung)).code]).toEqual([503, 'unreachable']);
    expect((await postSend(app, { to: '+12025550101' })).status).toBe(201);
    close();
  });

  it('a token that comes after the deadline sends nothing any more', async () => {
    const paths: string[] = [];
    let giveToken: () => void = () => {};
    const { close } = await startWith((req, res) => {
      paths.push(req.url ?? '');
      giveToken = () => res.end(token);
    });
    expect((await postSend(app, { to: '+12025550101' })).status).toBe(503);
    giveToken();
    expect((await postSend(app, { to: '+12025550101' })).status).toBe(503);
    expect(paths).toEqual(['/oauth2/token', '/oauth2/token']);
    close();
  });

  it.each([
    [401, 502, 'wrong_credentials'],
    [500, 503, 'unreachable'],
  ])('the token call is answered %i', async (answered, status, code) => {
    const { close } = await startWith((_req, res) => res.writeHead(answered).end('{}'));
    const response = await postSend(app, { to: '+12025550101' });
    expect([response.status, (await problemOf(response)).code]).toEqual([status, code]);
    close();
  });

  it.each<[string, number, string, number, string]>([
    ['400', 400, '{"code":"syntax_constraint_violation","text":"…"}', 422, 'invalid_content'],
    [
      '400 in the newer shape',
      400,
      '{"error":{"code":400,"message":"…","status":"INVALID_ARGUMENT"}}',
      422,
      'invalid_content',
    ],
    ['400 without a body', 400, '', 422, 'invalid_content'],
    [
      '403 missing_callback_url',
      403,
      '{"code":"missing_callback_url","text":"…"}',
      422,
      'missing_callback_url',
    ],
    ['403 blocked_account', 403, '{"code":"blocked_account","text":"…"}', 422, 'blocked_account'],
    [
      '403 of a test account',
      403,
      '{"code":"x","text":"only verified numbers in test mode"}',
      422,
      'test_mode',
    ],
    ['401 after a good token', 401, '', 502, 'project_not_allowed'],
    ['404', 404, '', 502, 'wrong_configuration'],
    ['429', 429, '', 503, 'sinch_busy'],
  ])('the send is answered %s', async (_what, answered, body, status, code) => {
    const { close } = await startWith(answerSends(answered, body));
    const response = await postSend(app, { to: '+12025550101' });
    const problem = await problemOf(response);
    expect([response.status, problem.code]).toEqual([status, code]);
    expect(await getMessage(app, problem.id!)).toMatchObject({ state: 'refused', final: true });
    close();
  });

  it.each<[string, number, string]>([
    ['500', 500, ''],
    ['503', 503, '{"code":"x","text":"y"}'],
    ['201 that is no JSON', 201, '<html>'],
    ['201 without an id', 201, '{}'],
    ['201 with an id that cannot be one', 201, '{"id":"../../evil"}'],
  ])('the send is answered %s: unclear', async (_what, answered, body) => {
    const { close } = await startWith(answerSends(answered, body));
    const response = await postSend(app, { to: '+12025550101' });
    expect([response.status, (await messageOf(response)).state]).toEqual([202, 'unclear']);
    close();
  });

  it('a service plan goes by its token alone', async () => {
    const seen: (string | undefined)[] = [];
    const { close } = await startWith(
      (req, res) => {
        seen.push(req.url, req.headers.authorization);
        res.writeHead(201).end('{"id":"B1"}');
      },
      {
        SINCH_PROJECT_ID: '',
        SINCH_KEY_ID: '',
        SINCH_KEY_SECRET: '',
        SINCH_SERVICE_PLAN_ID: 'plan-1',
        SINCH_API_TOKEN: 'token-1',
        SINCH_REGION: 'br',
      },
    );
    expect((await postSend(app, { to: '+12025550101' })).status).toBe(201);
    expect(seen).toEqual(['/xms/v1/plan-1/batches', 'Bearer token-1']);
    close();
  });
});
