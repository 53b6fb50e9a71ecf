/** Which messages are looked at: those made in a period. All days are those of UTC, as on the server. */
import { isKeyOf } from '../parse-basics.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The server computes no more at once. */
const MOST_DAYS = 92;

export const LENGTHS = ['24h', '7d', '30d', '90d'] as const;
export type Length = (typeof LENGTHS)[number];

/** In milliseconds. */
export interface Span {
  from: number;
  before: number;
}

/** `last`: it goes along with the time. `wrong`: the address says nothing that could be looked at. */
export type Period =
  { kind: 'last'; length: Length } | { kind: 'range'; from: string; to: string } | { kind: 'wrong' };

const WIDTHS: Readonly<Record<Length, { unit: number; count: number }>> = {
  '24h': { unit: HOUR, count: 24 },
  '7d': { unit: DAY, count: 7 },
  '30d': { unit: DAY, count: 30 },
  '90d': { unit: DAY, count: 90 },
};

const isLength = isKeyOf(WIDTHS);

/** What the address says: `last=30d`, or `from` and `to`, both days that belong to the period. */
export function readPeriod(search: string, now: number): Period {
  const query = new URLSearchParams(search);
  const [from, to, last] = [query.get('from'), query.get('to'), query.get('last')];
  if (from !== null && to !== null)
    return faultOf({ from, to }, now) === null ? { kind: 'range', from, to } : { kind: 'wrong' };
  if (from !== null || to !== null) return { kind: 'wrong' };
  if (last === null) return { kind: 'last', length: '7d' };
  return isLength(last) ? { kind: 'last', length: last } : { kind: 'wrong' };
}

export type Fault = 'missing' | 'order' | 'long' | 'future';

/** What is wrong with a range of days; null: nothing. */
export function faultOf({ from, to }: { from: string; to: string }, now: number): Fault | null {
  const [first, last] = [startOf(from), startOf(to)];
  if (Number.isNaN(first) || Number.isNaN(last)) return 'missing';
  if (first > last) return 'order';
  if (first >= now) return 'future';
  return last - first >= MOST_DAYS * DAY ? 'long' : null;
}

/** Only whole days, written as a field for days writes them. */
const startOf = (day: string): number =>
  /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;

/** The last one of `count` hours or days is the one that is under way. */
export function spanOf(period: Exclude<Period, { kind: 'wrong' }>, now: number): Span {
  if (period.kind === 'range')
    return { from: startOf(period.from), before: Math.min(startOf(period.to) + DAY, now) };
  const { unit, count } = WIDTHS[period.length];
  return { from: Math.floor(now / unit) * unit - (count - 1) * unit, before: now };
}

export const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
