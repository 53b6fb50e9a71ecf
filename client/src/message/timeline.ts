/** What happened to one recipient, step by step, and where the time between two steps went. Nothing here reads a clock. */
import type { HistoryEntry, Recipient } from '@sinch-callback-app/server/contract';
import { STATUS_VIEWS, STATUSES, statusOf } from '../messages/status-view.ts';
import { instantOf } from './instant.ts';
import { spansOf } from './spans.ts';
import type { MessageTimes, Span, Told } from './spans.ts';

interface Placed {
  /** Stays the same while steps are added. */
  key: string;
  entry: HistoryEntry;
  /** By Sinch's clock; by ours where Sinch gives no time. Null: no clock knows it. */
  at: number | null;
  /** Whether `at` is by our clock. */
  isOurs: boolean;
  receivedAt: number | null;
}

export interface Step extends Placed {
  spans: Span[];
  /** A step that comes after it was known here before it. */
  isLate: boolean;
  /** It is one of those that cannot all be true. */
  contradicts: boolean;
}

/** In the order in which it happened, whatever the order in which it became known. */
export function timelineOf(
  { history, conflict }: Pick<Recipient, 'history' | 'conflict'>,
  times: MessageTimes,
): Step[] {
  const placed = history.map(place).toSorted(compare);
  return placed.map((step, index) => ({
    ...step,
    spans: spansOf(step.entry, lastTold(placed.slice(0, index)), acceptance(placed), times),
    isLate: isLate(step, placed.slice(index + 1)),
    contradicts: conflict && isVerdict(step.entry),
  }));
}

function place(entry: HistoryEntry, index: number): Placed {
  const [at, receivedAt] = [instantOf(entry.at), instantOf(entry.receivedAt)];
  return { key: String(index), entry, at: at ?? receivedAt, isOurs: at === null, receivedAt };
}

/** Sinch's answer comes first: no clock of another machine can put anything before it. */
const isAnswer = ({ entry: { source, status } }: Placed): boolean => source === 'send' && status === 'QUEUED';

const progressOf = ({ entry }: Placed): number => {
  const status = statusOf(entry.status);
  return status === null ? 0 : STATUSES.indexOf(status);
};

const compareValues = <T extends number | string>(a: T | null, b: T | null): number => {
  if (a === b) return 0;
  // What no clock knows comes last.
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
};

/** Zero only for steps that say the same in every respect. */
const compare = (a: Placed, b: Placed): number =>
  Number(isAnswer(b)) - Number(isAnswer(a)) ||
  compareValues(a.at, b.at) ||
  progressOf(a) - progressOf(b) ||
  compareValues(a.receivedAt, b.receivedAt) ||
  compareValues(JSON.stringify(a.entry), JSON.stringify(b.entry));

/** The last of these that Sinch gave a time for. */
function lastTold(before: readonly Placed[]): Told | null {
  const last = before.findLast(({ isOurs }) => !isOurs);
  return last === undefined || last.at === null ? null : { at: last.at, status: last.entry.status };
}

const acceptance = (placed: readonly Placed[]): number | null => placed.find(isAnswer)?.receivedAt ?? null;

const isLate = ({ isOurs, receivedAt }: Placed, after: readonly Placed[]): boolean =>
  !isOurs &&
  receivedAt !== null &&
  after.some((later) => !later.isOurs && later.receivedAt !== null && later.receivedAt < receivedAt);

/** What can contradict: that it failed, that it arrived. */
export function isVerdict({ status }: Pick<HistoryEntry, 'status'>): boolean {
  const known = statusOf(status);
  return known !== null && ['bad', 'good'].includes(STATUS_VIEWS[known].tone);
}
