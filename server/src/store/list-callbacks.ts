/** Accepted and refused callbacks in one list, though each kind is kept apart. */
import type { CallbackRange, Driver } from './driver.ts';
import type { ListedAccepted, ListedCallback, ListedRejected } from './inbox.ts';
import type { CallbackList, CallbackListPage, CallbackPlace } from './store.ts';

type Sources = Pick<Driver, 'listAccepted' | 'listRejected'>;

/** Nothing is below it. */
const LOWEST = 0;

const below = (next: ListedCallback | undefined): number => (next === undefined ? LOWEST : next.seq + 1);

/** The newer first; within each kind always by its number, whatever the clocks said, so that no page leaves one out. */
function merge(accepted: readonly ListedAccepted[], rejected: readonly ListedRejected[], limit: number) {
  const items: ListedCallback[] = [];
  let [a, r] = [0, 0];
  while (items.length < limit) {
    const [one, other] = [accepted[a], rejected[r]];
    if (one !== undefined && (other === undefined || one.receivedAt >= other.receivedAt)) {
      items.push(one);
      a += 1;
    } else if (other !== undefined) {
      items.push(other);
      r += 1;
    } else break;
  }
  const [one, other] = [accepted[a], rejected[r]];
  const isLast = one === undefined && other === undefined;
  return { items, next: isLast ? null : { accepted: below(one), rejected: below(other) } };
}

export async function listCallbacks(sources: Sources, page: CallbackListPage): Promise<CallbackList> {
  const { limit, of, after } = page;
  const kept = 'message' in of ? 'accepted' : of.kept;
  const message = 'message' in of ? of.message : null;
  const rangeOf = (kind: CallbackPlace['kept']): CallbackRange => ({
    // One more than a page holds tells whether there is a following one.
    limit: limit + 1,
    below: after?.[kind] ?? Number.MAX_SAFE_INTEGER,
  });
  const [accepted, rejected] = await Promise.all([
    kept === 'rejected' ? [] : sources.listAccepted({ ...rangeOf('accepted'), message }),
    kept === 'accepted' ? [] : sources.listRejected(rangeOf('rejected')),
  ]);
  return merge(accepted, rejected, limit);
}
