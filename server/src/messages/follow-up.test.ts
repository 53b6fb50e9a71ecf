import { beforeEach, describe, expect, test } from 'vitest';
import type { PollOutcome, SearchOutcome } from '../sinch/gateway.ts';
import type { OverdueMessage } from '../store/store.ts';
import { followUp } from './follow-up.ts';
import type { FollowUpDeps, FollowUpResult } from './follow-up.ts';

const MINUTE = 60 * 1000;
const T0 = Date.UTC(2026, 10, 23, 8);
const overdue = (fields: Partial<OverdueMessage>): OverdueMessage => ({
  id: '01J00000000000000000000000',
  sinchId: 'B1',
  transport: 'sms',
  state: 'accepted',
  refusal: null,
  from: null,
  text: 'Hello',
  createdAt: T0,
  sentAt: null,
  sendAt: null,
  expireAt: null,
  canceledAt: null,
  sentBy: null,
  canceledBy: null,
  resendOf: null,
  version: 1,
  recipientCount: 1,
  openCount: 1,
  counts: {},
  expired: false,
  abandoned: false,
  ...fields,
});

let done: string[];
let asked: string[];
beforeEach(() => {
  [done, asked] = [[], []];
});

/** One look at one message, two minutes after it was made, by a server that sends through the SMS API. */
async function lookAt(
  message: Partial<OverdueMessage>,
  answer: SearchOutcome | PollOutcome = { kind: 'not_askable' },
  now = T0 + 2 * MINUTE,
): Promise<FollowUpResult | undefined> {
  const ask = (question: string) => async () => {
    asked.push(question);
    return answer as never;
  };
  const deps: FollowUpDeps = {
    store: {
      claimOverdue: async () => [overdue(message)],
      settleSend: async (_id, { state }) => {
        done.push(`settled as ${state}`);
        return undefined as never;
      },
      noteAbsence: async () => void done.push('absence noted'),
      recordPoll: async () => void done.push('poll kept'),
      expire: async () => void done.push('expired'),
    },
    gateway: { transport: 'sms', find: ask('find'), poll: ask('poll') },
    neverArrived: { code: 'never_arrived', detail: '' },
    now: () => now,
  };
  const [result] = await followUp(deps, 1);
  return result;
}

describe.each<[string, Partial<OverdueMessage>, string[]]>([
  ['that went through the other API', { transport: 'conversation' }, []],
  ['that this API cannot be asked about', {}, ['find', 'poll']],
])('a message %s', (_what, which, questions) => {
  const question = (one: string): string[] => questions.filter((other) => other === one);

  test('whose send was interrupted is unclear: a callback alone can tell', async () => {
    const result = await lookAt({ ...which, state: 'submitting' });
    expect([result?.verdict, done, asked]).toEqual(['not_askable', ['settled as unclear'], question('find')]);
  });

  test('that may still be being sent is left alone', async () => {
    await lookAt({ ...which, state: 'submitting' }, undefined, T0 + 2 * MINUTE - 1);
    expect(done).toEqual([]);
  });

  test('of which the answer was lost is left as it is', async () => {
    await lookAt({ ...which, state: 'unclear' }, undefined, T0 + 1000 * MINUTE);
    expect(done).toEqual([]);
  });

  test('that is on its way is left to its callbacks', async () => {
    const result = await lookAt(which);
    expect([result?.verdict, done, asked]).toEqual(['not_askable', [], question('poll')]);
  });

  test('ends with its validity: nobody will answer who is waited for', async () => {
    const result = await lookAt({ ...which, expired: true });
    expect([result?.verdict, done]).toEqual(['expired', ['expired']]);
  });
});

test('a message without an id of Sinch is not asked about', async () => {
  expect(await lookAt({ sinchId: null })).toMatchObject({ verdict: 'not_askable' });
  expect(asked).toEqual([]);
});

describe('a message of this API', () => {
  const noAnswer = { kind: 'no_answer', cause: 'silence' } as const;

  test.each<[Partial<OverdueMessage>, PollOutcome, string[]]>([
    [{}, { kind: 'reports', reports: [] }, ['poll kept']],
    [{ expired: true }, { kind: 'reports', reports: [] }, ['poll kept', 'expired']],
    [{}, { kind: 'absent' }, []],
    [{ expired: true }, { kind: 'absent' }, ['expired']],
    [{}, noAnswer, []],
    [{ expired: true }, noAnswer, []],
    [{ expired: true, abandoned: true }, noAnswer, ['expired']],
  ])('%o, of which Sinch says %o', async (message, answer, expected) => {
    await lookAt(message, answer);
    expect([asked, done]).toEqual([['poll'], expected]);
  });

  test.each<[SearchOutcome, string[]]>([
    [{ kind: 'found', sinchId: 'B1', expireAt: null }, ['settled as accepted']],
    [{ kind: 'absent' }, ['absence noted']],
    [noAnswer, []],
  ])('whose answer was lost, of which Sinch says %o', async (answer, expected) => {
    await lookAt({ state: 'unclear' }, answer);
    expect([asked, done]).toEqual([['find'], expected]);
  });
});
