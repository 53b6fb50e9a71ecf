import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STATUSES } from '../contract.ts';
import type { Status } from '../contract.ts';
import { fold } from '../messages/fold.ts';
import type { MessageHead, RecipientRecord } from '../messages/message.ts';
import { statementKey } from '../messages/report.ts';
import type { Statement, StoredReport } from '../messages/report.ts';
import { applyReports, recount } from './apply.ts';

const untold: RecipientRecord = {
  recipient: '+15551234567',
  sinchId: null,
  status: null,
  code: null,
  reason: null,
  at: null,
  final: false,
  conflict: false,
  updatedAt: null,
  callbackCount: 0,
};

const headOf = (recipientCount: number): MessageHead => ({
  id: '01JHFFHQ0P99JPPNQPJDV7JTBP',
  sinchId: null,
  transport: 'sms',
  state: 'accepted',
  refusal: null,
  from: null,
  text: 'Hello',
  createdAt: 0,
  sentAt: 0,
  sendAt: null,
  expireAt: null,
  canceledAt: null,
  sentBy: null,
  canceledBy: null,
  resendOf: null,
  version: 1,
  recipientCount,
  openCount: recipientCount,
  counts: {},
});

const report = (status: string, rest: Partial<StoredReport> = {}): StoredReport => ({
  status,
  code: null,
  reason: null,
  at: null,
  operatorAt: null,
  signedAt: null,
  receivedAt: 1000,
  source: 'callback',
  repeats: 0,
  ...rest,
});

const once = { callbacks: 1, now: 5000 };

describe('a report', () => {
  test('that is new is added, folded, counted and dated by our clock', () => {
    const queued = report('QUEUED', { at: 77, code: 400 });
    expect(applyReports(untold, [], [queued], once)).toEqual({
      after: { ...untold, status: 'QUEUED', code: 400, at: 77, updatedAt: 5000, callbackCount: 1 },
      added: [queued],
      repeated: new Map(),
    });
  });

  test('that was known only counts, and is a repeat', () => {
    const failed = report('FAILED', { at: 77, code: 5 });
    const { after } = applyReports(untold, [], [failed], once);
    const again = applyReports(after, [failed], [{ ...failed, receivedAt: 9 }], { callbacks: 1, now: 6000 });
    const repeated = new Map([[failed, 1]]);
    expect(again).toEqual({ after: { ...after, callbackCount: 2 }, added: [], repeated });
  });

  test('that was known is no other for what the operator or the signature says', () => {
    const known = report('FAILED');
    const { added } = applyReports(untold, [known], [{ ...known, operatorAt: 7, signedAt: 8 }], once);
    expect(added).toEqual([]);
  });

  test('that was known and comes twice at once is one repeat', () => {
    const known = report('FAILED');
    const { repeated } = applyReports(untold, [known], [{ ...known }, { ...known }], once);
    expect([...repeated]).toEqual([[known, 1]]);
  });

  test('that was said often before it was placed is as many repeats', () => {
    const known = report('FAILED');
    const { repeated } = applyReports(untold, [known], [{ ...known, repeats: 4 }], once);
    expect(repeated.get(known)).toBe(5);
  });

  test.each(['send', 'poll', 'expiry'] as const)('that was known is no repeat of a %s', (source) => {
    const known = report('FAILED');
    expect(applyReports(untold, [known], [report('FAILED', { source })], once).repeated.size).toBe(0);
  });

  test('that comes twice at once is added once', () => {
    const twice = [report('QUEUED'), report('QUEUED')];
    const { added, repeated, after } = applyReports(untold, [], twice, once);
    expect([added.length, repeated.size, after.callbackCount]).toEqual([1, 0, 1]);
  });

  test.each([
    ['status', { status: 'DISPATCHED' }],
    ['code', { code: 1 }],
    ['reason', { reason: 'X' }],
    ['at', { at: 1 }],
  ] as const)('that differs in its %s alone is another', (_, difference) => {
    const { added } = applyReports(untold, [report('QUEUED')], [report('QUEUED', difference)], once);
    expect(added).toHaveLength(1);
  });

  test.each([
    ['who said it', { source: 'poll' }],
    ['when we received it', { receivedAt: 2000 }],
  ] as const)('that differs only in %s is the same', (_, difference) => {
    const { added } = applyReports(untold, [report('QUEUED')], [report('QUEUED', difference)], once);
    expect(added).toEqual([]);
  });

  test('that changes nothing visible leaves the date of the last change', () => {
    const delivered = report('DELIVERED', { at: 10 });
    const { after } = applyReports(untold, [], [delivered], once);
    const late = applyReports(after, [delivered], [report('QUEUED')], { callbacks: 1, now: 9000 });
    expect(late.added).toHaveLength(1);
    expect(late.after).toEqual({ ...after, callbackCount: 2 });
  });

  test('that only makes a conflict is a visible change', () => {
    const delivered = report('DELIVERED', { at: 10 });
    const { after } = applyReports(untold, [], [delivered], once);
    const late = applyReports(after, [delivered], [report('FAILED')], { callbacks: 1, now: 9000 });
    expect(late.after).toMatchObject({ status: 'DELIVERED', conflict: true, updatedAt: 9000 });
  });

  test('of our own does not count as a callback', () => {
    const queued = report('QUEUED', { source: 'send' });
    expect(applyReports(untold, [], [queued], { callbacks: 0, now: 1 }).after.callbackCount).toBe(0);
  });

  test('of nothing only counts, as a replay does', () => {
    const after = { ...untold, callbackCount: 1 };
    expect(applyReports(untold, [], [], once)).toEqual({ after, added: [], repeated: new Map() });
  });
});

