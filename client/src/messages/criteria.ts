import type { MessageFilter } from '@sinch-callback-app/server/contract';
import { addDays, startOf } from '../ui/days.ts';
import type { ListView } from './list-view.ts';
import type { Period } from './periods.ts';

/** Today is one of them. */
const DAYS: Readonly<Record<Period, number>> = { today: 1, '7d': 7, '30d': 30 };

const instant = (dayOrInstant: string): string => new Date(startOf(dayOrInstant)).toISOString();

/** The view in the words of the API, on the day that it is for the reader. */
export function criteriaOf(view: ListView, today: string): MessageFilter {
  const from = view.period === null ? view.from : addDays(today, 1 - DAYS[view.period]);
  return {
    ...(view.status !== null && { status: view.status }),
    ...(view.state !== null && { state: view.state }),
    ...(view.progress !== null && { progress: view.progress }),
    ...(from !== null && { from: instant(from) }),
    ...(view.before !== null && { before: instant(view.before) }),
    ...(view.find !== null && { find: view.find }),
  };
}
