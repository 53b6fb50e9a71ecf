/** What recipients wrote back, as the page reads it. */
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problemSchema, replyPageSchema } from '../src/contract.ts';
import type { Message, Reply } from '../src/contract.ts';
import type { ReplyRecord } from '../src/messages/message.ts';
import { createMemoryStore } from '../src/store/memory/memory.ts';
import type { Store } from '../src/store/store.ts';
import { acceptingGateway, postSend, startApp } from './harness.ts';
import type { TestApp } from './harness.ts';
import { ANN, BOB, T0, replyCallback } from './store-fixtures.ts';

let app: TestApp;
let store: Store;
beforeEach(async () => {
  store = createMemoryStore();
  app = await startApp({ gateway: acceptingGateway(), store, now: () => T0 });
});
afterEach(() => app.close());

const reply = (fields: Partial<ReplyRecord>) => store.recordCallback(replyCallback(fields));

async function send(to: string): Promise<Message> {
  return (await (await postSend(app, { to })).json()) as Message;
}

async function readAll(path: string): Promise<{ pages: Reply[][] }> {
  const pages: Reply[][] = [];
  let after = '';
  do {
    const { body } = await request(app.server).get(`${path}${after}`).expect(200);
    const page = replyPageSchema.strict().parse(body);
    pages.push(page.items);
    after = page.next === null ? '' : `&after=${page.next}`;
  } while (after !== '');
  return { pages };
}

const bodiesOf = ({ pages }: { pages: Reply[][] }): string[][] =>
  pages.map((items) => items.map(({ body }) => body));

describe('replies', () => {
  it('look as the contract says', async () => {
    await reply({ sinchId: 'R-1', text: 'Yes 👋', to: '12345', at: T0 + 500, receivedAt: T0 + 1500 });
    await reply({ sinchId: 'R-2', text: 'No', to: null, at: null, receivedAt: T0 + 2500 });
    const { body, headers } = await request(app.server).get('/api/replies').expect(200);
    expect(replyPageSchema.strict().parse(body)).toEqual({
      items: [
        {
          id: 'R-2',
          from: ANN,
          to: null,
          body: 'No',
          at: null,
          receivedAt: new Date(T0 + 2500).toISOString(),
        },
        {
          id: 'R-1',
          from: ANN,
          to: '12345',
          body: 'Yes 👋',
          at: new Date(T0 + 500).toISOString(),
          receivedAt: new Date(T0 + 1500).toISOString(),
        },
      ],
      next: null,
    });
    expect(headers['cache-control']).toBe('private, no-cache');
  });

  it('to a message are those of its recipients, by our id and by Sinch’s', async () => {
    const message = await send(ANN);
    await reply({ from: ANN, text: 'from Ann' });
    await reply({ from: BOB, text: 'from Bob' });
    for (const id of [message.id, message.messageId]) {
      const { headers } = await request(app.server).get(`/api/messages/${id}/replies`).expect(200);
      expect(headers['cache-control']).toBe('private, no-cache');
      expect(bodiesOf(await readAll(`/api/messages/${id}/replies?limit=5`))).toEqual([['from Ann']]);
    }
  });

  it('to a message that is none are a 404', async () => {
    const { body } = await request(app.server).get('/api/messages/B-NONE/replies').expect(404);
    expect(problemSchema.parse(body).code).toBe('message_not_found');
  });

  it.each([
    ['as it is kept', '%2B12025550101'],
    ['with blanks and brackets', '%2B1%20(202)%20555-0101'],
    ['with 00', '0012025550101'],
  ])('are found by the number, %s', async (_what, number) => {
    await reply({ from: ANN, text: 'from Ann' });
    await reply({ from: BOB, text: 'from Bob' });
    expect(bodiesOf(await readAll(`/api/replies?number=${number}`))).toEqual([['from Ann']]);
  });

  it('are found by a number that Sinch knows and no library does', async () => {
    await reply({ from: '+12345', text: 'from a short code' });
    expect(bodiesOf(await readAll('/api/replies?number=%2B12345'))).toEqual([['from a short code']]);
  });

  it.each(['/api/replies?', `/api/replies?number=${encodeURIComponent(ANN)}&`, 'the message'])(
    'come newest first, in pages, each once: %s',
    async (place) => {
      const { id } = await send(ANN);
      for (const text of ['1', '2', '3', '4', '5']) await reply({ text });
      const path = place === 'the message' ? `/api/messages/${id}/replies?` : place;
      expect(bodiesOf(await readAll(`${path}limit=2`))).toEqual([['5', '4'], ['3', '2'], ['1']]);
      expect(bodiesOf(await readAll(`${path}limit=5`))).toEqual([['5', '4', '3', '2', '1']]);
    },
  );

  it('are 20 a page unless asked otherwise', async () => {
    for (let n = 0; n < 21; n += 1) await reply({});
    const { body } = await request(app.server).get('/api/replies').expect(200);
    expect(body.items).toHaveLength(20);
  });
});

describe('parameters that are wrong are refused with the remedy', () => {
  it.each([
    'limit=0',
    'limit=101',
    'limit=x',
    'limit=1&limit=2',
    'after=x',
    'after=',
    'after=-1',
    'after=1.5',
    'number=',
    'number=12025550101',
    'number=+12025550101',
    'number=Ann',
    'number=%2B1202',
    'number=%2B1202555010112345',
    'number=%2B12025550101&number=%2B12025550102',
    'number=%2B12025550101%00',
  ])('%s', async (query) => {
    const { body } = await request(app.server).get(`/api/replies?${query}`).expect(422);
    const { code, errors } = problemSchema.parse(body);
    expect(code).toBe('invalid_fields');
    expect(errors).toEqual([{ path: query.split('=')[0], message: expect.stringMatching(/^Give /) }]);
    expect(JSON.stringify(body)).not.toContain('2025550101');
  });

  it('all at once', async () => {
    const { body } = await request(app.server).get('/api/replies?limit=0&after=x&number=1').expect(422);
    expect(problemSchema.parse(body).errors?.map(({ path }) => path)).toEqual(['limit', 'after', 'number']);
  });

  it.each(['limit=0', 'after=x'])('of a message too: %s', async (query) => {
    const { id } = await send(ANN);
    await request(app.server).get(`/api/messages/${id}/replies?${query}`).expect(422);
  });
});