const RECIPIENTS = 4;
const anyReport: fc.Arbitrary<StoredReport> = fc.record({
  status: fc.constantFrom(...STATUSES, 'Teleported'),
  code: fc.constantFrom(null, 0, 401),
  reason: fc.constantFrom(null, 'X'),
  at: fc.constantFrom(null, 1, 2),
  operatorAt: fc.constantFrom(null, 0),
  signedAt: fc.constantFrom(null, 1000),
  receivedAt: fc.nat(),
  repeats: fc.nat(2),
  source: fc.constantFrom('send', 'callback', 'poll', 'expiry'),
});
/** What comes in turn: to whom, with how many callbacks, saying what. */
const arrivals = fc.array(
  fc.record({
    to: fc.nat(RECIPIENTS - 1),
    callbacks: fc.nat(2),
    reports: fc.array(anyReport, { maxLength: 3 }),
  }),
  { maxLength: 30 },
);

function countAgain(recipients: readonly RecipientRecord[]): Pick<MessageHead, 'openCount' | 'counts'> {
  const counts: Partial<Record<Status, number>> = {};
  for (const { status } of recipients) if (status !== null) counts[status] = (counts[status] ?? 0) + 1;
  return { openCount: recipients.filter(({ final }) => !final).length, counts };
}

test('after every sequence of arrivals, the state is the fold of all that was said and the counts are a recount', () => {
  fc.assert(
    fc.property(arrivals, (sequence) => {
      const head = headOf(RECIPIENTS);
      const recipients = Array.from({ length: RECIPIENTS }, () => untold);
      const histories = recipients.map((): Statement[] => []);
      const callbacks = recipients.map(() => 0);
      for (const [now, arrival] of sequence.entries()) {
        const { to, reports } = arrival;
        const before = recipients[to]!;
        const { after, added } = applyReports(before, histories[to]!, reports, { ...arrival, now });
        recount(head, before, after);
        recipients[to] = after;
        histories[to]!.push(...added);
        callbacks[to]! += arrival.callbacks;

        const keys = histories[to]!.map(statementKey);
        expect(keys).toEqual([...new Set(keys)]);
        const { openCount, counts } = head;
        expect({ openCount, counts }).toEqual(countAgain(recipients));
      }
      for (const [index, recipient] of recipients.entries()) {
        const said = sequence.filter(({ to }) => to === index).flatMap(({ reports }) => reports);
        expect(recipient).toMatchObject({ ...fold(said), callbackCount: callbacks[index] });
      }
    }),
    { numRuns: 500 },
  );
});

describe('the counts', () => {
  test('hold no status that nobody has', () => {
    const head = headOf(1);
    const queued: RecipientRecord = { ...untold, status: 'QUEUED' };
    recount(head, untold, queued);
    expect(head.counts).toEqual({ QUEUED: 1 });
    recount(head, queued, { ...queued, status: 'DELIVERED', final: true });
    expect(head).toMatchObject({ counts: { DELIVERED: 1 }, openCount: 0 });
    expect(Object.keys(head.counts)).toEqual(['DELIVERED']);
  });

  test('follow a status that becomes final without changing its name', () => {
    const head: MessageHead = { ...headOf(1), counts: { UNKNOWN: 1 } };
    const unknownWord: RecipientRecord = { ...untold, status: 'UNKNOWN' };
    recount(head, unknownWord, { ...unknownWord, final: true });
    expect(head).toMatchObject({ counts: { UNKNOWN: 1 }, openCount: 0 });
  });
});
