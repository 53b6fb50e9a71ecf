import { expect, it } from 'vitest';
import { createOpenCounts } from './open-counts.ts';

const COUNTS = { open: 3, overdue: 2, due: 1 };

it('the store is asked every 15 seconds at most, also when the clock is set back', async () => {
  let now = 1_000_000;
  const asked: number[] = [];
  const countOpen = async (at: number) => {
    asked.push(at);
    return COUNTS;
  };
  const read = createOpenCounts({ countOpen }, () => now);
  for (now of [1_000_000, 1_014_999, 1_015_000, 900_000]) expect(await read()).toEqual(COUNTS);
  expect(asked).toEqual([1_000_000, 1_015_000, 900_000]);
});

it('a store that fails or hangs says nothing, and is asked again', async () => {
  let now = 0;
  const answers = [Promise.reject(new Error('gone')), new Promise<never>(() => {}), Promise.resolve(COUNTS)];
  const read = createOpenCounts({ countOpen: () => answers.shift()! }, () => now, 1);
  expect(await read()).toBeNull();
  now += 15_000;
  expect(await read()).toBeNull();
  now += 15_000;
  expect(await read()).toEqual(COUNTS);
});
