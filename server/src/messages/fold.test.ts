import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STATUSES } from '../contract.ts';
import { fold } from './fold.ts';
import type { RecipientState } from './fold.ts';
import type { Statement } from './report.ts';

/** Which statuses there are, how they rank, and whether anything more is expected after them. */
const TABLE = [
  ['QUEUED', 1, false],
  ['DISPATCHED', 2, false],
  ['QUEUED_ON_CHANNEL', 2, false],
  ['SWITCHING_CHANNEL', 2, false],
  ['UNKNOWN', 3, true],
  ['FAILED', 4, true],
  ['EXPIRED', 4, true],
  ['REJECTED', 4, true],
  ['ABORTED', 4, true],
  ['CANCELLED', 4, true],
  ['DELETED', 4, true],
  ['DELIVERED', 5, true],
  ['READ', 6, true],
] as const;

const UNKNOWN_WORDS = ['Teleported', 'AARDVARK', 'zzz', 'Delivered!'];
const RANKS = new Map<string, number>(TABLE.map(([status, rank]) => [status, rank]));
const rankOf = (word: string): number => RANKS.get(word) ?? 2;

const say = (status: string, rest: Partial<Omit<Statement, 'status'>> = {}): Statement => ({
  status,
  code: null,
  reason: null,
  at: null,
  ...rest,
});

/** Few different values each, so that equal ones are common. */
const statement: fc.Arbitrary<Statement> = fc.record({
  status: fc.constantFrom(...TABLE.map(([status]) => status), ...UNKNOWN_WORDS),
  code: fc.constantFrom(null, 0, 5, 10, 400, 407),
  reason: fc.constantFrom(null, '', 'RECIPIENT_NOT_REACHABLE', 'UNSPECIFIED/X'),
  at: fc.constantFrom(null, 0, 1_736_760_160_914, 1_736_760_160_915, 1_736_760_200_000),
});
const statements = fc.array(statement, { minLength: 1, maxLength: 8 });

/** The rule once more, spelt out: the greatest by each part of the order in turn, nulls lowest. */
function oracle(all: readonly Statement[]): RecipientState {
  const lowest = -1;
  const keepGreatest = (left: Statement[], keyOf: (one: Statement) => number): Statement[] => {
    const greatest = Math.max(...left.map(keyOf));
    return left.filter((one) => keyOf(one) === greatest);
  };
  const placeIn = (texts: (string | null)[]) => {
    const sorted = [...new Set(texts.filter((text) => text !== null))].toSorted();
    return (text: string | null): number => (text === null ? lowest : sorted.indexOf(text));
  };
  const placeOfStatus = placeIn(all.map(({ status }) => status));
  const placeOfReason = placeIn(all.map(({ reason }) => reason));
  const orders = [
    (one: Statement) => rankOf(one.status),
    (one: Statement) => one.at ?? lowest,
    (one: Statement) => placeOfStatus(one.status),
    (one: Statement) => one.code ?? lowest,
    (one: Statement) => placeOfReason(one.reason),
  ];
  const [winner] = orders.reduce(keepGreatest, [...all]);
  const { status, code, reason, at } = winner!;
  const known = STATUSES.find((word) => word === status);
  return {
    status: known ?? 'UNKNOWN',
    code,
    reason,
    at,
    final: known !== undefined && rankOf(status) >= 3,
    conflict: oracleConflict(all),
  };
}

function oracleConflict(all: readonly Statement[]): boolean {
  const pairs = all.flatMap((one) => all.map((other) => [one.status, other.status] as const));
  return pairs.some(([one, other]) => {
    if (rankOf(one) !== 4) return false;
    if (other === 'DELIVERED' || other === 'READ') return true;
    if (rankOf(other) !== 4 || one === other) return false;
    return !(['CANCELLED', 'ABORTED'].includes(one) && ['CANCELLED', 'ABORTED'].includes(other));
  });
}

describe('a single statement', () => {
  test('covers every status of the contract', () => {
    expect(TABLE.map(([status]) => status).toSorted()).toEqual([...STATUSES].toSorted());
  });

  test.each(TABLE)('%s (rank %d) shows as itself, final: %s', (status, _, final) => {
    const only = say(status, { code: 7, reason: 'WHY', at: 5 });
    expect(fold([only])).toEqual({ status, code: 7, reason: 'WHY', at: 5, final, conflict: false });
  });

  test.each(UNKNOWN_WORDS)('%s, which we do not know, shows as UNKNOWN and is not final', (word) => {
    expect(fold([say(word, { code: 9 })])).toEqual({
      status: 'UNKNOWN',
      code: 9,
      reason: null,
      at: null,
      final: false,
      conflict: false,
    });
  });

  test('none at all is no status', () => {
    expect(fold([])).toEqual({
      status: null,
      code: null,
      reason: null,
      at: null,
      final: false,
      conflict: false,
    });
  });
});

