import { describe, expect, it } from 'vitest';
import { messageOf, summaryOf } from '../test/samples.ts';
import { NOTHING } from './known-list.ts';
import type { KnownList } from './known-list.ts';
import { MOST_LINES, withFirstPage, withNews } from './watched-list.ts';
import type { WatchedList } from './watched-list.ts';

/** One letter a message, the newest first. */
const page = (letters: string, next: string | null = letters.at(-1) ?? null): KnownList => ({
  items: letters.split('').map((id) => summaryOf(messageOf({ id }))),
  next,
});
const watched = (letters: string, next?: string | null, news = NOTHING): WatchedList => ({
  ...page(letters, next),
  news,
});
const ids = ({ items, next }: KnownList) => `${items.map(({ id }) => id).join('')} ${next ?? '-'}`;
const shown = (list: WatchedList) => `${ids(list.news)} | ${ids(list)}`;

describe('the first page, read anew', () => {
  it('puts new messages on top while nobody reads', () => {
    expect(shown(withFirstPage(undefined, page('hg'), false))).toBe(' - | hg g');
    expect(shown(withFirstPage(watched('hgfe'), page('ihg'), false))).toBe(' - | ihgfe e');
  });

  it('lets them wait while somebody reads, and still renews what is seen', () => {
    expect(shown(withFirstPage(watched('hgfe'), page('jihg'), true))).toBe('ji - | hgfe e');
    expect(shown(withFirstPage(watched('hgfe'), page('jihf'), true))).toBe('ji - | hfe e');
  });

  it('counts on where more have come than a page holds', () => {
    const waiting = watched('hgfe', 'e', page('ji', null));
    expect(shown(withFirstPage(waiting, page('lkj'), true))).toBe('lkji - | hgfe e');
  });

  it('knows of a gap, and keeps what is seen all the same', () => {
    expect(shown(withFirstPage(watched('hgfe'), page('nml'), true))).toBe('nml l | hgfe e');
    const waiting = watched('hgfe', 'e', page('ml'));
    expect(shown(withFirstPage(waiting, page('onm'), true))).toBe('onml l | hgfe e');
  });

  it('is all there is where nothing that was seen is left', () => {
    expect(shown(withFirstPage(watched('hgfe'), page('ji', null), true))).toBe(' - | ji -');
    expect(shown(withFirstPage(watched('hgfe'), page('', null), true))).toBe(' - |  -');
  });

  it('lets go what waited once nobody reads any more', () => {
    const waiting = watched('hgfe', 'e', page('ji', null));
    expect(shown(withFirstPage(waiting, page('kj'), false))).toBe(' - | kjihgfe e');
  });

  it('never keeps more than so many', () => {
    const many = Array.from({ length: MOST_LINES + 100 }, (_, index) =>
      summaryOf(messageOf({ id: `${9999 - index}` })),
    );
    const list = { items: many.slice(100), next: null, news: NOTHING };
    const grown = withFirstPage(list, { items: many.slice(90, 110), next: many[109]?.id ?? null }, false);
    expect(grown.items).toHaveLength(MOST_LINES);
    expect(grown.next).toBe(grown.items.at(-1)?.id);
    const pageAt = (start: number) => ({
      items: many.slice(start, start + 20),
      next: many[start + 19]?.id ?? null,
    });
    let waiting: WatchedList = list;
    for (const start of [95, 85, 75, 65, 55, 45, 35, 25, 15, 5, 0])
      waiting = withFirstPage(waiting, pageAt(start), true);
    expect(waiting.news.items).toHaveLength(100);
    expect(waiting.news.next).toBeNull();
    const newest = [summaryOf(messageOf({ id: '99999' })), ...many.slice(0, 19)];
    waiting = withFirstPage(waiting, { items: newest, next: newest.at(-1)?.id ?? null }, true);
    expect(waiting.news.items).toHaveLength(100);
    expect(waiting.news.next).not.toBeNull();
  });
});

describe('withNews', () => {
  it('joins what waited with what was seen, or begins anew above a gap', () => {
    expect(shown(withNews(watched('hg', null, page('ji', null))))).toBe(' - | jihg -');
    expect(shown(withNews(watched('hg', null, page('nm'))))).toBe(' - | nm m');
  });
});
