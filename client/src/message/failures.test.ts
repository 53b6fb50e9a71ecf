import { expect, it } from 'vitest';
import { recipientOf } from '../test/samples.ts';
import { failuresOf, whomAgain } from './failures.ts';

const recipients = (
  [
    ['+1', 'ABORTED', 404],
    ['+2', 'FAILED', 150],
    ['+3', 'DELIVERED', 0],
    ['+4', 'FAILED', 150],
    ['+5', 'UNKNOWN', null],
    ['+6', 'EXPIRED', 406],
  ] as const
).map(([recipient, status, code]) => recipientOf({ recipient, status, code, final: true }));

it('groups what failed by its cause, the most frequent first', () => {
  const groups = failuresOf(recipients).map(({ meaning, retry, recipients: { length } }) => [
    length,
    meaning,
    retry,
  ]);
  expect(groups).toEqual([
    [2, 'Nobody has this number.', 'no'],
    [1, 'It could not be delivered for now.', 'helps'],
    [1, 'Its time was up before the carrier took it.', 'may_help'],
  ]);
});

it('tells those whom sending again can help from those whom it cannot, and leaves out what may have arrived', () => {
  expect(whomAgain(recipients, failuresOf(recipients))).toEqual({
    all: ['+1', '+2', '+4', '+6'],
    some: ['+1', '+6'],
  });
});
