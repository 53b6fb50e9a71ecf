import { describe, expect, it } from 'vitest';
import { withFirstPage, withOlderPage } from './known-page.ts';

const page = (ids: number[], next: string | null) => ({ items: ids.map((id) => ({ id: String(id) })), next });
const ids = ({ items }: { items: readonly { id: string }[] }) => items.map(({ id }) => Number(id));

describe('the first page, read anew', () => {
  const known = withFirstPage(undefined, page([6, 5, 4, 3], '3'));

  it('goes before what is known beyond it', () => {
    const list = withFirstPage(known, page([7, 6, 5], '5'));
    expect(ids(list)).toEqual([7, 6, 5, 4, 3]);
    expect(list.next).toBe('3');
  });

  it('stands alone where it leaves a gap, or is all there is', () => {
    expect(withFirstPage(known, page([20, 19, 18], '18'))).toMatchObject(page([20, 19, 18], '18'));
    expect(withFirstPage(known, page([6], null))).toMatchObject(page([6], null));
    expect(withFirstPage(undefined, page([6, 5], '5'))).toMatchObject(page([6, 5], '5'));
  });

  it('does not bring back what was erased', () => {
    expect(ids(withFirstPage(known, page([6, 4], '4')))).toEqual([6, 4, 3]);
  });
});

it('an older page goes to the end, unless the list has changed there', () => {
  const known = withFirstPage(undefined, page([6, 5], '5'));
  expect(withOlderPage(known, '5', page([4, 3], null))).toMatchObject(page([6, 5, 4, 3], null));
  expect(withOlderPage(known, '2', page([1], null))).toBe(known);
  expect(withOlderPage(undefined, '5', page([4], null))).toBeUndefined();
});

describe('a list that is left open', () => {
  const newest = (top: number) => {
    const numbers = Array.from({ length: 20 }, (_, index) => top - index);
    return page(numbers, `below ${top - 19}`);
  };

  it('grows no longer than 500, and leads on from its end without a gap', () => {
    let list = withFirstPage(undefined, newest(100));
    for (let top = 101; top <= 5_000; top += 1) list = withFirstPage(list, newest(top));
    expect(list.items).toHaveLength(500);
    expect(ids(list)).toEqual(Array.from({ length: 500 }, (_, index) => 5_000 - index));
    expect(list.next).toBe('below 4501');
    expect(Object.keys(list.seams).length).toBeLessThanOrEqual(500);
  });

  it('keeps what the reader asked for, however much that is', () => {
    let list = withFirstPage(undefined, newest(2_000));
    for (let top = 1_980; top > 1_000; top -= 20) list = withOlderPage(list, list.next!, newest(top))!;
    expect(list.items).toHaveLength(1_000);
    list = withFirstPage(list, newest(2_001));
    expect(list.items.length).toBeGreaterThan(960);
    expect(list.next).toBe(`below ${ids(list).at(-1)}`);
  });
});
