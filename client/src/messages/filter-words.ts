import {
  beforeTime,
  PERIOD_NAMES,
  PROGRESS_NAMES,
  since,
  STATE_NAMES,
  toOrWithId,
  upTo,
} from '../texts/messages.ts';
import { exactTime } from '../ui/exact-time.ts';
import { addDays, asDay, startOf } from '../ui/days.ts';
import type { ListView } from './list-view.ts';
import { STATUS_VIEWS } from './status-view.ts';

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });
const isDay = (time: string): boolean => asDay(time) !== null;

const firstText = (from: string): string =>
  since(isDay(from) ? day.format(startOf(from)) : exactTime(new Date(from)));

/** The last day that is part of it; of an instant, the instant. */
const lastText = (before: string): string =>
  isDay(before) ? upTo(day.format(startOf(addDays(before, -1)))) : beforeTime(exactTime(new Date(before)));

/** What is left out, in words: for an empty list, and for what is exported. */
export function filterWords(view: ListView): string[] {
  const words = [
    view.status && STATUS_VIEWS[view.status].label,
    view.state && STATE_NAMES[view.state],
    view.progress && PROGRESS_NAMES[view.progress],
    view.period && PERIOD_NAMES[view.period],
    view.from && firstText(view.from),
    view.before && lastText(view.before),
    view.find && toOrWithId(view.find),
  ];
  return words.filter((word) => word !== null);
}
