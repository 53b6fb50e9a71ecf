import type { HistoryEntry, Recipient } from '@sinch-callback-app/server/contract';
import { describe, expect, it } from 'vitest';
import { recipientOf } from '../test/samples.ts';
import { why } from './why.ts';

const told = (part: Partial<Recipient>) => why(recipientOf(part));
const entry = (part: Partial<HistoryEntry>): HistoryEntry => ({
  status: 'UNKNOWN',
  code: null,
  reason: null,
  at: null,
  receivedAt: '2026-11-23T08:00:00.000Z',
  source: 'callback',
  ...part,
});

it('explains a code that is known, and shows it', () => {
  expect(told({ status: 'FAILED', code: 150 })).toBe('Nobody has this number. (code 150)');
});

it('falls back to the status where the code is not known', () => {
  expect(told({ status: 'FAILED', code: 7777 })).toBe('It could not be delivered. (code 7777)');
});

it('does not repeat in a code what the status says', () => {
  expect(told({ status: 'DELIVERED', code: 0 })).toBeNull();
  expect(told({ status: 'DISPATCHED', code: 401 })).toBe('The carrier has it.');
});

it('shows the reason that comes in words', () => {
  const reason = 'RECIPIENT_NOT_REACHABLE/UNSPECIFIED_SUB_CODE';
  expect(told({ status: 'FAILED', reason })).toBe(`It could not be delivered. (${reason})`);
});

it('has nothing to say before there is a status', () => {
  expect(told({ status: null })).toBeNull();
});

describe('where the status came from', () => {
  const unknown = { status: 'UNKNOWN', final: true } as const;

  it('tells a time that ran out from a carrier without receipts', () => {
    const history = [entry({ source: 'expiry' })];
    expect(told({ ...unknown, history })).toBe('No report came in time. It may have arrived.');
    expect(told({ ...unknown, history: [entry({})] })).toBe(
      'The carrier sent no receipt. It may have arrived.',
    );
  });

  it('does not take a word that nobody knows for a receipt that never came', () => {
    expect(told({ status: 'UNKNOWN', history: [entry({ status: 'Parked' })] })).toBe(
      'Sinch uses a word that is not known here. More may come.',
    );
  });

  it('says that Sinch was asked, unless a callback said the same', () => {
    const asked = entry({ status: 'DELIVERED', code: 0, source: 'poll' });
    const delivered = { status: 'DELIVERED', code: 0, final: true } as const;
    const others = [entry({ status: 'QUEUED', source: 'send' }), entry({ status: 'Dispatched', code: 401 })];
    expect(told({ ...delivered, history: [...others, asked] })).toBe('Asked at Sinch.');
    expect(told({ ...delivered, history: [asked, { ...asked, source: 'callback' }] })).toBeNull();
    expect(told({ status: 'FAILED', code: 150, history: [{ ...asked, status: 'Failed', code: 150 }] })).toBe(
      'Nobody has this number. (code 150) Asked at Sinch.',
    );
  });
});
