/** What the page says about what became of the messages of a period. */
import type { Overview, RefusalCode } from '@sinch-callback-app/server/contract';
import { GROUPS } from '../overview/outcomes.ts';
import type { Group, Groups } from '../overview/outcomes.ts';
import type { Fault, Length } from '../overview/period.ts';
import { count } from './count.ts';

export const LENGTH_WORDS: Readonly<Record<Length, string>> = {
  '24h': '24 hours',
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
};

export const FAULT_WORDS: Readonly<Record<Fault, string>> = {
  missing: 'Choose both days.',
  order: 'The first day lies after the last one.',
  future: 'The first day is still to come.',
  long: 'Choose 92 days at most.',
};

export const GROUP_WORDS: Readonly<Record<Group, string>> = {
  delivered: 'Delivered',
  unknown: 'Unknown',
  failed: 'Not delivered',
  cancelled: 'Cancelled',
  open: 'On its way',
};

export const REFUSAL_WORDS: Readonly<Record<RefusalCode, string>> = {
  invalid_content: 'Sinch does not take this content.',
  missing_callback_url: 'Sinch wants to know where to report to.',
  blocked_account: 'Your account at Sinch is blocked.',
  illegal_number: 'Sinch cannot send to this number.',
  unknown_group: 'Sinch does not know the group.',
  unknown_campaign: 'Sinch does not know the campaign.',
  test_mode: 'Your account is in test mode and may not send there.',
  wrong_credentials: 'Sinch does not take these credentials.',
  project_not_allowed: 'The project may not send.',
  wrong_configuration: 'This server is not set up rightly.',
  sinch_busy: 'Sinch had too much to do.',
  unreachable: 'Sinch could not be reached.',
  never_arrived: 'It never reached Sinch.',
};

export const OVERVIEW = {
  period: 'Period',
  other: 'Other days',
  first: 'First day',
  last: 'Last day',
  show: 'Show',
  utc: 'Days are those of UTC.',
  wrongPeriod: 'The address names no period that can be shown. Choose one above.',
  formerServer:
    'This server does not compute an overview: it is of a former version. Update it to see one here.',
  failed: 'The overview cannot be had now. The page keeps trying by itself.',
  empty: 'Nothing was sent in this period.',
  emptyAdvice: 'Choose a longer one, or send a message.',
  figures: 'In figures',
  messages: 'Messages',
  recipients: 'Recipients',
  rate: 'Delivered',
  median: 'Half arrived in',
  p95: '95 % arrived in',
  rateTitle: 'Delivery rate',
  rateNote: 'Of the recipients whose outcome is known; those of cancelled messages are left out.',
  outcomesTitle: 'What became of them',
  outcomesNote: 'Recipients, by when their message was made.',
  timeTitle: 'Time to delivery',
  timeNote: 'From when Sinch had the message to the time in the receipt.',
  timeEmpty: 'No receipt with a time has come yet.',
  failuresTitle: 'Failures by cause',
  failuresNote: 'A status leads to the messages that it happened to.',
  failuresEmpty: 'Nothing failed.',
  asTable: 'Show as a table',
  when: { hour: 'Hour', day: 'Day' },
  total: 'Total',
  cause: 'Cause',
  status: 'Status',
  refused: 'Refused',
  code: 'Code',
  share: 'Share',
  none: '–',
  noRate: 'No outcome is known yet.',
} as const;

/** Rounded down: all but one are never 100 %. */
export const percent = (share: number | null): string =>
  share === null ? OVERVIEW.none : `${Math.floor(share * 1000 + 1e-9) / 10}\u00a0%`;

const UNITS = [
  { unit: 'd', seconds: 86_400, from: 2 * 86_400 },
  { unit: 'h', seconds: 3_600, from: 3_600 },
  { unit: 'min', seconds: 60, from: 60 },
] as const;

export function duration(seconds: number): string {
  const { unit, seconds: size } = UNITS.find(({ from }) => seconds >= from) ?? { unit: 's', seconds: 1 };
  return `${Math.round((seconds / size) * 10) / 10} ${unit}`;
}

type Bars = Overview['timeToDelivery']['histogram'];

/** `≤ 5 s`, and at the end `> 1 h`. */
export function barName(bars: Bars, index: number): string {
  const upTo = bars[index]?.upToSeconds ?? null;
  if (upTo !== null) return `≤ ${duration(upTo)}`;
  return `> ${duration(bars[index - 1]?.upToSeconds ?? 0)}`;
}

export const groupCount = (group: Group, recipients: number): string =>
  `${GROUP_WORDS[group]} ${count(recipients)}`;

export const outcomesLabel = (groups: Groups): string =>
  `Bar chart of what became of the recipients: ${GROUPS.filter((group) => groups[group] > 0)
    .map((group) => groupCount(group, groups[group]))
    .join(', ')}.`;
export const rateLabel = (rate: number | null): string =>
  rate === null
    ? `Line chart. ${OVERVIEW.noRate}`
    : `Line chart of the delivery rate: ${percent(rate)} in all.`;

type Times = Overview['timeToDelivery'];

/** For a figure by itself. */
export function bound(seconds: number | null, { count: known, histogram }: Times): string {
  if (known === 0) return OVERVIEW.none;
  return seconds === null ? barName(histogram, histogram.length - 1) : `≤ ${duration(seconds)}`;
}

export function timeSummary({ medianSeconds, p95Seconds, histogram }: Times): string {
  const longest = duration(histogram.findLast(({ upToSeconds }) => upToSeconds !== null)?.upToSeconds ?? 0);
  if (medianSeconds === null) return `More than half took longer than ${longest}.`;
  const half = `Half arrived within ${duration(medianSeconds)}`;
  return p95Seconds === null
    ? `${half}, but more than 5 % took longer than ${longest}.`
    : `${half}, 95 % within ${duration(p95Seconds)}.`;
}
export const timeLabel = (times: Times): string => `Bar chart of the time to delivery. ${timeSummary(times)}`;
export const openNote = (open: number): string =>
  open === 0 ? '' : `${count(open)} ${open === 1 ? 'is' : 'are'} still on the way.`;
/** The frame of a table that may be too long for it. */
export const scrolled = (title: string): string => `${title}, as a table`;
export const asTableOf = (title: string): string => `${OVERVIEW.asTable}: ${title}`;
export const codeWords = (code: number): string => `code ${code}`;
/** What follows the name of a status. */
export const meaningAfter = (meaning: string): string => `: ${meaning}`;
