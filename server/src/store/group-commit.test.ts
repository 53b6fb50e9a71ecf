import { describe, expect, it, vi } from 'vitest';
import { createGroupCommit } from './group-commit.ts';

class Poison extends Error {}

/** Items weigh what they are; `commit` answers with their doubles unless `fail` says otherwise. */
function createGroups(most: number, fail: (items: readonly number[]) => Error | null = () => null) {
  const commit = vi.fn<(items: readonly number[]) => Promise<number[]>>(async (items) => {
    const error = fail(items);
    if (error !== null) throw error;
    return items.map((item) => item * 2);
  });
  const groups = createGroupCommit(commit, {
    mayBePoisoned: (error) => error instanceof Poison,
    weigh: (item) => item,
    most,
  });
  const addAll = (items: readonly number[]) => Promise.allSettled(items.map((item) => groups.add(item)));
  return { groups, addAll, committed: () => commit.mock.calls.map(([items]) => items) };
}

describe('a group commit', () => {
  it('commits together what came together, and answers each with its own', async () => {
    const { addAll, committed } = createGroups(100);
    const results = await addAll([1, 2, 3]);
    expect(results).toEqual([2, 4, 6].map((value) => ({ status: 'fulfilled', value })));
    expect(committed()).toEqual([[1, 2, 3]]);
  });

  it('takes as many as weigh no more than a group may, and a heavier one by itself', async () => {
    const { addAll, committed } = createGroups(5);
    await addAll([2, 3, 1, 9, 4, 1]);
    expect(committed()).toEqual([[2, 3], [1], [9], [4, 1]]);
  });

  it('lets only the poisoned one fail', async () => {
    const { addAll } = createGroups(100, (items) => (items.includes(2) ? new Poison() : null));
    expect((await addAll([1, 2, 3])).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });

  it('does not ask a store that is gone again for each of a poisoned group', async () => {
    const { addAll, committed } = createGroups(100, (items) =>
      items.length > 1 ? new Poison() : new Error('gone'),
    );
    const results = await addAll([1, 2, 3]);
    expect(results.map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
    expect(committed()).toEqual([[1, 2, 3], [1]]);
  });

  it('goes on after a failure, and is idle when all is done', async () => {
    let gone = true;
    const { groups, addAll } = createGroups(100, () => (gone ? new Error('gone') : null));
    await addAll([1]);
    gone = false;
    const added = groups.add(4);
    await groups.idle();
    expect(await added).toBe(8);
  });
});
