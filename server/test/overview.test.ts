/** `GET /api/overview`, as a page asks for it. */
import request from 'supertest';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { overviewSchema } from '../src/contract.ts';
import type { Overview } from '../src/contract.ts';
import { acceptingGateway, postSend, startApp } from './harness.ts';
import type { TestApp } from './harness.ts';
import { postCallback, recipientReport, signedHeaders } from './sinch-callback.ts';

const NOW = Date.UTC(2026, 10, 23, 8, 30);
const DAY = 24 * 3600 * 1000;

let app: TestApp;
beforeEach(async () => {
  app = await startApp({ gateway: acceptingGateway(), now: () => NOW });
});
afterEach(() => app.close());

const ask = (query: Record<string, string> = {}) => request(app.server).get('/api/overview').query(query);
const read = async (query?: Record<string, string>): Promise<Overview> =>
  overviewSchema.strict().parse((await ask(query).expect(200)).body);
const iso = (at: number): string => new Date(at).toISOString();

it('tells of the last seven days what became of each recipient, by the day', async () => {
  const { id } = (await (await postSend(app, { to: ['+12025550101', '+12025550102'] })).json()) as {
    id: string;
  };
  const at = iso(NOW + 4000);
  const report = recipientReport({ batch_id: 'B', client_reference: id, recipient: '12025550101', at });
  await postCallback(app, report, signedHeaders(report, { timestamp: String(NOW / 1000) }));
  const overview = await read();
  expect(overview).toMatchObject({
    from: '2026-11-16T08:00:00.000Z',
    before: '2026-11-23T09:00:00.000Z',
    bucket: 'day',
    total: { messages: 1, recipients: 2, counts: { DELIVERED: 1, QUEUED: 1 }, refused: 0, waiting: 0 },
    timeToDelivery: { count: 1, medianSeconds: 5, p95Seconds: 5 },
  });
  expect(overview.series).toHaveLength(8);
});

it('is by the hour for two days, by any offset', async () => {
  const overview = await read({ from: '2026-11-22T10:30:00+02:00', before: iso(NOW) });
  expect(overview).toMatchObject({ from: '2026-11-22T08:00:00.000Z', bucket: 'hour' });
  expect(overview.series).toHaveLength(25);
});

it('begins a week before its end, and ends now', async () => {
  expect(await read({ before: iso(NOW - DAY) })).toMatchObject({ from: '2026-11-15T08:00:00.000Z' });
  expect(await read({ from: iso(NOW - 92 * DAY) })).toMatchObject({ before: '2026-11-23T09:00:00.000Z' });
});

it.each([
  ['from', { from: 'yesterday' }],
  ['before', { before: '2026-11-23' }],
  ['from', { from: '' }],
  ['from', { from: '0000-01-01T00:00:00Z' }],
  ['before', { from: iso(NOW), before: iso(NOW) }],
  ['before', { from: iso(NOW + 1) }],
  ['from', { from: iso(NOW - 92 * DAY - 1) }],
])('names a wrong %s, and what to give: %j', async (path, query) => {
  const { body } = await ask(query).expect(422);
  expect(body).toMatchObject({
    code: 'invalid_fields',
    errors: [{ path, message: expect.stringMatching(/^Give .*\.$/) }],
  });
});
