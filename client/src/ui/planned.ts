import { aheadText, dayAndClock, DAYS, IN_A_MOMENT, UNITS } from '../texts/times.ts';
import { relativeTime } from './relative.ts';

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayAndYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** The day as one would say it, and the time on the reader's clock: `tomorrow 09:00`. */
export const plannedTime = (at: number, now: number): string =>
  dayAndClock(dayName(new Date(at), new Date(now)), clock.format(at));

function dayName(at: Date, today: Date): string {
  const tomorrow = new Date(today.getFullYear(), today.getMonth(), today.getDate() + 1);
  if (at.toDateString() === today.toDateString()) return DAYS.today;
  if (at.toDateString() === tomorrow.toDateString()) return DAYS.tomorrow;
  return (at.getFullYear() === today.getFullYear() ? day : dayAndYear).format(at);
}

const STEPS = [
  { unit: UNITS.day, seconds: 2 * 86_400, step: 86_400 },
  { unit: UNITS.hour, seconds: 2 * 3_600, step: 3_600 },
  { unit: UNITS.minute, seconds: 60, step: 60 },
] as const;

/** How long until then, rounded; once it has passed, how long ago. */
export function timeUntil(at: number, now: number): string {
  const left = Math.floor((at - now) / 1000);
  if (left < 0) return relativeTime(at, now);
  const fit = STEPS.find(({ seconds }) => left >= seconds);
  return fit === undefined ? IN_A_MOMENT : aheadText(Math.round(left / fit.step), fit.unit);
}
