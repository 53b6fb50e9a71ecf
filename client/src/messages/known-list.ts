import type { MessagePage } from '@sinch-callback-app/server/contract';

/** The newest messages without a gap, newest first, and where the older ones begin: null if there are none. */
export type KnownList = Pick<MessagePage, 'items' | 'next'>;

export const NOTHING: KnownList = { items: [], next: null };

/**
 * What is known, with a page read anew in its place. `after` is the id of the message above the page (that is what
 * `next` holds, too), null for the first page. Where so many came since that the page no longer meets what is known,
 * or none lie beyond it, the page alone remains.
 */
export function withPage(known: KnownList = NOTHING, after: string | null, page: MessagePage): KnownList {
  const above = after === null ? [] : known.items.filter(({ id }) => id >= after);
  const beyond = meets(known, page) ? known.items.filter(({ id }) => id < endOf(page)) : [];
  return {
    items: [...above, ...page.items, ...beyond],
    next: beyond.length > 0 ? known.next : page.next,
  };
}

/** The id of its last message. */
export const endOf = ({ items }: MessagePage): string => items.at(-1)?.id ?? '';

const meets = ({ items: [newest] }: KnownList, page: MessagePage): boolean =>
  newest !== undefined && page.next !== null && newest.id >= endOf(page);

/**
 * Of the messages below the first page, those to look at again: a page that begins with an open one, further down than
 * `last`, where one looked the last time, and from the top again at the end. Undefined: none is open.
 */
export function olderPageToReread(
  { items }: KnownList,
  first: MessagePage,
  last: string | null,
): string | undefined {
  const open = items.filter(({ id, final }) => id < endOf(first) && !final);
  const next = open.find(({ id }) => last !== null && id < last) ?? open[0];
  return next && (items[items.indexOf(next) - 1]?.id ?? justAbove(next.id));
}

/** The newest so many; the others can be asked for again. */
export const cappedTo = <List extends KnownList>(list: List, most: number): List => {
  const items = list.items.slice(0, most);
  return items.length === list.items.length ? list : { ...list, items, next: items.at(-1)?.id ?? null };
};

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The least id that is greater: nothing lies between the two. */
export function justAbove(id: string): string {
  const place = id.length - 1;
  const digit = DIGITS.indexOf(id.charAt(place));
  const rest = id.slice(0, place);
  return digit < DIGITS.length - 1 ? rest + DIGITS.charAt(digit + 1) : `${justAbove(rest)}0`;
}
