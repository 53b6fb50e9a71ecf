import { expect, it } from 'vitest';
import { overviewOf } from '../test/view-samples.ts';
import { barName, bound, duration, percent, timeSummary } from '../texts/overview.ts';
import { causesOf, listOf } from './causes.ts';
import { groupsOf, rateOf } from './outcomes.ts';

const NONE = { messages: 0, recipients: 0, counts: {}, refused: 0, waiting: 0 };

it('every recipient is in one group, whatever became of them', () => {
  const counts = { DELIVERED: 1, READ: 2, FAILED: 4, DELETED: 8, CANCELLED: 16, UNKNOWN: 32, DISPATCHED: 64 };
  expect(groupsOf({ ...NONE, counts, refused: 128, waiting: 256 })).toEqual({
    delivered: 3,
    failed: 4 + 8 + 128,
    cancelled: 16,
    unknown: 32,
    open: 64 + 256,
  });
});

it('the rate is that of recipients whose outcome is known, and nobody failed where it was cancelled', () => {
  const rate = (counts: Parameters<typeof groupsOf>[0]['counts']) => rateOf(groupsOf({ ...NONE, counts }));
  expect(rate({ DELIVERED: 3, FAILED: 1, CANCELLED: 5, QUEUED: 9 })).toBe(0.75);
  expect(rate({ DELIVERED: 1, UNKNOWN: 1 })).toBe(0.5);
  expect(rate({ QUEUED: 9 })).toBeNull();
});

it('a rate is never rounded up to all', () => {
  expect(percent(9999 / 10000)).toBe('99.9\u00a0%');
  expect(percent(0.29)).toBe('29\u00a0%');
  expect(percent(1)).toBe('100\u00a0%');
  expect(percent(null)).toBe('–');
});

it('a time is said in the unit that fits', () => {
  expect([1, 59, 60, 90, 3600, 86_400, 172_800].map(duration)).toEqual([
    '1 s',
    '59 s',
    '1 min',
    '1.5 min',
    '1 h',
    '24 h',
    '2 d',
  ]);
});

it('times beyond the last bound are said to be longer, not how long', () => {
  const { timeToDelivery } = overviewOf();
  const slow = { ...timeToDelivery, p95Seconds: null };
  expect(barName(slow.histogram, 0)).toBe('≤ 5 s');
  expect(barName(slow.histogram, 3)).toBe('> 1 h');
  expect(bound(slow.p95Seconds, slow)).toBe('> 1 h');
  expect(bound(null, { ...slow, count: 0 })).toBe('–');
  expect(timeSummary(timeToDelivery)).toBe('Half arrived within 5 s, 95 % within 1 min.');
  expect(timeSummary(slow)).toBe('Half arrived within 5 s, but more than 5 % took longer than 1 h.');
  expect(timeSummary({ ...slow, medianSeconds: null })).toBe('More than half took longer than 1 h.');
});

it('causes are told in plain words, the most frequent first, and lead to their messages', () => {
  const overview = overviewOf({
    failures: [{ status: 'FAILED', code: 402, reason: null, count: 2 }],
    refusals: [{ code: 'illegal_number', count: 3 }],
  });
  const [refused, failed] = causesOf(overview);
  expect(refused).toMatchObject({ label: 'Refused', meaning: 'Sinch cannot send to this number.', count: 3 });
  expect(failed).toMatchObject({ label: 'Failed', meaning: 'Sinch has no route to this number.', code: 402 });
  const query = (cause: typeof failed) => new URLSearchParams(listOf(cause!, overview).slice(2));
  expect(Object.fromEntries(query(failed))).toEqual({
    status: 'FAILED',
    from: overview.from,
    before: overview.before,
  });
  expect(query(refused).get('state')).toBe('refused');
});
