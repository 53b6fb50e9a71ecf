import { describe, expect, test } from 'vitest';
import { HOUR } from '../durations.ts';
import { fold } from '../messages/fold.ts';
import { unsignedReport } from '../messages/report.ts';
import type { Statement } from '../messages/report.ts';
import type { HeadRow } from './driver.ts';
import { NO_FOLLOW_UP } from './follow-up-policy.ts';
import { Ledger } from './ledger.ts';
import { tookOf } from './took.ts';

const SENT = 5 * HOUR;

const said = (status: string, at: number | null): Statement => ({ status, code: null, reason: null, at });
const took = (history: Statement[], times: { sendAt?: number; sentAt?: number | null } = {}) =>
  tookOf({ sendAt: null, sentAt: SENT, ...times }, fold(history), history);

describe('the time to a delivery', () => {
  test.each([
    [-5, 0],
    [0, 0],
    [1000, 0],
    [1001, 1],
    [60_000, 5],
    [86_400_000, 10],
    [86_400_001, 11],
  ])('of %i ms is that of the first bound that holds it', (milliseconds, place) => {
    expect(took([said('DELIVERED', SENT + milliseconds)])).toBe(place);
  });

  test('counts from when it was to be sent', () => {
    expect(took([said('DELIVERED', SENT + HOUR + 1500)], { sendAt: SENT + HOUR })).toBe(1);
  });

  test('of one that was read is to its delivery, and to the reading where that is not known', () => {
    const read = said('READ', SENT + 50_000);
    expect(took([read, said('DELIVERED', SENT + 1500), said('Delivered', SENT + 3000)])).toBe(2);
    expect(took([read, said('DELIVERED', null)])).toBe(5);
    expect(took([read])).toBe(5);
  });

  test('is unknown without both instants, and where nothing was delivered', () => {
    expect(took([said('DELIVERED', null)])).toBeNull();
    expect(took([said('DELIVERED', SENT)], { sentAt: null })).toBeNull();
    expect(took([said('FAILED', SENT)])).toBeNull();
    expect(took([])).toBeNull();
  });
});

const head: HeadRow = {
  seq: 1,
  id: '01JHFFHQ0P99JPPNQPJDV7JTBP',
  sinchId: null,
  transport: 'conversation',
  state: 'unclear',
  refusal: null,
  from: null,
  text: 'Hello',
  createdAt: SENT - 1,
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
  totalParts: 1,
  fingerprint: null,
  followUp: NO_FOLLOW_UP,
  erased: 0,
  marks: 0,
};

function loaded(history: Statement[]): Ledger {
  const ledger = new Ledger([head]);
  const record = {
    recipient: '+12025550101',
    sinchId: null,
    updatedAt: null,
    callbackCount: 0,
    ...fold(history),
  };
  ledger.load([{ seq: 1, position: 0, record, history, counted: { hour: 4, took: null } }]);
  return ledger;
}

describe('what is written of a recipient', () => {
  test('has the hour of its message, and the time to the best report', () => {
    const ledger = loaded([]);
    ledger.accept(1, SENT);
    const report = unsignedReport(said('DELIVERED', SENT + 1500), 'poll', SENT);
    ledger.apply(1, '+12025550101', [report], { callbacks: 0, now: SENT });
    expect(ledger.changes().recipients).toMatchObject([{ counted: { hour: 4, took: 1 } }]);
  });

  test('has the time to its delivery as soon as it is known since when', () => {
    const ledger = loaded([said('DELIVERED', SENT + 1500)]);
    ledger.accept(1, SENT);
    expect(ledger.changes().recipients).toMatchObject([{ counted: { hour: 4, took: 1 } }]);
  });

  test('is left as it is where only the message becomes accepted', () => {
    const ledger = loaded([]);
    ledger.accept(1, SENT);
    expect(ledger.changes().recipients).toEqual([]);
  });
});
