import type { Overview } from '@sinch-callback-app/server/contract';
import { STATUS_VIEWS, STATUSES } from '../messages/status-view.ts';

type Outcome = Overview['total'];

/** What became of a recipient, coarsely; in the order in which a bar is built up. */
export const GROUPS = ['delivered', 'unknown', 'failed', 'cancelled', 'open'] as const;
export type Group = (typeof GROUPS)[number];
export type Groups = Readonly<Record<Group, number>>;

const OF_TONE = { good: 'delivered', bad: 'failed', unsure: 'unknown', open: 'open' } as const;

export function groupsOf({ counts, refused, waiting }: Outcome): Groups {
  const groups = { delivered: 0, unknown: 0, failed: refused, cancelled: 0, open: waiting };
  for (const status of STATUSES) {
    // Nobody failed where somebody changed their mind.
    const group = status === 'CANCELLED' ? 'cancelled' : OF_TONE[STATUS_VIEWS[status].tone];
    groups[group] += counts[status] ?? 0;
  }
  return groups;
}

/** Of those whose outcome is known; null: of none. */
export function rateOf({ delivered, unknown, failed }: Groups): number | null {
  const known = delivered + unknown + failed;
  return known === 0 ? null : delivered / known;
}
