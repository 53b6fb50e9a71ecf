/** What became of the messages of a period, as the contract has it. */
import { STATUSES } from '../contract.ts';
import type { Overview } from '../contract.ts';
import { DAY, HOUR } from '../durations.ts';
import { iso } from '../instants.ts';
import type { Outcomes, Period } from '../store/store.ts';

const MAX_HOURS = 48;
const MAX_FAILURES = 50;

type Bucket = Overview['bucket'];
type Total = Overview['total'];

/** Whole hours, so that nothing of what was asked for is left out. */
export const wholeHours = ({ from, before }: Period): Period => ({
  from: Math.floor(from / HOUR) * HOUR,
  before: Math.ceil(before / HOUR) * HOUR,
});

export const bucketOf = ({ from, before }: Period): Bucket =>
  before - from <= MAX_HOURS * HOUR ? 'hour' : 'day';

const nothing = (): Total => ({ messages: 0, recipients: 0, counts: {}, refused: 0, waiting: 0 });

function addTo(total: Total, { messages, counts, refused, waiting }: Outcomes['hours'][number]): void {
  total.messages += messages;
  total.refused += refused;
  total.waiting += waiting;
  total.recipients += refused + waiting;
  for (const status of STATUSES) {
    const count = counts[status] ?? 0;
    if (count === 0) continue;
    total.counts[status] = (total.counts[status] ?? 0) + count;
    total.recipients += count;
  }
}

/** Those that nothing was made in are there too. */
function seriesOf(hours: Outcomes['hours'], { from, before }: Period, bucket: Bucket): Overview['series'] {
  const span = bucket === 'hour' ? HOUR : DAY;
  const series = new Map<number, Overview['series'][number]>();
  for (let at = Math.floor(from / span) * span; at < before; at += span) {
    series.set(at, { at: iso(at), ...nothing() });
  }
  for (const hour of hours) {
    const entry = series.get(Math.floor(hour.at / span) * span);
    if (entry !== undefined) addTo(entry, hour);
  }
  return [...series.values()];
}

/** The first bound that so many of a hundred were not longer than. */
function boundHolding(percent: number, deliveries: Outcomes['deliveries'], count: number): number | null {
  let held = 0;
  for (const { upToSeconds, count: within } of deliveries) {
    held += within;
    if (count > 0 && held * 100 >= count * percent) return upToSeconds;
  }
  return null;
}

function timeToDelivery(deliveries: Outcomes['deliveries']): Overview['timeToDelivery'] {
  const count = deliveries.reduce((sum, one) => sum + one.count, 0);
  return {
    count,
    medianSeconds: boundHolding(50, deliveries, count),
    p95Seconds: boundHolding(95, deliveries, count),
    histogram: deliveries,
  };
}

export function overviewOf(outcomes: Outcomes, period: Period, bucket: Bucket): Overview {
  const total = nothing();
  for (const hour of outcomes.hours) addTo(total, hour);
  return {
    from: iso(period.from),
    before: iso(period.before),
    bucket,
    series: seriesOf(outcomes.hours, period, bucket),
    total,
    timeToDelivery: timeToDelivery(outcomes.deliveries),
    failures: outcomes.failures.slice(0, MAX_FAILURES),
    refusals: outcomes.refusals,
  };
}
