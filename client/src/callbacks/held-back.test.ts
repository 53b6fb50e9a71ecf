import { expect, it } from 'vitest';
import { heldBack } from './held-back.ts';

const list = (...ids: number[]) => ids.map((id) => ({ id: String(id) }));

it('shows all of it while nobody holds it', () => {
  expect(heldBack(null, list(3, 2, 1))).toEqual({ items: list(3, 2, 1), newer: 0, orMore: false });
});

it('keeps new ones back, but not the older ones that were asked for', () => {
  expect(heldBack(list(3, 2), list(5, 4, 3, 2, 1))).toEqual({
    items: list(3, 2, 1),
    newer: 2,
    orMore: false,
  });
});

it('keeps what was there where so many came that the list was begun anew', () => {
  expect(heldBack(list(3, 2), list(9, 8))).toEqual({ items: list(3, 2), newer: 2, orMore: true });
});

it('keeps even nothing', () => {
  expect(heldBack([], list(1))).toEqual({ items: [], newer: 1, orMore: false });
});
