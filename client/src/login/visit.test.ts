import { expect, it } from 'vitest';
import { visitAfter } from './visit.ts';

const OPEN = { login: 'not_needed', actor: null } as const;
const CLOSED = { login: 'needed', actor: null } as const;
const by = (actor: string) => ({ login: 'done', actor }) as const;

it('begins when it is known that one may', () => {
  expect(visitAfter(null, undefined, false)).toBeNull();
  expect(visitAfter(null, CLOSED, true)).toBeNull();
  expect(visitAfter(null, OPEN, false)).toEqual({ key: 0, actor: null });
  expect(visitAfter(null, by('ann'), true)).toEqual({ key: 0, actor: 'ann' });
});

it('begins without knowing, where the answer is slow or never comes, and goes on when it does', () => {
  const unknown = visitAfter(null, undefined, true);
  expect(unknown).toEqual({ key: 0, actor: undefined });
  expect(visitAfter(unknown, undefined, true)).toBe(unknown);
  expect(visitAfter(unknown, by('ann'), true)).toEqual({ key: 0, actor: 'ann' });
});

it('waits while its session is over, for whoever it was', () => {
  const anns = { key: 3, actor: 'ann' };
  expect(visitAfter(anns, CLOSED, true)).toBe(anns);
  expect(visitAfter(anns, by('ann'), true)).toBe(anns);
});

it('is another one for somebody else', () => {
  expect(visitAfter({ key: 3, actor: 'ann' }, by('bob'), true)).toEqual({ key: 4, actor: 'bob' });
  expect(visitAfter({ key: 3, actor: null }, by('ann'), true)).toEqual({ key: 4, actor: 'ann' });
});
