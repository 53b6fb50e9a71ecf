import type { HistoryEntry, MessageState, Recipient } from '@sinch-callback-app/server/contract';
import { explain } from '@sinch-callback-app/server/meanings';
import { describe, expect, it } from 'vitest';
import { entryOf, recipientOf } from '../test/samples.ts';
import { STATUS_VIEWS, STATUSES } from '../messages/status-view.ts';
import { why } from './why.ts';

const told = (part: Partial<Recipient>, state: MessageState = 'accepted') => why(recipientOf(part), state);
const entry = (part: Partial<HistoryEntry>): HistoryEntry =>
  entryOf({ status: 'UNKNOWN', code: null, at: null, ...part });

it('says what happened, whether sending again can help, what to do, and the code last', () => {
  expect(told({ status: 'FAILED', code: 150, final: true })).toEqual({
    meaning: 'Nobody has this number.',
    advice:
      'Sending it again as it is will not help. Check the number, or ask the recipient for another one.',
    smallPrint: ['code 150'],
  });
  expect(told({ status: 'ABORTED', code: 404, final: true })?.advice).toBe(
    'You can send it again. Wait a few minutes first.',
  );
  expect(told({ status: 'FAILED', code: 153, final: true })?.advice).toMatch(/^Sending it again may help\. /);
});

it('never shows a code alone', () => {
  const told7777 = told({ status: 'FAILED', code: 7777, final: true });
  expect(told7777).toMatchObject({ meaning: 'It could not be delivered.', smallPrint: ['code 7777'] });
});

it('does not repeat in a code what the status says', () => {
  expect(told({ status: 'DELIVERED', code: 0, final: true })).toEqual({
    meaning: null,
    advice: null,
    smallPrint: [],
  });
  expect(told({ status: 'DISPATCHED', code: 401 })).toEqual({
    meaning: 'The carrier has it.',
    advice: null,
    smallPrint: [],
  });
});

it('explains the reason that comes in words, and leaves out the part that says nothing', () => {
  const reason = 'RECIPIENT_NOT_REACHABLE/UNSPECIFIED_SUB_CODE';
  expect(told({ status: 'FAILED', reason, final: true })).toMatchObject({
    meaning: 'Nobody can be reached under this number.',
    smallPrint: ['RECIPIENT_NOT_REACHABLE'],
  });
});

it.each(['submitting', 'unclear', 'refused'] as const)('leaves it to the message while it is %s', (state) => {
  expect(told({ status: null }, state)).toBeNull();
});

it('warns of sending twice where only this recipient’s answer was lost', () => {
  expect(told({ status: null })).toMatchObject({
    meaning: 'Sinch has not said yet whether it took it.',
    advice: 'Wait. Sent once more, it may arrive twice.',
  });
});

it.each(STATUSES)('has the same view of %s as the table of meanings', (status) => {
  const { final } = explain({ status, code: null, reason: null });
  expect(STATUS_VIEWS[status].tone === 'open').toBe(!final);
});

describe('where the status came from', () => {
  const unknown = { status: 'UNKNOWN', final: true } as const;

  it('tells a time that ran out from a carrier without receipts', () => {
    const history = [entry({ source: 'expiry' })];
    expect(told({ ...unknown, history })?.meaning).toBe('No report came in time. It may have arrived.');
    expect(told({ ...unknown, history: [entry({})] })?.meaning).toBe(
      'The carrier has it, but sent no receipt. It may have arrived.',
    );
  });

  it('does not take a word that nobody knows for a receipt that never came', () => {
    expect(told({ status: 'UNKNOWN', history: [entry({ status: 'Parked' })] })).toMatchObject({
      meaning: 'Sinch uses a word for it that is not known here. More may come.',
      advice: 'Wait. If it stays so, look the word up in Sinch’s documentation.',
    });
  });

  it('says that Sinch was asked, unless a callback said the same', () => {
    const asked = entry({ status: 'DELIVERED', code: 0, source: 'poll' });
    const delivered = { status: 'DELIVERED', code: 0, final: true } as const;
    const others = [entry({ status: 'QUEUED', source: 'send' }), entry({ status: 'Dispatched', code: 401 })];
    expect(told({ ...delivered, history: [...others, asked] })?.smallPrint).toEqual(['Asked at Sinch']);
    expect(told({ ...delivered, history: [asked, { ...asked, source: 'callback' }] })?.smallPrint).toEqual(
      [],
    );
    const failed = entry({ status: 'Failed', code: 150, source: 'poll' });
    expect(told({ status: 'FAILED', code: 150, final: true, history: [failed] })?.smallPrint).toEqual([
      'code 150',
      'Asked at Sinch',
    ]);
  });
});
