import { describe, expect, test } from 'vitest';
import type { Outcomes } from '../store/store.ts';
import { bucketOf, overviewOf, wholeHours } from './overview.ts';

const HOUR = 3600 * 1000;
const T0 = Date.UTC(2026, 10, 23, 8);
const PERIOD = { from: T0, before: T0 + 3 * HOUR };

const hour = (at: number, rest: Partial<Outcomes['hours'][number]> = {}) => ({
  at,
  messages: 0,
  counts: {},
  refused: 0,
  waiting: 0,
  ...rest,
});
const outcomes = (rest: Partial<Outcomes> = {}): Outcomes => ({
  hours: [],
  deliveries: [],
  failures: [],
  refusals: [],
  ...rest,
});
const deliveries = (counts: [number | null, number][]): Outcomes => ({
  ...outcomes(),
  deliveries: counts.map(([upToSeconds, count]) => ({ upToSeconds, count })),
});

describe('a period', () => {
  test('is widened to whole hours', () => {
    expect(wholeHours({ from: T0 + 1, before: T0 + HOUR + 1 })).toEqual({ from: T0, before: T0 + 2 * HOUR });
    expect(wholeHours(PERIOD)).toEqual(PERIOD);
  });

  test('of two days is shown by the hour, and a longer one by the day', () => {
    expect(bucketOf({ from: T0, before: T0 + 48 * HOUR })).toBe('hour');
    expect(bucketOf({ from: T0, before: T0 + 48 * HOUR + 1 })).toBe('day');
  });
});

describe('the series', () => {
  test('has an entry for every hour, also where nothing was made', () => {
    const hours = [
      hour(T0 + HOUR, { messages: 2, counts: { DELIVERED: 3, FAILED: 1 }, refused: 4, waiting: 5 }),
    ];
    const { series, total } = overviewOf(outcomes({ hours }), PERIOD, 'hour');
    const filled = {
      messages: 2,
      recipients: 13,
      counts: { DELIVERED: 3, FAILED: 1 },
      refused: 4,
      waiting: 5,
    };
    const empty = { messages: 0, recipients: 0, counts: {}, refused: 0, waiting: 0 };
    expect(series).toEqual([
      { at: '2026-11-23T08:00:00.000Z', ...empty },
      { at: '2026-11-23T09:00:00.000Z', ...filled },
      { at: '2026-11-23T10:00:00.000Z', ...empty },
    ]);
    expect(total).toEqual(filled);
  });

  test('adds up the hours of a day of UTC', () => {
    const hours = [T0, T0 + 15 * HOUR, T0 + 16 * HOUR].map((at) =>
      hour(at, { messages: 1, counts: { READ: 2 } }),
    );
    const period = { from: T0, before: T0 + 72 * HOUR };
    const { series } = overviewOf(outcomes({ hours }), period, 'day');
    expect(series.map(({ at, messages, recipients }) => [at, messages, recipients])).toEqual([
      ['2026-11-23T00:00:00.000Z', 2, 4],
      ['2026-11-24T00:00:00.000Z', 1, 2],
      ['2026-11-25T00:00:00.000Z', 0, 0],
      ['2026-11-26T00:00:00.000Z', 0, 0],
    ]);
  });
});

describe('the time to delivery', () => {
  const shown = (counts: [number | null, number][]) => {
    const { count, medianSeconds, p95Seconds } = overviewOf(
      deliveries(counts),
      PERIOD,
      'hour',
    ).timeToDelivery;
    return [count, medianSeconds, p95Seconds];
  };

  test.each([
    [
      'that holds exactly the share',
      [
        [1, 50],
        [2, 45],
        [5, 5],
        [null, 0],
      ],
      [100, 1, 2],
    ],
    [
      'that holds just more',
      [
        [1, 49],
        [2, 45],
        [5, 6],
        [null, 0],
      ],
      [100, 2, 5],
    ],
    [
      'of a single one',
      [
        [1, 0],
        [2, 1],
        [null, 0],
      ],
      [1, 2, 2],
    ],
    [
      'beyond all of them',
      [
        [1, 1],
        [2, 0],
        [null, 9],
      ],
      [10, null, null],
    ],
    [
      'of none',
      [
        [1, 0],
        [2, 0],
        [null, 0],
      ],
      [0, null, null],
    ],
  ] as [string, [number | null, number][], unknown[]][])(
    'is the first bound %s',
    (_what, counts, expected) => {
      expect(shown(counts)).toEqual(expected);
    },
  );
});

test('50 causes of failure are shown at most', () => {
  const failures = Array.from({ length: 60 }, (_, code) => ({
    status: 'FAILED' as const,
    code,
    reason: null,
    count: 60 - code,
  }));
  const shown = overviewOf(outcomes({ failures }), PERIOD, 'hour').failures;
  expect(shown).toEqual(failures.slice(0, 50));
});
