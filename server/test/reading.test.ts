/** What the page polls. */
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { budgetSchema, meaningsSchema, messagePageSchema, messageSchema } from '../src/contract.ts';
import type { Message } from '../src/contract.ts';
import { createMemoryStore } from '../src/store/memory/memory.ts';
import type { Store } from '../src/store/store.ts';
import { acceptingGateway, postSend, startApp } from './harness.ts';
import type { TestApp } from './harness.ts';
import { postCallback, recipientReport } from './sinch-callback.ts';

let app: TestApp;
let store: Store;
beforeEach(async () => {
  store = createMemoryStore();
  app = await startApp({ gateway: acceptingGateway(), store });
});
afterEach(() => app.close());

async function send(...to: string[]): Promise<Message> {
  return messageSchema.parse(await (await postSend(app, { to })).json());
}

describe('a message', () => {
  it('is found by our id and by Sinch’s, and looks as the contract says', async () => {
    const message = await send('+12025550101');
    for (const id of [message.id, message.messageId]) {
      const { body } = await request(app.server).get(`/api/messages/${id}`).expect(200);
      expect(messageSchema.strict().parse(body)).toEqual(message);
    }
  });

  it.each(['01J00000000000000000000000', 'B-NONE', '..%2f..', 'a'.repeat(65), '%00'])(
    'that is none is a 404 problem: %s',
    async (id) => {
      const { body, headers } = await request(app.server).get(`/api/messages/${id}`).expect(404);
      expect(body.code).toBe('message_not_found');
      expect(headers['content-type']).toContain('application/problem+json');
      expect(body.requestId).toBe(headers['x-request-id']);
    },
  );

  it('that has not changed is 304, whatever Cache-Control the request has, and no recipient is read', async () => {
    const { id } = await send('+12025550101');
    const { headers } = await request(app.server).get(`/api/messages/${id}`).expect(200);
    const readMessage = vi.spyOn(store, 'readMessage');
    for (const cacheControl of ['', 'no-cache', 'max-age=0']) {
      for (const tag of [headers.etag!, `W/${headers.etag}`, `"x", ${headers.etag}`, '*']) {
        const again = request(app.server).get(`/api/messages/${id}`).set('If-None-Match', tag);
        const response = await again.set('Cache-Control', cacheControl).expect(304);
        expect(response.text).toBe('');
        expect(response.headers.etag).toBe(headers.etag);
      }
    }
    expect(readMessage).not.toHaveBeenCalled();
  });

  it('that has changed is sent whole, with a new ETag', async () => {
    const message = await send('+12025550101', '+12025550102');
    const { headers } = await request(app.server).get(`/api/messages/${message.id}`);
    await postCallback(app, recipientReport({ batch_id: message.messageId! }));
    const again = await request(app.server)
      .get(`/api/messages/${message.id}`)
      .set('If-None-Match', headers.etag!)
      .expect(200);
    expect(again.headers.etag).not.toBe(headers.etag);
    expect(again.body.recipients).toHaveLength(2);
    expect(again.body.version).toBe(message.version + 1);
  });

  it('since a version has only the recipients that changed', async () => {
    const message = await send('+12025550101', '+12025550102');
    await postCallback(app, recipientReport({ batch_id: message.messageId!, recipient: '12025550102' }));
    const { body } = await request(app.server)
      .get(`/api/messages/${message.id}?since=${message.version}`)
      .expect(200);
    const changed = messageSchema.parse(body);
    expect(changed.recipients.map((one) => one.recipient)).toEqual(['+12025550102']);
    await request(app.server).get(`/api/messages/${message.id}?since=soon`).expect(422);
  });
});

