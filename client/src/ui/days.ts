/** Days of whoever reads, as `2026-11-23`: what a field of a date holds. */

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
/** Of years with fewer digits, somebody is still typing. */
const FIRST_YEAR = 2000;

const pad = (number: number, length = 2): string => String(number).padStart(length, '0');

export const dayOf = (at: number): string => {
  const date = new Date(at);
  return `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
};

/** Null: there is no such day. */
export function asDay(text: string): string | null {
  if (!DAY.test(text) || Number(text.slice(0, 4)) < FIRST_YEAR) return null;
  return dayOf(startOf(text)) === text ? text : null;
}

export function asInstant(text: string): string | null {
  const at = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** When a day begins here, or the instant itself. In milliseconds. */
export function startOf(dayOrInstant: string): number {
  const [, year, month, day] = DAY.exec(dayOrInstant) ?? [];
  return year === undefined
    ? Date.parse(dayOrInstant)
    : new Date(Number(year), Number(month) - 1, Number(day)).getTime();
}

/** So many days later, or earlier; days are of different lengths where clocks are changed. */
export function addDays(dayOrInstant: string, days: number): string {
  const date = new Date(startOf(dayOrInstant));
  return dayOf(new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime());
}
