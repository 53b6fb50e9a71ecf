import { beforeEach, describe, expect, test } from 'vitest';
import type { RefusalCode } from '../contract.ts';
import type { Attempt } from './fan-out.ts';
import type { SendOutcome } from './gateway.ts';
import { refusal } from './refusal.ts';
import { createTally } from './tally.ts';
import type { Tally } from './tally.ts';

const [ANN, BOB, CID] = ['+12025550101', '+12025550102', '+12025550103'] as const;
const accepted = (sinchId: string): Attempt => ({ kind: 'accepted', sinchId });
const unclear: Attempt = { kind: 'unclear', cause: 'a reset' };
const refused = (code: RefusalCode, reason = 'A_WORD'): Attempt => ({
  kind: 'refused',
  refusal: refusal(code),
  reason,
  tokenless: false,
  retryAfterMs: null,
  cause: 'a no',
});

let late: SendOutcome[];
let tally: Tally;
beforeEach(() => {
  late = [];
  tally = createTally([ANN, BOB, CID], (outcome) => late.push(outcome));
});
const noteAll = (...results: [Attempt, Attempt, Attempt]): SendOutcome => {
  const [ann, bob, cid] = results;
  // As they come, which is not the order of the recipients.
  tally.note(CID, cid);
  tally.note(ANN, ann);
  tally.note(BOB, bob);
  return tally.close();
};

describe('of the recipients', () => {
  test('all accepted: each has an id of its own, in their order', () => {
    expect(noteAll(accepted('M1'), accepted('M2'), accepted('M3'))).toEqual({
      kind: 'accepted_each',
      recipients: [
        { kind: 'accepted', recipient: ANN, sinchId: 'M1' },
        { kind: 'accepted', recipient: BOB, sinchId: 'M2' },
        { kind: 'accepted', recipient: CID, sinchId: 'M3' },
      ],
      cause: null,
    });
  });

  test('one accepted: the others are told apart, and the log hears why', () => {
    expect(noteAll(refused('invalid_content', 'INVALID_ARGUMENT'), accepted('M2'), unclear)).toEqual({
      kind: 'accepted_each',
      recipients: [
        { kind: 'refused', recipient: ANN, reason: 'INVALID_ARGUMENT' },
        { kind: 'accepted', recipient: BOB, sinchId: 'M2' },
        { kind: 'unclear', recipient: CID },
      ],
      cause: '1 refused and 1 unclear of 3; the first: a reset',
    });
  });

  test('none accepted and one unclear: it may have been sent', () => {
    expect(noteAll(refused('wrong_credentials'), unclear, refused('invalid_content'))).toEqual({
      kind: 'unclear',
      cause: '2 refused and 1 unclear of 3; the first: a reset',
    });
  });

  test.each<[string, [RefusalCode, RefusalCode, RefusalCode], RefusalCode]>([
    ['for their content', ['invalid_content', 'invalid_content', 'invalid_content'], 'invalid_content'],
    ['for one reason', ['test_mode', 'test_mode', 'test_mode'], 'test_mode'],
    ['for several reasons of content', ['test_mode', 'illegal_number', 'test_mode'], 'invalid_content'],
    ['and Sinch was busy', ['invalid_content', 'sinch_busy', 'test_mode'], 'sinch_busy'],
    ['and the network was down', ['sinch_busy', 'invalid_content', 'unreachable'], 'unreachable'],
    ['and the account is blocked', ['unreachable', 'blocked_account', 'sinch_busy'], 'blocked_account'],
    ['for a region', ['wrong_configuration', 'blocked_account', 'unreachable'], 'wrong_configuration'],
    ['for a project', ['wrong_configuration', 'project_not_allowed', 'test_mode'], 'project_not_allowed'],
    ['for a key', ['wrong_configuration', 'project_not_allowed', 'wrong_credentials'], 'wrong_credentials'],
  ])('all refused %s', (_, [ann, bob, cid], code) => {
    expect(noteAll(refused(ann), refused(bob), refused(cid))).toEqual({
      kind: 'refused',
      refusal: refusal(code),
      cause: '3 refused and 0 unclear of 3; the first: a no',
    });
  });
});

describe('an answer that comes late', () => {
  test('but before the end counts as if it were in time', () => {
    tally.note(ANN, accepted('M1'));
    tally.note(BOB, unclear);
    tally.note(BOB, accepted('M2'));
    tally.note(CID, refused('invalid_content'));
    expect(tally.close()).toMatchObject({ recipients: [{ kind: 'accepted' }, { sinchId: 'M2' }, {}] });
    expect(late).toEqual([]);
  });

  test('may overtake the word that it is late', () => {
    expect(noteAll(accepted('M1'), accepted('M2'), accepted('M3'))).toMatchObject({ cause: null });
    tally.note(BOB, unclear);
    expect(late).toEqual([]);
  });

  test('after the end is told, for its recipient alone', () => {
    noteAll(accepted('M1'), unclear, unclear);
    tally.note(CID, accepted('M3'));
    tally.note(BOB, refused('invalid_content', 'INVALID_ARGUMENT'));
    expect(late).toEqual([
      {
        kind: 'accepted_each',
        recipients: [{ kind: 'accepted', recipient: CID, sinchId: 'M3' }],
        cause: null,
      },
      {
        kind: 'accepted_each',
        recipients: [{ kind: 'refused', recipient: BOB, reason: 'INVALID_ARGUMENT' }],
        cause: null,
      },
    ]);
  });

  test('that is lost after all is no news', () => {
    noteAll(accepted('M1'), unclear, accepted('M3'));
    tally.note(BOB, unclear);
    expect(late).toEqual([]);
  });

  test('makes of what was unclear an acceptance, of which everything is told', () => {
    noteAll(refused('invalid_content', 'INVALID_ARGUMENT'), unclear, unclear);
    tally.note(CID, accepted('M3'));
    expect(late).toMatchObject([
      {
        kind: 'accepted_each',
        recipients: [
          { kind: 'refused', recipient: ANN, reason: 'INVALID_ARGUMENT' },
          { kind: 'unclear', recipient: BOB },
          { kind: 'accepted', recipient: CID, sinchId: 'M3' },
        ],
      },
    ]);
    tally.note(BOB, accepted('M2'));
    expect(late[1]).toMatchObject({ recipients: [{ recipient: BOB, sinchId: 'M2' }] });
    expect(late).toHaveLength(2);
  });

  test('makes of what was unclear a refusal only once the last one is refused', () => {
    noteAll(refused('invalid_content'), unclear, unclear);
    tally.note(BOB, refused('invalid_content'));
    expect(late).toEqual([]);
    tally.note(CID, refused('invalid_content'));
    expect(late).toMatchObject([{ kind: 'refused', refusal: refusal('invalid_content') }]);
  });
});
