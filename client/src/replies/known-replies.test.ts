import { expect, it } from 'vitest';
import { replyOf } from '../test/samples.ts';
import { describeNews } from './known-replies.ts';
import { replyInterval } from './use-replies.ts';

const replies = (...ids: number[]) => ids.map((id) => replyOf({ id: String(id), body: `Nr ${id}` }));

it('says what came, not what was asked for or is gone', () => {
  const before = replies(3, 2);
  expect(describeNews(before, before)).toBeNull();
  expect(describeNews(before, replies(3, 2, 1))).toBeNull();
  expect(describeNews(before, replies(2))).toBeNull();
  expect(describeNews(before, replies(4, 3, 2))).toBe('New reply from +15550100001: Nr 4');
  expect(describeNews(before, replies(6, 5, 4, 3, 2))).toBe('3 new replies.');
  expect(describeNews([], replies(1))).toBe('New reply from +15550100001: Nr 1');
});

it('asks seldom, and more seldom as the page stays quiet', () => {
  const minute = 60_000;
  const after = (age: number) => replyInterval(0, age);
  expect([0, 2 * minute, 15 * minute, 600 * minute].map(after)).toEqual([5_000, 15_000, 60_000, 60_000]);
});
