/** What `GET /api/messages` can be narrowed to, by its address. */
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messagePageSchema } from '../src/contract.ts';
import { acceptingGateway, postSend, startApp } from './harness.ts';
import type { TestApp } from './harness.ts';
import { postCallback, recipientReport } from './sinch-callback.ts';

let app: TestApp;
let now: number;
beforeEach(async () => {
  now = Date.now();
  app = await startApp({ gateway: acceptingGateway() });
});
afterEach(() => app.close());

async function send(...to: string[]): Promise<{ id: string; messageId: string }> {
  return (await (await postSend(app, { to })).json()) as { id: string; messageId: string };
}

async function list(query: Record<string, string>): Promise<string[]> {
  const { body } = await request(app.server).get('/api/messages').query(query).expect(200);
  return messagePageSchema.parse(body).items.map(({ id }) => id);
}

describe('a list of messages', () => {
  it('is narrowed by all that is asked, and says so page by page', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      const { id, messageId } = await send('+12025550101');
      ids.unshift(id);
      if (n % 2 === 0) await postCallback(app, recipientReport({ batch_id: messageId }));
    }
    const delivered = ids.filter((_, index) => index % 2 === 0);
    expect(await list({ status: 'DELIVERED' })).toEqual(delivered);
    expect(await list({ status: 'DELIVERED', progress: 'open' })).toEqual([]);
    expect(await list({ progress: 'open', state: 'accepted' })).toEqual([ids[1], ids[3]]);
    const first = await request(app.server).get('/api/messages?status=DELIVERED&limit=2').expect(200);
    expect(first.body.next).toBe(delivered[1]);
    const last = await request(app.server).get(
      `/api/messages?status=DELIVERED&limit=2&after=${first.body.next}`,
    );
    expect([last.body.items.map(({ id }: { id: string }) => id), last.body.next]).toEqual([
      [delivered[2]],
      null,
    ]);
  });

  it('is narrowed to a period, with any offset', async () => {
    const { id } = await send('+12025550101');
    const [before, after] = [-60_000, 60_000].map((ms) => new Date(now + ms).toISOString());
    expect(await list({ from: before!, before: after! })).toEqual([id]);
    expect(await list({ from: before!.replace('Z', '+00:00') })).toEqual([id]);
    expect(await list({ from: after! })).toEqual([]);
    expect(await list({ before: before! })).toEqual([]);
  });

  it.each([
    '+12025550101',
    '0012025550101',
    '12025550101',
    '1 (202) 555-0101',
    ' +1 202.555.0101 ',
    '+1/202/555/0101',
  ])('finds a number that is written %s', async (find) => {
    const { id } = await send('+12025550101');
    await send('+12025550102');
    expect(await list({ find })).toEqual([id]);
  });

  it('finds a number whose + was not written as %2B', async () => {
    const { id } = await send('+12025550101');
    const { body } = await request(app.server).get('/api/messages?find=+12025550101');
    expect(body.items).toMatchObject([{ id }]);
  });

  it('finds any id, and what is a number and an id as a number first', async () => {
    const { id, messageId } = await send('+12025550101');
    for (const find of [id, messageId, ` ${id} `]) expect(await list({ find })).toEqual([id]);
    expect(await list({ find: 'B-NONE' })).toEqual([]);

    const named = await send('+12025550102');
    await app.store.recordCallback({
      type: 'recipient_delivery_report_sms',
      sinchId: '447700900123',
      reference: named.id,
      reports: [],
      reply: null,
      confinedTo: null,
      unreadable: 0,
      received: { receivedAt: now, nonce: 'n', signature: 's', timestamp: '1', body: Buffer.from('{}') },
    });
    expect(await list({ find: '447700900123' })).toEqual([named.id]);
    const numbered = await send('+447700900123');
    expect(await list({ find: '447700900123' })).toEqual([numbered.id]);
  });

  it.each([
    ['status=delivered', 'status', /DELIVERED/],
    ['status=', 'status', /DELIVERED/],
    ['status=READ&status=FAILED', 'status', /DELIVERED/],
    ['state=open', 'state', /refused/],
    ['progress=half', 'progress', /open/],
    ['from=yesterday', 'from', /2026-11-23T08:00:00Z/],
    ['from=2026-11-23', 'from', /2026-11-23T08:00:00Z/],
    ['before=2026-11-23T08:00:00', 'before', /offset/],
    ['from=2026-11-23T08:00:00Z&before=2026-11-23T08:00:00Z', 'before', /behind `from`/],
    ['find=', 'find', /country code/],
    ['find=Ann+Smith', 'find', /id of a message/],
    ['find=%2B1202', 'find', /country code/],
  ])('refuses %s with the field and the remedy', async (query, path, remedy) => {
    const { body } = await request(app.server).get(`/api/messages?${query}`).expect(422);
    expect(body.errors).toEqual([{ path, message: expect.stringMatching(remedy) }]);
  });

  it('names every parameter that is wrong, and repeats none of them', async () => {
    const query = 'status=x&from=soon&find=%2B12025550101x';
    const { body } = await request(app.server).get(`/api/messages?${query}`).expect(422);
    expect(body.errors.map(({ path }: { path: string }) => path).toSorted()).toEqual([
      'find',
      'from',
      'status',
    ]);
    expect(JSON.stringify(body)).not.toContain('12025550101x');
  });
});
