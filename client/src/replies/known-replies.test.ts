import { describe, expect, it } from 'vitest';
import { replyOf } from '../test/samples.ts';
import { describeNews, withFirstPage, withOlderPage } from './known-replies.ts';
import { replyInterval } from './reply-interval.ts';

const replies = (...ids: number[]) => ids.map((id) => replyOf({ id: String(id), body: `Nr ${id}` }));
const page = (ids: number[], next: string | null) => ({ items: replies(...ids), next });
const ids = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => Number(id));

describe('the first page, read anew', () => {
  const known = page([6, 5, 4, 3], '3');

  it('goes before what is known beyond it', () => {
    const list = withFirstPage(known, page([7, 6, 5], '5'));
    expect(ids(list)).toEqual([7, 6, 5, 4, 3]);
    expect(list.next).toBe('3');
  });

  it('stands alone where it leaves a gap, or is all there is', () => {
    expect(withFirstPage(known, page([20, 19, 18], '18'))).toEqual(page([20, 19, 18], '18'));
    expect(withFirstPage(known, page([6], null))).toEqual(page([6], null));
    expect(withFirstPage(undefined, known)).toEqual(known);
  });

  it('does not bring back what was erased', () => {
    expect(ids(withFirstPage(known, page([6, 4], '4')))).toEqual([6, 4, 3]);
  });
});

it('an older page goes to the end, unless the list has changed there', () => {
  const known = page([6, 5], '5');
  expect(withOlderPage(known, '5', page([4, 3], null))).toEqual(page([6, 5, 4, 3], null));
  expect(withOlderPage(known, '2', page([1], null))).toBe(known);
  expect(withOlderPage(undefined, '5', page([4], null))).toBeUndefined();
});

it('says what came, not what was asked for or is gone', () => {
  const before = replies(3, 2);
  expect(describeNews(before, before)).toBeNull();
  expect(describeNews(before, replies(3, 2, 1))).toBeNull();
  expect(describeNews(before, replies(2))).toBeNull();
  expect(describeNews(before, replies(4, 3, 2))).toBe('New reply from +15550100001: Nr 4');
  expect(describeNews(before, replies(6, 5, 4, 3, 2))).toBe('3 new replies.');
  expect(describeNews([], replies(1))).toBe('New reply from +15550100001: Nr 1');
});

it('asks seldom, and more seldom as the page stays quiet; while the server is away, as all else does', () => {
  const minute = 60_000;
  const after = (age: number) => replyInterval({ now: age, lively: 0, failingSince: null });
  expect([0, 2 * minute, 15 * minute, 600 * minute].map(after)).toEqual([5_000, 15_000, 60_000, 60_000]);
  expect(replyInterval({ now: 10_000, lively: 0, failingSince: 0 })).toBe(5_000);
});
