import type { MessageSummary, Status } from '@sinch-callback-app/server/contract';
import { countedName, sharedName, someOf } from '../texts/messages.ts';
import { STATUSES, STATUS_VIEWS } from './status-view.ts';
import type { Tone } from './tone.ts';

export type Counts = MessageSummary['counts'];

export interface Share {
  status: Status;
  count: number;
}

/** Least progress first. */
export const shares = (counts: Counts): Share[] =>
  STATUSES.flatMap((status) => {
    const count = counts[status] ?? 0;
    return count === 0 ? [] : [{ status, count }];
  });

export interface Headline {
  /** How far the message has come; null before Sinch accepted it. */
  lead: Share | null;
  /** What went wrong beside it, most frequent first. */
  trouble: Share[];
}

const isBad = ({ status }: Share): boolean => STATUS_VIEWS[status].tone === 'bad';
const byCount = (a: Share, b: Share): number => b.count - a.count;

/** Leads with the furthest that any recipient came; with a failure only where nothing else happened. */
export function headline(counts: Counts): Headline {
  const all = shares(counts);
  const trouble = all.filter(isBad).toSorted(byCount);
  const furthest = all.findLast((share) => !isBad(share));
  if (furthest !== undefined) return { lead: furthest, trouble };
  return { lead: trouble[0] ?? null, trouble: trouble.slice(1) };
}

export const countText = ({ status, count }: Share): string => countedName(STATUS_VIEWS[status].label, count);

/** `Delivered` for one recipient, `Delivered 2 of 3` for more. */
export const leadText = ({ status, count }: Share, total: number): string =>
  total === 1 ? STATUS_VIEWS[status].label : sharedName(STATUS_VIEWS[status].label, count, total);

export function toWhom(numbers: readonly string[], total: number): string {
  const shown = numbers.join(', ');
  return total > numbers.length ? someOf(shown, total - numbers.length) : shown;
}

export function countStatuses(recipients: readonly { status: Status | null }[]): Counts {
  const counts: Counts = {};
  for (const { status } of recipients) if (status !== null) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

export interface Segment {
  tone: Tone;
  count: number;
}

/** What arrived, what did not, what may have, and what is still on its way: one without a status yet, too. */
export function segmentsOf(counts: Counts, total: number): Segment[] {
  const sums: Record<Tone, number> = { good: 0, bad: 0, unsure: 0, open: 0 };
  for (const { status, count } of shares(counts)) sums[STATUS_VIEWS[status].tone] += count;
  const settled = sums.good + sums.bad + sums.unsure;
  const all: Segment[] = [
    { tone: 'good', count: sums.good },
    { tone: 'bad', count: sums.bad },
    { tone: 'unsure', count: sums.unsure },
    { tone: 'open', count: Math.max(total - settled, 0) },
  ];
  return all.filter(({ count }) => count > 0);
}
