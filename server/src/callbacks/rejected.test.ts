import { expect, test } from 'vitest';
import type { RejectedEntry } from '../store/inbox.ts';
import { createRejected } from './rejected.ts';
import type { RejectionReason } from './rejected.ts';

const HEADERS = { signature: 's', nonce: 'n', timestamp: '1', algorithm: undefined };

/** A store that can be away, and hang. */
function createStore() {
  const kept: RejectedEntry[] = [];
  const state: { kept: RejectedEntry[]; fault: Error | null; hold: Promise<void> } = {
    kept,
    fault: null,
    hold: Promise.resolve(),
  };
  const keepRejected = async (entries: readonly RejectedEntry[]): Promise<void> => {
    await state.hold;
    if (state.fault !== null) throw state.fault;
    kept.push(...entries);
  };
  const rejected = createRejected({ keepRejected });
  const add = (reason: RejectionReason, receivedAt: number, body = '{}'): void =>
    rejected.add(reason, HEADERS, Buffer.from(body), receivedAt);
  return { state, kept, rejected, add };
}

test('a body is kept in part, and how long it was', async () => {
  const { kept, rejected, add } = createStore();
  add('mismatch', 1, 'x'.repeat(5000));
  await rejected.flush();
  const body = Buffer.from('x'.repeat(2048));
  const headers = { signature: 's', nonce: 'n', timestamp: '1' };
  expect(kept).toEqual([{ receivedAt: 1, reason: 'mismatch', headers, body, bodyBytes: 5000 }]);
});

test('a header is kept in part, too', async () => {
  const { kept, rejected } = createStore();
  rejected.add('malformed', { ...HEADERS, signature: 's'.repeat(16_000) }, Buffer.from('{}'), 1);
  await rejected.flush();
  expect(kept).toMatchObject([{ headers: { signature: 's'.repeat(256) } }]);
});

test('what a store that is away cannot take waits for it, and no more than fits', async () => {
  const { state, kept, rejected, add } = createStore();
  state.fault = new Error('away');
  add('store_failed', 0);
  for (let minute = 1; minute <= 3; minute += 1) {
    await expect(rejected.flush()).rejects.toThrow('away');
    for (let n = 0; n < 60; n += 1) add('store_failed', minute);
  }
  state.fault = null;
  await rejected.flush();
  expect(kept).toHaveLength(100);
  expect(kept[0]).toMatchObject({ receivedAt: 0 });
  await rejected.flush();
  expect(kept).toHaveLength(100);
});

test('forgeries take no room from what was not forged', async () => {
  const { kept, rejected, add } = createStore();
  for (let n = 0; n < 10_000; n += 1) add('mismatch', n);
  for (const reason of ['invalid_body', 'overloaded', 'store_failed'] as const) add(reason, 10_000);
  await rejected.flush();
  expect(kept).toHaveLength(103);
});

test('what comes while another is being written is neither lost nor written twice', async () => {
  const { state, kept, rejected, add } = createStore();
  let proceed: () => void = () => {};
  state.hold = new Promise((resolve) => (proceed = resolve));
  add('mismatch', 1);
  const flushed = rejected.flush();
  add('mismatch', 2);
  proceed();
  await flushed;
  await rejected.flush();
  expect(kept.map(({ receivedAt }) => receivedAt)).toEqual([1, 2]);
});

test('of who is forgotten nothing waits any more, and nothing is on its way', async () => {
  const { state, kept, rejected, add } = createStore();
  let proceed: () => void = () => {};
  state.hold = new Promise((resolve) => (proceed = resolve));
  add('overloaded', 1, '{"recipient":"12025550101"}');
  const flushed = rejected.flush();
  add('overloaded', 2, '{"recipient":"12025550101"}');
  add('overloaded', 3, '{"recipient":"12025550102"}');
  let isForgotten = false;
  const forgotten = rejected.forget('+12025550101').then(() => (isForgotten = true));
  await Promise.resolve();
  expect(isForgotten).toBe(false);
  proceed();
  await Promise.all([flushed, forgotten]);
  await rejected.flush();
  // The first had left already: whoever erases in the store comes after it.
  expect(kept.map(({ receivedAt }) => receivedAt)).toEqual([1, 3]);
});
