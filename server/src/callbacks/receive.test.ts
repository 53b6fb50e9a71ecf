import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Callback, CallbackOutcome } from '../store/store.ts';
import { createHealth } from './health.ts';
import { createReceive } from './receive.ts';
import type { SignatureHeaders } from './signature.ts';
import { createTokens } from './token.ts';

const SECRET = 'the secret of this test';
const POLICY = { secrets: [SECRET], maxAgeSeconds: 60, auth: 'signature' } as const;
const PATH = '/webhooks/sinch/delivery';
const BODY = Buffer.from(
  '{"type":"recipient_delivery_report_sms","batch_id":"B","recipient":"12025550101","status":"Delivered"}',
);
const STORED: CallbackOutcome = { verdict: 'stored', id: 'M', strangers: [] };

function signed(nonce: string): SignatureHeaders {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', SECRET)
    .update(BODY)
    .update(`.${nonce}.${timestamp}`)
    .digest('base64');
  return { signature, nonce, timestamp, algorithm: 'HmacSHA256' };
}

const create = (recordCallback: (callback: Callback) => Promise<CallbackOutcome>, maxWaiting: number) =>
  createReceive(
    {
      store: { recordCallback },
      rejected: { add: () => {} },
      policy: POLICY,
      tokens: createTokens(POLICY.secrets),
      health: createHealth(POLICY, 0),
      now: Date.now,
    },
    { maxWaiting, storeDeadlineMs: 5000 },
  );

describe('a store that does not answer', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('is given up after five seconds, not before', async () => {
    const receive = create(() => new Promise(() => {}), 10);
    const receipt = receive(BODY, signed('n1'), PATH);
    let given = false;
    void receipt.then(() => (given = true));
    await vi.advanceTimersByTimeAsync(4999);
    expect(given).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await receipt).toMatchObject({ kind: 'store_failed' });
  });

  test('still counts what was given up as waiting, so that the queue stays bounded', async () => {
    let finish: (outcome: CallbackOutcome) => void = () => {};
    const receive = create(() => new Promise((resolve) => (finish = resolve)), 1);
    const first = receive(BODY, signed('n1'), PATH);
    await vi.advanceTimersByTimeAsync(5000);
    expect(await first).toMatchObject({ kind: 'store_failed' });
    expect(await receive(BODY, signed('n2'), PATH)).toEqual({ kind: 'overloaded' });
    finish(STORED);
    await vi.advanceTimersByTimeAsync(0);
    const next = receive(BODY, signed('n2'), PATH);
    finish(STORED);
    expect(await next).toMatchObject({ kind: 'recorded', verdict: 'stored' });
  });
});

test('keeps the bytes, the signature and its time with what the callback says', async () => {
  const kept: Callback[] = [];
  const receive = create(async (callback) => {
    kept.push(callback);
    return STORED;
  }, 10);
  const headers = signed('n1');
  await receive(BODY, headers, PATH);
  expect(kept[0]).toMatchObject({
    type: 'recipient_delivery_report_sms',
    sinchId: 'B',
    reports: [{ recipient: '+12025550101', status: 'DELIVERED' }],
    received: { body: BODY, nonce: 'n1', signature: headers.signature, timestamp: headers.timestamp },
  });
});
