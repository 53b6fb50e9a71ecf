import express from 'express';
import type { Express } from 'express';
import request from 'supertest';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { problemSchema } from '../contract.ts';
import { limitSends } from './send-limit.ts';
import type { SendLimitDeps } from './send-limit.ts';

const MINUTE = 60_000;
/** 20 seconds into a minute. */
const NOON = Date.UTC(2026, 10, 23, 12, 0, 20);

/** Who asks, as what stands before the limit has found out. */
let asker: { actor?: string | null; ip?: string };
let now: number;
let counted: string[];
let app: Express;

const countSend = vi.fn<SendLimitDeps['store']['countSend']>(async (client, at) => {
  counted.push(`${client} ${at}`);
  const minute = Math.floor(at / MINUTE);
  return counted.filter((one) => one.startsWith(`${client} `) && Number(one.split(' ')[1]) >= minute * MINUTE)
    .length;
});

beforeEach(() => {
  asker = {};
  now = NOON;
  counted = [];
  countSend.mockClear();
  app = express();
  app.post('/send', (req, res, next) => {
    Object.assign(res.locals, { requestId: 'r', actor: asker.actor });
    if (asker.ip !== undefined) Object.defineProperty(req, 'ip', { value: asker.ip });
    next();
  });
  app.post('/send', limitSends({ sendsPerMinute: 2, store: { countSend }, now: () => now }), (_req, res) => {
    res.sendStatus(201);
  });
  app.use((error: unknown, _req: unknown, res: express.Response, _next: unknown) => {
    res.status(503).send(String(error));
  });
});

const send = async (from: typeof asker = {}) => {
  asker = from;
  return request(app).post('/send');
};
const statusOf = async (from?: typeof asker): Promise<number> => (await send(from)).status;

describe('the sends of a minute', () => {
  test('are let through up to the limit, and then told when to come again', async () => {
    expect([await statusOf(), await statusOf()]).toEqual([201, 201]);
    const { status, headers, body } = await send();
    expect([status, headers['retry-after'], problemSchema.parse(body).code]).toEqual([
      429,
      '40',
      'too_many_requests',
    ]);
    expect(body.detail).toContain('SEND_LIMIT_PER_MINUTE');
  });

  test('begin anew with the next one', async () => {
    for (let n = 0; n < 3; n += 1) await send();
    now = NOON + 39_999;
    expect(await send()).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
    now = NOON + 40_000;
    expect([await statusOf(), await statusOf(), await statusOf()]).toEqual([201, 201, 429]);
  });

  test('past the limit cost the store nothing more, whoever goes on asking', async () => {
    for (let n = 0; n < 10; n += 1) await send({ actor: 'ann' });
    expect(countSend).toHaveBeenCalledTimes(3);
    expect(await statusOf({ actor: 'bob' })).toBe(201);
  });
});

describe('a client', () => {
  test('is known by the name of its access token, wherever it comes from', async () => {
    const ann = ['192.0.2.1', '192.0.2.2', '192.0.2.3'].map((ip) => ({ actor: 'ann', ip }));
    const statuses: number[] = [];
    for (const from of ann) statuses.push(await statusOf(from));
    expect(statuses).toEqual([201, 201, 429]);
    expect(await statusOf({ actor: 'bob', ip: '192.0.2.1' })).toBe(201);
  });

  test.each([
    ['192.0.2.1', '192.0.2.1', '192.0.2.2'],
    ['192.0.2.1', '::ffff:192.0.2.1', '::ffff:192.0.2.2'],
    ['2001:db8:1:1::1', '2001:db8:1:2:ffff::9', '2001:db8:2::1'],
  ])('without one is known by its address: %s and %s are one, %s another', async (one, same, other) => {
    const statuses: number[] = [];
    for (const ip of [one, same, one, other]) statuses.push(await statusOf({ actor: null, ip }));
    expect(statuses).toEqual([201, 201, 429, 201]);
  });
});

test('what cannot be counted is not let through', async () => {
  countSend.mockRejectedValueOnce(new Error('disk full'));
  expect(await statusOf()).toBe(503);
  expect(await statusOf()).toBe(201);
});
