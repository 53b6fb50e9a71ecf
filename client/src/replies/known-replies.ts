import type { Reply, ReplyPage } from '@sinch-callback-app/server/contract';

/**
 * What is known, with the first page read anew in its place. Where so many came since that the page no longer meets
 * what is known, or none lie beyond it, the page alone remains.
 */
export function withFirstPage(known: ReplyPage | undefined, page: ReplyPage): ReplyPage {
  const last = page.items.at(-1)?.id;
  const end = known === undefined || page.next === null ? -1 : known.items.findIndex(({ id }) => id === last);
  if (known === undefined || end === -1) return page;
  return { items: [...page.items, ...known.items.slice(end + 1)], next: known.next };
}

/** With the page that `next` pointed at; where the list no longer ends there, it would leave a gap. */
export function withOlderPage(
  known: ReplyPage | undefined,
  after: string,
  page: ReplyPage,
): ReplyPage | undefined {
  if (known?.next !== after) return known;
  return { items: [...known.items, ...page.items], next: page.next };
}

/** One sentence about what came between two looks; null if nothing did. */
export function describeNews(before: readonly Reply[], after: readonly Reply[]): string | null {
  const known = new Set(before.map(({ id }) => id));
  const end = after.findIndex(({ id }) => known.has(id));
  const news = end === -1 ? after : after.slice(0, end);
  const [first] = news;
  if (first === undefined) return null;
  return news.length === 1 ? `New reply from ${first.from}: ${first.body}` : `${news.length} new replies.`;
}
