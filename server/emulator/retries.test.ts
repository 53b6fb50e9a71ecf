import { describe, expect, test } from 'vitest';
import type { EmulatorOptions } from './options.ts';
import type { Outcome } from './retries.ts';
import type { Receiver } from './test-kit.ts';
import { retryDelay } from './retries.ts';
import { emulate, receive, sinchSdk, textTo } from './test-kit.ts';

const failed: Outcome = { kind: 'answered', status: 503, body: '' };

async function deliverOne(receiver: Pick<Receiver, 'url'>, options: Partial<EmulatorOptions> = {}) {
  const emulator = await emulate(options);
  await sinchSdk(emulator).batches.send(
    textTo(['+15551230001'], { delivery_report: 'per_recipient_final', callback_url: receiver.url }),
  );
  await emulator.idle();
  return emulator.attempts;
}

test('the table: 5 s, doubling, 15 retries, the last after 81,920 s', () => {
  const delays = Array.from({ length: 16 }, (_, index) => retryDelay(failed, index + 1));
  expect(delays.map((delay) => delay && delay / 1000)).toEqual([
    5,
    10,
    20,
    40,
    80,
    160,
    320,
    640,
    1280,
    2560,
    5120,
    10240,
    20480,
    40960,
    81920,
    null,
  ]);
});

describe('an unlucky receiver', () => {
  test('is tried 16 times with the same bytes and signature, each after its delay', async () => {
    const receiver = await receive(() => 503);
    const attempts = await deliverOne(receiver);
    expect(receiver.received).toHaveLength(16);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    const nonces = receiver.received.map(({ headers }) => headers['x-sinch-webhook-signature-nonce']);
    expect(new Set(nonces).size).toBe(1);
    expect(receiver.received.every(({ genuine }) => genuine)).toBe(true);
    const gaps = attempts.slice(1).map(({ sentAt }, index) => sentAt - (attempts[index]?.sentAt ?? 0));
    expect(gaps.map((gap) => gap / 5_000)).toEqual(Array.from({ length: 15 }, (_, index) => 2 ** index));
    expect(attempts.at(-1)?.nextRetryAt).toBeNull();
  });

  test('gets fresh nonces, times and signatures where retries are signed anew', async () => {
    const receiver = await receive((nth) => (nth < 4 ? 500 : 200));
    await deliverOne(receiver, { resignRetries: true });
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    const headers = receiver.received.map((one) => one.headers);
    expect(new Set(headers.map((one) => one['x-sinch-webhook-signature-nonce'])).size).toBe(4);
    expect(new Set(headers.map((one) => one['x-sinch-webhook-signature-timestamp'])).size).toBe(4);
    expect(receiver.received.every(({ genuine }) => genuine)).toBe(true);
  });

  test('is tried faster at a higher speed', async () => {
    const attempts = await deliverOne(await receive((nth) => (nth === 1 ? 500 : 200)), { speed: 1000 });
    expect((attempts[1]?.sentAt ?? 0) - (attempts[0]?.sentAt ?? 0)).toBe(5);
  });
});

describe('after the first attempt', () => {
  test.each([
    [200, 1],
    [204, 1],
    [302, 1],
    [400, 1],
    [401, 1],
    [404, 1],
    [408, 1],
    [429, 2],
    [500, 2],
    [503, 2],
  ])('an answer of %i makes %i attempts', async (status, expected) => {
    const receiver = await receive((nth) => (nth === 1 ? status : 200));
    const attempts = await deliverOne(receiver);
    expect(receiver.received).toHaveLength(expected);
    expect(attempts[0]?.outcome).toMatchObject({ kind: 'answered', status });
  });

  test.each(['hang', 'reset'] as const)('a connection that ends in a %s is retried', async (kind) => {
    const receiver = await receive((nth) => (nth === 1 ? kind : 200));
    const attempts = await deliverOne(receiver, { answerTimeoutMs: 50 });
    expect(receiver.received).toHaveLength(2);
    expect(attempts.map(({ outcome }) => outcome.kind)).toEqual(['lost', 'answered']);
  });

  test('nobody listening is retried to the end', async () => {
    const attempts = await deliverOne({ url: 'http://127.0.0.1:1/callbacks' });
    expect(attempts).toHaveLength(16);
    expect(attempts[0]?.outcome).toMatchObject({
      kind: 'lost',
      error: expect.stringContaining('ECONNREFUSED'),
    });
  });
});
