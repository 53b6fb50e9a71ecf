import { FILTERS, PERIOD_NAMES } from '../texts/messages.ts';
import { addDays, dayOf, startOf } from '../ui/days.ts';
import { PERIODS } from './periods.ts';
import type { ListView } from './list-view.ts';

type Times = Pick<ListView, 'period' | 'from' | 'before'>;

const RANGE = 'range';
const RANGE_DAYS = 7;

export const TIME_OPTIONS = [
  { value: '', label: FILTERS.anyTime },
  ...PERIODS.map((period) => ({ value: period, label: PERIOD_NAMES[period] })),
  { value: RANGE, label: FILTERS.range },
];

export const isRange = ({ from, before }: ListView): boolean => from !== null || before !== null;

export const chosenTime = (view: ListView): string => (isRange(view) ? RANGE : (view.period ?? ''));

/** A range begins as the last seven days, to be changed from there. */
export function withTime(word: string, today: string): Times {
  const period = PERIODS.find((name) => name === word) ?? null;
  if (word !== RANGE) return { period, from: null, before: null };
  return { period, from: addDays(today, 1 - RANGE_DAYS), before: addDays(today, 1) };
}

/** The days that its fields show: of the last one, the day that is still part of it. */
export const firstDay = ({ from }: ListView): string => (from === null ? '' : dayOf(startOf(from)));
export const lastDay = ({ before }: ListView): string => (before === null ? '' : dayOf(startOf(before) - 1));

/** As the fields say it; empty for no end. */
export const withFirstDay = (day: string): Partial<ListView> => ({ from: day === '' ? null : day });
export const withLastDay = (day: string): Partial<ListView> => ({
  before: day === '' ? null : addDays(day, 1),
});
