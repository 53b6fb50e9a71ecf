import { describe, expect, it } from 'vitest';
import { messageOf, summaryOf } from '../test/samples.ts';
import { cappedTo, justAbove, olderPageToReread, withPage } from './known-list.ts';
import type { KnownList } from './known-list.ts';

/** One letter a message, the newest first (`a` is the oldest); capitals are those still open. */
const messages = (letters: string) =>
  letters
    .split('')
    .map((letter) =>
      summaryOf(messageOf({ id: letter.toLowerCase(), final: letter === letter.toLowerCase() })),
    );
const page = (letters: string, next: string | null = letters.at(-1)?.toLowerCase() ?? null) => ({
  items: messages(letters),
  next,
});
const shown = ({ items, next }: KnownList) =>
  `${items.map(({ id, final }) => (final ? id : id.toUpperCase())).join('')} ${next ?? '-'}`;

describe('withPage', () => {
  it('begins with the first page', () => {
    expect(shown(withPage(undefined, null, page('HGF')))).toBe('HGF f');
  });

  it('adds older messages below', () => {
    expect(shown(withPage(page('HGF'), 'f', page('edc', null)))).toBe('HGFedc -');
  });

  it('puts the first page in place and keeps what lies below it, also what newer messages pushed out', () => {
    expect(shown(withPage(page('HGFedc'), null, page('JIh')))).toBe('JIhGFedc c');
  });

  it('leaves out what is gone from the page', () => {
    expect(shown(withPage(page('hgfedc'), null, page('hfe')))).toBe('hfedc c');
  });

  it('starts over where a gap would be, or nothing is left below', () => {
    expect(shown(withPage(page('edc'), null, page('ihg')))).toBe('ihg g');
    expect(shown(withPage(page('hgfedc'), null, page('hg', null)))).toBe('hg -');
    expect(shown(withPage(page('hgf'), null, page('', null)))).toBe(' -');
  });

  it('puts a page in the middle in its place', () => {
    expect(shown(withPage(page('hgFEDcb'), 'g', page('fed')))).toBe('hgfedcb b');
    expect(shown(withPage(page('hgFED'), 'g', page('fe', null)))).toBe('hgfe -');
  });
});

describe('olderPageToReread', () => {
  const first = page('KJ');

  it('asks for nothing while only the first page is open', () => {
    expect(olderPageToReread(page('KJihg'), first, null)).toBeUndefined();
    expect(olderPageToReread(page('', null), page('', null), null)).toBeUndefined();
  });

  it('begins with the first open message below the first page', () => {
    expect(olderPageToReread(page('KJihGfE'), first, null)).toBe('h');
    expect(olderPageToReread(page('KJIh'), first, null)).toBe('j');
  });

  it('goes on further down each time, and round', () => {
    expect(olderPageToReread(page('KJIhGfE'), first, 'h')).toBe('h');
    expect(olderPageToReread(page('KJIhGfE'), first, 'g')).toBe('f');
    expect(olderPageToReread(page('KJIhGfE'), first, 'e')).toBe('j');
  });
});

it('asks for a page that begins with the very first message, where nothing known lies above it', () => {
  const list = { items: [summaryOf(messageOf({ id: '01JD5' }))], next: null };
  expect(
    olderPageToReread(list, { items: [summaryOf(messageOf({ id: '01JDA' }))], next: '01JDA' }, null),
  ).toBe('01JD6');
  expect(['01JD5', '01JD9', '01JDH', '01JDZ', '01JZZ'].map(justAbove)).toEqual([
    '01JD6',
    '01JDA',
    '01JDJ',
    '01JE0',
    '01K00',
  ]);
});

it('keeps so many and no more, and knows where to go on', () => {
  expect(shown(cappedTo(page('hgfe', null), 3))).toBe('hgf f');
  expect(shown(cappedTo(page('hgf', null), 3))).toBe('hgf -');
});
