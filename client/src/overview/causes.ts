import type { Overview, Status } from '@sinch-callback-app/server/contract';
import { explain } from '@sinch-callback-app/server/meanings';
import { STATUS_VIEWS } from '../messages/status-view.ts';
import { OVERVIEW, REFUSAL_WORDS } from '../texts/overview.ts';

/** Why recipients got nothing, as a line of the list. */
export interface Cause {
  key: string;
  /** What the status is called. */
  label: string;
  meaning: string;
  /** Sinch's own number or word, for those who look it up. */
  code: number | null;
  reason: string | null;
  count: number;
  /** Leads to the messages: of this status, or refused as a whole. */
  filter: { status: Status } | { state: 'refused' };
}

/** Most frequent first. */
export function causesOf({ failures, refusals }: Pick<Overview, 'failures' | 'refusals'>): Cause[] {
  const ofRecipients = failures.map(({ status, code, reason, count }): Cause => ({
    key: `${status}/${code ?? ''}/${reason ?? ''}`,
    label: STATUS_VIEWS[status].label,
    meaning: explain({ status, code, reason }).meaning,
    code,
    // It says nothing more.
    reason: reason?.replace('/UNSPECIFIED_SUB_CODE', '') ?? null,
    count,
    filter: { status },
  }));
  const ofSends = refusals.map(({ code, count }): Cause => ({
    key: code,
    label: OVERVIEW.refused,
    meaning: REFUSAL_WORDS[code],
    code: null,
    reason: null,
    count,
    filter: { state: 'refused' },
  }));
  return [...ofRecipients, ...ofSends].toSorted((a, b) => b.count - a.count);
}

/** Where the messages stand that it happened to. */
export const listOf = ({ filter }: Cause, { from, before }: Pick<Overview, 'from' | 'before'>): string =>
  `/?${new URLSearchParams({ ...filter, from, before })}`;
