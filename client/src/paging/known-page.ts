/** A list that is read page by page, newest first. */
export interface Page<Item> {
  items: readonly Item[];
  next: string | null;
}

/** What is known of such a list. */
export interface KnownPages<Item> extends Page<Item> {
  /** By the id of the item that ended a page: what leads on from there. */
  seams: Readonly<Record<string, string>>;
}

/** The first page being read anew makes a list no longer than this, or than the reader asked for. */
const MOST_ITEMS = 500;

/**
 * What is known, with the first page read anew in its place. Where so many came since that the page no longer meets
 * what is known, or none lie beyond it, the page alone remains.
 */
export function withFirstPage<Item extends { id: string }>(
  known: KnownPages<Item> | undefined,
  page: Page<Item>,
): KnownPages<Item> {
  const last = page.items.at(-1)?.id;
  const end = known === undefined || page.next === null ? -1 : known.items.findIndex(({ id }) => id === last);
  if (known === undefined || end === -1) return { ...page, seams: seamOf(page) };
  const items = [...page.items, ...known.items.slice(end + 1)];
  const seams = { ...known.seams, ...seamOf(page) };
  return cappedTo({ items, next: known.next, seams }, Math.max(MOST_ITEMS, known.items.length));
}

/** With the page that `next` pointed at; where the list no longer ends there, it would leave a gap. */
export function withOlderPage<Item extends { id: string }>(
  known: KnownPages<Item> | undefined,
  after: string,
  page: Page<Item>,
): KnownPages<Item> | undefined {
  if (known?.next !== after) return known;
  const seams = { ...known.seams, ...seamOf(page) };
  return { items: [...known.items, ...page.items], next: page.next, seams };
}

function seamOf<Item extends { id: string }>({ items, next }: Page<Item>): Record<string, string> {
  const last = items.at(-1);
  return last === undefined || next === null ? {} : { [last.id]: next };
}

/** Ends at a seam, so that what lies beyond can be asked for again. */
function cappedTo<Item extends { id: string }>(list: KnownPages<Item>, most: number): KnownPages<Item> {
  if (list.items.length <= most) return list;
  const end = list.items.findLastIndex(({ id }, index) => index < most && id in list.seams);
  const items = list.items.slice(0, end + 1);
  const kept = items.flatMap(({ id }) => (id in list.seams ? [[id, list.seams[id]!] as const] : []));
  return { items, next: kept.at(-1)?.[1] ?? null, seams: Object.fromEntries(kept) };
}
