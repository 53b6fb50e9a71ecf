import type { MessagePage } from '@sinch-callback-app/server/contract';
import { cappedTo, NOTHING, withPage } from './known-list.ts';
import type { KnownList } from './known-list.ts';

/** However long the page stays open: no more lines than this, and no more waiting than this. */
export const MOST_LINES = 500;
const MOST_NEWS = 100;

/** What the reader sees, and what came above it since and waits until it does not push away what they read. */
export interface WatchedList extends KnownList {
  /** `next` is null where it joins what is seen without a gap. */
  news: KnownList;
}

/** With what has waited on top. Where there is a gap, what lies below it is left to be asked for again. */
export function withNews({ items, next, news }: WatchedList): WatchedList {
  const all = news.next === null ? { items: [...news.items, ...items], next } : news;
  return { ...cappedTo(all, MOST_LINES), news: NOTHING };
}

/** With the first page read anew. While somebody reads, nothing is put above what they see. */
export function withFirstPage(
  known: WatchedList | undefined,
  page: MessagePage,
  isReading: boolean,
): WatchedList {
  const top = known?.items[0]?.id;
  if (known === undefined || top === undefined || !isReading || isAllAnew(page, top))
    return atTheTop(known, page);
  const seen = { ...page, items: page.items.filter(({ id }) => id <= top) };
  if (seen.items.length === 0) {
    const news = cappedTo(withPage(known.news, null, page), MOST_NEWS);
    return { ...known, news };
  }
  const news = { items: page.items.slice(0, page.items.length - seen.items.length), next: null };
  return { ...cappedTo(withPage(known, null, seen), MOST_LINES), news };
}

function atTheTop(known: WatchedList | undefined, page: MessagePage): WatchedList {
  const list = withPage(known && withNews(known), null, page);
  return { ...cappedTo(list, MOST_LINES), news: NOTHING };
}

/** Nothing of what was seen is there any more, as after a restart of a server that keeps all in memory. */
const isAllAnew = ({ items, next }: MessagePage, top: string): boolean =>
  next === null && items.every(({ id }) => id > top);