describe('the list', () => {
  it('is paged, newest first, without histories', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.unshift((await send('+12025550101', '+12025550102')).id);
    const seen: string[] = [];
    let after = '';
    do {
      const { body } = await request(app.server).get(`/api/messages?limit=2${after}`).expect(200);
      const page = messagePageSchema.parse(body);
      expect(JSON.stringify(body)).not.toContain('history');
      expect(page.items.every((item) => item.recipientCount === 2 && item.counts.QUEUED === 2)).toBe(true);
      seen.push(...page.items.map((item) => item.id));
      after = page.next === null ? '' : `&after=${page.next}`;
    } while (after !== '');
    expect(seen).toEqual(ids);
  });

  it('has no next page when the last is full', async () => {
    await send('+12025550101');
    await send('+12025550101');
    const { body } = await request(app.server).get('/api/messages?limit=2');
    expect(body).toMatchObject({ items: [{}, {}], next: null });
  });

  it('has 20 a page unless asked', async () => {
    for (let n = 0; n < 21; n += 1) await send('+12025550101');
    const { body } = await request(app.server).get('/api/messages');
    expect(body.items).toHaveLength(20);
  });

  it.each(['limit=0', 'limit=101', 'limit=x', 'limit=1&limit=2', 'after=x', 'after='])(
    'refuses %s with the field',
    async (query) => {
      const { body } = await request(app.server).get(`/api/messages?${query}`).expect(422);
      expect(body.errors[0].path).toBe(query.split('=')[0]);
    },
  );
});

it('tells the page what it must know of the server', async () => {
  const { body } = await request(app.server).get('/api/setup').expect(200);
  expect(body).toEqual({
    sinch: 'local',
    transport: 'sms',
    callbackUrl: app.config.callbackUrl,
    defaultFrom: '+12025550123',
    allowedCountries: null,
  });
});

it('tells the page which countries may be sent to', async () => {
  const server = await startApp({ env: { ALLOWED_COUNTRIES: 'us,DE' } });
  const { body } = await request(server.server).get('/api/setup').expect(200);
  expect(body).toMatchObject({ allowedCountries: ['US', 'DE'] });
  await server.close();
});

it('tells the page how much of the day’s budget is used, and when it begins anew', async () => {
  const now = () => Date.UTC(2026, 10, 23, 21, 30);
  const server = await startApp({ env: { SEND_PARTS_PER_DAY: '9' }, gateway: acceptingGateway(), now });
  await postSend(server, { to: ['+12025550101', '+12025550102'], message: 'x'.repeat(161) });
  const { body, headers } = await request(server.server).get('/api/budget').expect(200);
  expect(budgetSchema.parse(body)).toEqual({
    partsPerDay: 9,
    partsToday: 4,
    resetsAt: '2026-11-24T00:00:00.000Z',
  });
  expect(headers['cache-control']).toBe('no-store');
  await server.close();
});

it.each(['/api/nothing', '/webhooks/nothing', '/nothing'])('answers %s with a 404 problem', async (path) => {
  const { body } = await request(app.server).get(path).expect(404);
  expect(body).toMatchObject({ code: 'not_found', status: 404 });
});

it.each(['starting', 'stopping'] as const)('takes nothing new while the server is %s', async (phase) => {
  app.lifecycle.phase = phase;
  for (const call of [
    request(app.server).get('/api/messages'),
    request(app.server).post('/send-sms').send({}),
  ]) {
    const { headers, body } = await call.expect(503);
    expect([body.code, headers['retry-after']]).toEqual(['not_ready', '5']);
  }
});

describe('the meanings of statuses, codes and reasons', () => {
  it('are as the contract says', async () => {
    const { body } = await request(app.server).get('/api/meanings').expect(200);
    const { statuses, codes, reasons, subCodes } = meaningsSchema.strict().parse(body);
    expect(statuses.UNKNOWN).toMatchObject({ final: true, retry: 'may_help' });
    expect(codes['402']).toMatchObject({ meaning: 'Sinch has no route to this number.', retry: 'no' });
    expect(reasons['CHANNEL_FAILURE']?.retry).toBe('may_help');
    expect(subCodes['INACTIVE_SENDER']?.meaning).toBe('The sender is not active.');
  });

  it('may be kept for an hour, and are not sent again to whoever has them', async () => {
    const { headers } = await request(app.server).get('/api/meanings').expect(200);
    expect(headers['cache-control']).toBe('private, max-age=3600');
    await request(app.server).get('/api/meanings').set('If-None-Match', headers.etag!).expect(304);
  });
});