describe('of two statements', () => {
  const pairs = TABLE.flatMap((lower) => TABLE.map((higher) => [lower, higher] as const));

  test.each(pairs.filter(([[, low], [, high]]) => low < high).map(([[low], [high]]) => [high, low]))(
    '%s wins over %s, however late the other is',
    (higher, lower) => {
      const late = say(lower, { at: 2_000_000, code: 999, reason: 'ZZZ' });
      for (const at of [null, 1]) {
        expect(fold([say(higher, { at }), late]).status).toBe(higher);
        expect(fold([late, say(higher, { at })]).status).toBe(higher);
      }
    },
  );

  test('of one rank the later wins, and one without an instant counts as the earliest', () => {
    expect(fold([say('FAILED', { at: 2 }), say('REJECTED', { at: 1 })]).status).toBe('FAILED');
    expect(fold([say('FAILED', { at: 0 }), say('REJECTED')]).status).toBe('FAILED');
    expect(fold([say('REJECTED', { at: 0 }), say('FAILED')]).status).toBe('REJECTED');
  });

  test('of one rank and instant the greater word wins, then the greater code, then the greater reason', () => {
    expect(fold([say('FAILED', { code: 9 }), say('REJECTED', { code: 1 })]).status).toBe('REJECTED');
    expect(fold([say('FAILED', { code: 9 }), say('FAILED', { code: 10 })]).code).toBe(10);
    expect(fold([say('FAILED', { code: 0 }), say('FAILED', { code: null })]).code).toBe(0);
    expect(fold([say('FAILED', { reason: 'A' }), say('FAILED', { reason: 'B' })]).reason).toBe('B');
    expect(fold([say('FAILED', { reason: '' }), say('FAILED', { reason: null })]).reason).toBe('');
  });

  test('an unknown word and DISPATCHED are of one rank: the later one shows', () => {
    const dispatched = say('DISPATCHED', { at: 1 });
    expect(fold([dispatched, say('Teleported', { at: 2 })])).toMatchObject({
      status: 'UNKNOWN',
      final: false,
    });
    expect(fold([dispatched, say('Teleported')])).toMatchObject({ status: 'DISPATCHED' });
  });

  test('the UNKNOWN of Sinch is final beside an unknown word', () => {
    expect(fold([say('UNKNOWN'), say('Teleported', { at: 9 })])).toMatchObject({
      status: 'UNKNOWN',
      at: null,
      final: true,
    });
  });
});

describe('a conflict', () => {
  test.each([
    ['FAILED', 'REJECTED'],
    ['EXPIRED', 'DELETED'],
    ['CANCELLED', 'FAILED'],
    ['ABORTED', 'EXPIRED'],
    ['FAILED', 'DELIVERED'],
    ['ABORTED', 'READ'],
    ['CANCELLED', 'DELIVERED'],
    ['CANCELLED', 'ABORTED', 'FAILED'],
    ['CANCELLED', 'ABORTED', 'DELIVERED'],
  ])('is between %s and %s', (...words) => {
    expect(fold(words.map((word) => say(word))).conflict).toBe(true);
  });

  test.each([
    ['CANCELLED', 'ABORTED'],
    ['UNKNOWN', 'DELIVERED'],
    ['UNKNOWN', 'FAILED'],
    ['DELIVERED', 'READ'],
    ['QUEUED', 'FAILED'],
    ['DISPATCHED', 'DELIVERED'],
    ['Teleported', 'FAILED'],
    ['Teleported', 'Warped'],
    ['QUEUED', 'DISPATCHED'],
  ])('is not between %s and %s', (...words) => {
    expect(fold(words.map((word) => say(word))).conflict).toBe(false);
  });

  test('is not between two statements of one status', () => {
    expect(fold([say('FAILED', { code: 1, at: 1 }), say('FAILED', { code: 2, at: 2 })]).conflict).toBe(false);
  });

  test('is between every two statuses that the rule names, and no others', () => {
    for (const [one] of TABLE) {
      for (const [other] of TABLE) {
        const both = [say(one), say(other)];
        expect([one, other, fold(both).conflict]).toEqual([one, other, oracleConflict(both)]);
      }
    }
  });
});

describe('for every set of statements', () => {
  const many = { numRuns: 2000 };

  test('the order and the number of times they came make no difference', () => {
    const retold = statements.chain((all) => {
      const repetitions = fc.array(fc.constantFrom(...all), { maxLength: 8 });
      const again = repetitions.chain((more) =>
        fc.shuffledSubarray([...all, ...more], {
          minLength: all.length + more.length,
          maxLength: all.length + more.length,
        }),
      );
      return fc.tuple(fc.constant(all), again);
    });
    fc.assert(
      fc.property(retold, ([all, again]) => {
        expect(fold(again)).toEqual(fold(all));
      }),
      many,
    );
  });

  test('the state is the one that the rule, spelt out, gives', () => {
    fc.assert(
      fc.property(statements, (all) => {
        expect(fold(all)).toEqual(oracle(all));
      }),
      many,
    );
  });

  test('the state is that of one of them, never a mixture', () => {
    fc.assert(
      fc.property(statements, (all) => {
        const { status, code, reason, at } = fold(all);
        const shown = all.map((one) => ({ ...one, status: RANKS.has(one.status) ? one.status : 'UNKNOWN' }));
        expect(shown).toContainEqual({ status, code, reason, at });
      }),
      many,
    );
  });

  test('one more statement never lowers the rank, never reopens, never settles a conflict', () => {
    fc.assert(
      fc.property(statements, statement, (all, more) => {
        const [before, after] = [fold(all), fold([...all, more])];
        expect(rankOf(after.status!)).toBeGreaterThanOrEqual(before.final ? rankOf(before.status!) : 1);
        expect(after.final || !before.final).toBe(true);
        expect(after.conflict || !before.conflict).toBe(true);
      }),
      many,
    );
  });

  test('folding what was folded changes nothing', () => {
    // An unknown word shows as UNKNOWN; said again as such it would be Sinch's own final UNKNOWN.
    const known = statements.map((all) => all.filter(({ status }) => RANKS.has(status)));
    fc.assert(
      fc.property(
        known.filter((all) => all.length > 0),
        (all) => {
          const { status, code, reason, at } = fold(all);
          expect(fold([...all, say(status!, { code, reason, at })])).toEqual(fold(all));
        },
      ),
      many,
    );
  });

  test('they are left as they are', () => {
    fc.assert(
      fc.property(statements, (all) => {
        const copy = structuredClone(all);
        fold(all.map((one) => Object.freeze(one)));
        expect(all).toEqual(copy);
      }),
    );
  });
});
