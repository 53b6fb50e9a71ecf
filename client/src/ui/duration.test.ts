import { expect, it } from 'vitest';
import { durationText } from './duration.ts';

it('is as exact as one cares for', () => {
  const texts = [0, 49, 50, 400, 9_949, 9_950, 59_499, 59_500, 185_000, 3_600_000, 7_380_000, 90_000_000];
  expect(texts.map(durationText)).toEqual([
    'less than 0.1 s',
    'less than 0.1 s',
    '0.1 s',
    '0.4 s',
    '9.9 s',
    '10 s',
    '59 s',
    '1 min',
    '3 min 5 s',
    '1 h',
    '2 h 3 min',
    '1 d 1 h',
  ]);
});
