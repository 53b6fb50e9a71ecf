/** A list that is read page by page, newest first. */
export interface Page<Item> {
  items: readonly Item[];
  next: string | null;
}

/**
 * What is known, with the first page read anew in its place. Where so many came since that the page no longer meets
 * what is known, or none lie beyond it, the page alone remains.
 */
export function withFirstPage<Item extends { id: string }>(
  known: Page<Item> | undefined,
  page: Page<Item>,
): Page<Item> {
  const last = page.items.at(-1)?.id;
  const end = known === undefined || page.next === null ? -1 : known.items.findIndex(({ id }) => id === last);
  if (known === undefined || end === -1) return page;
  return { items: [...page.items, ...known.items.slice(end + 1)], next: known.next };
}

/** With the page that `next` pointed at; where the list no longer ends there, it would leave a gap. */
export function withOlderPage<Item>(
  known: Page<Item> | undefined,
  after: string,
  page: Page<Item>,
): Page<Item> | undefined {
  if (known?.next !== after) return known;
  return { items: [...known.items, ...page.items], next: page.next };
}
