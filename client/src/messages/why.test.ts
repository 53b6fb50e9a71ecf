import { expect, it } from 'vitest';
import { why } from './why.ts';

it('explains a code that is known, and shows it', () => {
  expect(why({ status: 'FAILED', code: 150, reason: null })).toBe('Nobody has this number. (code 150)');
});

it('falls back to the status where the code is not known', () => {
  expect(why({ status: 'FAILED', code: 7777, reason: null })).toBe('It could not be delivered. (code 7777)');
});

it('does not repeat in a code what the status says', () => {
  expect(why({ status: 'DELIVERED', code: 0, reason: null })).toBeNull();
  expect(why({ status: 'DISPATCHED', code: 401, reason: null })).toBe('The carrier has it.');
});

it('shows the reason that comes in words', () => {
  const reason = 'RECIPIENT_NOT_REACHABLE/UNSPECIFIED_SUB_CODE';
  expect(why({ status: 'FAILED', code: null, reason })).toBe(`It could not be delivered. (${reason})`);
});

it('has nothing to say before there is a status', () => {
  expect(why({ status: null, code: null, reason: null })).toBeNull();
});
