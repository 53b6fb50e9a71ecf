import { expect, it } from 'vitest';
import { againWords, givesUpWords } from '../texts/callbacks.ts';
import { attemptsOf } from './attempts.ts';

const CAME = Date.parse('2026-11-23T10:00:00.000Z');
const iso = (at: number) => new Date(at).toISOString();
const at = Array.from({ length: 15 }, (_, retry) => iso(CAME + 5_000 * 2 ** retry));
const next = { kind: 'again' as const, at, givesUpAt: at.at(-1)! };
const seconds = (now: number) => {
  const attempts = attemptsOf(next, iso(CAME), now);
  return attempts && { ...attempts, named: attempts.named.map((instant) => (instant - CAME) / 1000) };
};

it('names the next attempts, and when the last of them is', () => {
  expect(seconds(CAME)).toEqual({
    named: [5, 10, 20],
    more: true,
    givesUpAt: CAME + 81_920_000,
    after: 81_920_000,
  });
});

it('does not name those that have gone by', () => {
  expect(seconds(CAME + 12_000)?.named).toEqual([20, 40, 80]);
  expect(seconds(CAME + 50_000_000)).toMatchObject({ named: [81_920], more: false });
  expect(seconds(CAME + 81_920_000)).toBeNull();
});

it('is said in words', () => {
  const attempt = (clock: string) => ({ at: clock, wait: 'in a moment' });
  expect(againWords([attempt('10:05:05'), attempt('10:05:15')], true)).toBe(
    'Sinch tries again at about 10:05:05 (in a moment), 10:05:15 …, each time after twice as long.',
  );
  expect(againWords([attempt('10:05:05')], false)).toBe('Sinch tries again at about 10:05:05 (in a moment).');
  expect(givesUpWords(81_920_000)).toBe('It gives up after 22 h 45 min,');
});
