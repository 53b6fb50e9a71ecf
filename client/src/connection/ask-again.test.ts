import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Refused, Unreachable } from '../api-errors.ts';
import { askAgain } from './ask-again.ts';
import { noteAnswer, noteTrouble } from './connection.ts';
import { createQueryClient } from './query-client.ts';

const client = createQueryClient();
const away = new Unreachable();
const nextAfter = (error: Error | null, patience: number | false = 30_000) =>
  askAgain(client, patience)({ state: { error } });
const failingFor = (time: number) => {
  noteAnswer(client);
  noteTrouble(client, away, Date.now() - time);
  return nextAfter(away);
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => client.clear());

it('what is known is asked for again in its own time, or not at all', () => {
  expect([nextAfter(null), nextAfter(null, false)]).toEqual([30_000, false]);
});

it('a server that is away is tried again with longer and longer pauses, whatever the patience', () => {
  expect([0, 4_000, 20_000, 30_000, 3_600_000].map(failingFor)).toEqual([
    1_000, 2_000, 10_000, 15_000, 15_000,
  ]);
  expect(nextAfter(null, false)).toBe(15_000);
});

it('what the server does not know is not asked for again', () => {
  const problem = { type: 'about:blank', title: 'Not found', status: 404, code: 'not_found' };
  failingFor(0);
  expect(nextAfter(new Refused(problem))).toBe(false);
});
