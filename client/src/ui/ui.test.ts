import { expect, it } from 'vitest';
import { plannedTime, timeUntil } from './planned.ts';
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

it('names a time to come by its day and the clock of whoever reads it', () => {
  const now = new Date(2026, 11, 30, 23, 30);
  const planned = (...parts: [number, number, number, number]) =>
    plannedTime(new Date(2026, ...parts).getTime(), now.getTime());
  expect(planned(11, 30, 23, 45)).toBe('today 23:45');
  expect(planned(11, 31, 0, 5)).toBe('tomorrow 00:05');
  expect(planned(11, 31, 23, 0)).toBe('tomorrow 23:00');
  expect(planned(10, 3, 9, 0)).toBe('3 Nov 09:00');
  expect(planned(12, 1, 9, 0)).toBe('1 Jan 2027 09:00');
});

it('tells how long it is until then, and afterwards how long ago', () => {
  const until = (seconds: number) => timeUntil(seconds * 1000, 0);
  expect([-3600, -1, 30, 60, 119, 7199, 7200, 47 * 3600, 48 * 3600].map(until)).toEqual([
    '1 h ago',
    'just now',
    'in a moment',
    'in 1 min',
    'in 2 min',
    'in 120 min',
    'in 2 h',
    'in 47 h',
    'in 2 d',
  ]);
});
