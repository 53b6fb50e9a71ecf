export const KEPT = ['all', 'accepted', 'rejected'] as const;
export type Kept = (typeof KEPT)[number];

/** Which callbacks are shown; it stands in the address. */
export interface CallbackFilter {
  kept: Kept;
  /** Our id of the message that they are about; null: of any, or none. */
  message: string | null;
}

const isKept = (word: string | null): word is Kept => KEPT.some((kept) => kept === word);

export function readFilter(search: string): CallbackFilter {
  const query = new URLSearchParams(search);
  const kept = query.get('kept');
  return { kept: isKept(kept) ? kept : 'all', message: query.get('message') || null };
}

/** Where the callbacks of a filter are shown. */
export function addressOf({ kept, message }: CallbackFilter): string {
  const query = new URLSearchParams({
    ...(kept !== 'all' && { kept }),
    ...(message !== null && { message }),
  }).toString();
  return query === '' ? '/callbacks' : `/callbacks?${query}`;
}
