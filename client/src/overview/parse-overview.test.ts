import { overviewSchema } from '@sinch-callback-app/server/contract';
import { REFUSAL_CODES } from '@sinch-callback-app/server/contract';
import { expect, it } from 'vitest';
import { emptyOverview, overviewOf } from '../test/view-samples.ts';
import { REFUSAL_WORDS } from '../texts/overview.ts';
import { isOverview } from './parse-overview.ts';

it.each([overviewOf(), emptyOverview()])('an overview is what the contract says', (sample) => {
  expect(overviewSchema.safeParse(sample).success).toBe(true);
  expect(isOverview(sample)).toBe(true);
});

it('there are words for every refusal', () => {
  expect(Object.keys(REFUSAL_WORDS).toSorted()).toEqual(REFUSAL_CODES.toSorted());
});

const { total, timeToDelivery, series, failures } = overviewOf();

it.each([
  null,
  {},
  { ...overviewOf(), bucket: 'week' },
  { ...overviewOf(), from: 'yesterday' },
  { ...overviewOf(), series: [{ ...series[0], at: 'once' }] },
  { ...overviewOf(), series: [{ at: series[0]?.at }] },
  { ...overviewOf(), total: { ...total, counts: { LOST: 1 } } },
  { ...overviewOf(), total: { ...total, refused: null } },
  { ...overviewOf(), timeToDelivery: { ...timeToDelivery, histogram: [{ count: 1 }] } },
  { ...overviewOf(), timeToDelivery: { ...timeToDelivery, p95Seconds: '5' } },
  { ...overviewOf(), failures: [{ ...failures[0], status: 'lost' }] },
  { ...overviewOf(), refusals: [{ code: 'toString', count: 1 }] },
])('anything else is none: %j', (value) => {
  expect(isOverview(value)).toBe(false);
});
