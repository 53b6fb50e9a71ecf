import type { Status } from '../contract.ts';
import { knownStatus } from './report.ts';
import type { Statement } from './report.ts';

export interface RecipientState {
  status: Status | null;
  code: number | null;
  reason: string | null;
  at: number | null;
  final: boolean;
  conflict: boolean;
}

const UNKNOWN_WORD_RANK = 2;
const FIRST_FINAL_RANK = 3;
const FAILURE_RANK = 4;

const RANKS: Record<Status, number> = {
  QUEUED: 1,
  DISPATCHED: 2,
  QUEUED_ON_CHANNEL: 2,
  SWITCHING_CHANNEL: 2,
  UNKNOWN: 3,
  FAILED: FAILURE_RANK,
  EXPIRED: FAILURE_RANK,
  REJECTED: FAILURE_RANK,
  ABORTED: FAILURE_RANK,
  CANCELLED: FAILURE_RANK,
  DELETED: FAILURE_RANK,
  DELIVERED: 5,
  READ: 6,
};

const rankOf = (word: string): number => {
  const status = knownStatus(word);
  return status === null ? UNKNOWN_WORD_RANK : RANKS[status];
};

/** It did not arrive, and will not any more. */
export const isFailure = (status: Status): boolean => RANKS[status] === FAILURE_RANK;

function compareNullsLowest<T extends number | string>(a: T | null, b: T | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

const compare = (a: Statement, b: Statement): number =>
  rankOf(a.status) - rankOf(b.status) ||
  compareNullsLowest(a.at, b.at) ||
  compareNullsLowest(a.status, b.status) ||
  compareNullsLowest(a.code, b.code) ||
  compareNullsLowest(a.reason, b.reason);

/** Sinch may report a cancelled batch as Cancelled and as Aborted with code 407: one event, two words. */
const isOneEvent = (failures: ReadonlySet<string>): boolean =>
  failures.size === 2 && failures.has('CANCELLED') && failures.has('ABORTED');

function isConflict(statements: readonly Statement[]): boolean {
  const failures = new Set<string>();
  let arrived = false;
  for (const { status } of statements) {
    const rank = rankOf(status);
    if (rank === FAILURE_RANK) failures.add(status);
    if (rank > FAILURE_RANK) arrived = true;
  }
  if (failures.size === 0) return false;
  return arrived || (failures.size > 1 && !isOneEvent(failures));
}

/**
 * What is known of a recipient: its greatest statement by rank, then instant, then the rest to make the order total.
 * It depends on which statements there are, never on their order or number. A word that we do not know shows as
 * UNKNOWN and is not final.
 */
export function fold(statements: readonly Statement[]): RecipientState {
  let greatest = statements[0];
  if (greatest === undefined) {
    return { status: null, code: null, reason: null, at: null, final: false, conflict: false };
  }
  for (const statement of statements) if (compare(statement, greatest) > 0) greatest = statement;
  const { status, code, reason, at } = greatest;
  return {
    status: knownStatus(status) ?? 'UNKNOWN',
    code,
    reason,
    at,
    final: rankOf(status) >= FIRST_FINAL_RANK,
    conflict: isConflict(statements),
  };
}
