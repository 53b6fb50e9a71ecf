import type { Session } from '@sinch-callback-app/server/contract';

/** The page as somebody has it open; who comes after somebody else finds it new. */
export interface Visit {
  key: number;
  /** Whose access token opened it; null: nobody's was wanted. Undefined: not known yet. */
  actor: string | null | undefined;
}

/** A session that is over closes the page, but what stands in it waits for whoever had it open. */
export function visitAfter(
  visit: Visit | null,
  session: Session | undefined,
  isPatienceOver: boolean,
): Visit | null {
  if (session?.login === 'needed') return visit;
  if (session === undefined) return visit ?? (isPatienceOver ? { key: 0, actor: undefined } : null);
  const { actor } = session;
  if (visit === null) return { key: 0, actor };
  if (visit.actor === actor) return visit;
  return { key: visit.actor === undefined ? visit.key : visit.key + 1, actor };
}
