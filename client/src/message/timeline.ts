/** What happened to one recipient, step by step, and where the time between two steps went. Nothing here reads a clock. */
import type { HistoryEntry, Message, Recipient } from '@sinch-callback-app/server/contract';
import { isStatus, STATUS_VIEWS, STATUSES } from '../messages/status-view.ts';
import { instantOf } from './instant.ts';
import { spansOf } from './spans.ts';
import type { Span, Told } from './spans.ts';

/** When a message was made, taken and due. */
export type MessageTimes = Pick<Message, 'createdAt' | 'sentAt' | 'sendAt'>;

export interface Step {
  /** Stays the same while steps are added. */
  key: string;
  entry: HistoryEntry;
  /** By Sinch's clock; by ours where Sinch gives no time. Null: no clock knows it. */
  at: number | null;
  /** Whether `at` is by our clock. */
  isOurs: boolean;
  spans: Span[];
  /** A step that comes after it was known here before it. */
  isLate: boolean;
  /** It is one of those that cannot all be true. */
  contradicts: boolean;
}

interface Placed {
  key: string;
  entry: HistoryEntry;
  at: number | null;
  isOurs: boolean;
  receivedAt: number | null;
}

/** In the order in which it happened, whatever the order in which it became known. */
export function timelineOf(
  { history, conflict }: Pick<Recipient, 'history' | 'conflict'>,
  times: MessageTimes,
): Step[] {
  const placed = history.map(place).toSorted(compare);
  return placed.map((step, index) => ({
    key: step.key,
    entry: step.entry,
    at: step.at,
    isOurs: step.isOurs,
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
  const word = entry.status.toUpperCase();
  return isStatus(word) ? STATUSES.indexOf(word) : 0;
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
  const word = status.toUpperCase();
  if (!isStatus(word)) return false;
  const { tone } = STATUS_VIEWS[word];
  return tone === 'bad' || tone === 'good';
}
