import { describe, expect, it } from 'vitest';
import { withFirstPage, withOlderPage } from './known-page.ts';

const page = (ids: number[], next: string | null) => ({ items: ids.map((id) => ({ id: String(id) })), next });
const ids = ({ items }: { items: readonly { id: string }[] }) => items.map(({ id }) => Number(id));

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
