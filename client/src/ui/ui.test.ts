import { expect, it } from 'vitest';
import { relativeTime } from './relative.ts';
import { shortenMiddle } from './shorten.ts';

const ago = (seconds: number) => relativeTime(0, seconds * 1000);

it('tells the age in the greatest unit that fits', () => {
  expect([-5, 0, 9, 10, 59, 60, 3599, 3600, 86_399, 86_400 * 3].map(ago)).toEqual([
    'just now',
    'just now',
    'just now',
    '10 s ago',
    '50 s ago',
    '1 min ago',
    '59 min ago',
    '1 h ago',
    '23 h ago',
    '3 d ago',
  ]);
});

it('shortens an id in the middle, and leaves a short one alone', () => {
  expect(shortenMiddle('01JDATCHBATCH0000000000001')).toBe('01JDAT…000001');
  expect(shortenMiddle('short-id')).toBe('short-id');
});
