/** A list that is read page by page, newest first. */
interface Page<T> {
  items: readonly T[];
  next: string | null;
}

type Items = Page<{ id: string }>;

/**
 * What is known, with the first page read anew in its place. Where so many came since that the page no longer meets
 * what is known, or none lie beyond it, the page alone remains.
 */
export function withFirstPage<T extends Items>(known: T | undefined, page: T): T {
  const last = page.items.at(-1)?.id;
  const end = known === undefined || page.next === null ? -1 : known.items.findIndex(({ id }) => id === last);
  if (known === undefined || end === -1) return page;
  return { ...page, items: [...page.items, ...known.items.slice(end + 1)], next: known.next };
}

/** With the page that `next` pointed at; where the list no longer ends there, it would leave a gap. */
export function withOlderPage<T extends Items>(known: T | undefined, after: string, page: T): T | undefined {
  if (known?.next !== after) return known;
  return { ...page, items: [...known.items, ...page.items] };
}
