import { describe, expect, it } from 'vitest';
import { messageOf, recipientOf, summaryOf } from '../test/samples.ts';
import { describeChanges, spokenState } from './changes.ts';
import type { Spoken } from './changes.ts';

const NOW = new Date(2026, 10, 23, 8).getTime();
const changes = (before: readonly Spoken[], after: readonly Spoken[]) => describeChanges(before, after, NOW);

const one = summaryOf(messageOf());
const delivered = { ...one, counts: { DELIVERED: 1 } };

describe('describeChanges', () => {
  it('says nothing when nothing changed', () => {
    expect(changes([one], [one])).toBeNull();
  });

  it('tells of a new message, but not of an older one that the reader asked for', () => {
    expect(changes([one], [{ ...delivered, id: '01JE' }, one])).toBe('Message to +15550100001: Delivered.');
    expect(changes([], [one])).toBe('Message to +15550100001: Queued.');
    expect(changes([one], [one, { ...delivered, id: '01JC' }])).toBeNull();
  });

  it('names the one message that changed', () => {
    expect(changes([one], [delivered])).toBe('Message to +15550100001: Delivered.');
  });

  it('puts many changes into one sentence', () => {
    const before = ['a', 'b', 'c'].map((id) => ({ ...one, id }));
    const after = before.map((message) => ({
      ...message,
      counts: message.id === 'c' ? { FAILED: 1 } : { DELIVERED: 1 },
    }));
    expect(changes(before, after)).toBe('3 messages changed: 2 Delivered; 1 Failed.');
  });

  it('tells when an unclear message turns out to be accepted', () => {
    const unclear = { ...one, state: 'unclear' as const, counts: {} };
    expect(changes([unclear], [one])).toBe('Message to +15550100001: Queued.');
  });
});

describe('spokenState', () => {
  it('leads with how far the message came, then what went wrong', () => {
    const recipients = ['DELIVERED', 'DELIVERED', 'FAILED', 'QUEUED'] as const;
    const message = messageOf({ recipients: recipients.map((status) => recipientOf({ status })) });
    expect(spokenState(summaryOf(message), NOW)).toBe('Delivered 2 of 4, Failed 1');
  });

  it('leads with the failure where nothing else happened', () => {
    const recipients = ['FAILED', 'EXPIRED', 'EXPIRED'] as const;
    const message = messageOf({ recipients: recipients.map((status) => recipientOf({ status })) });
    expect(spokenState(summaryOf(message), NOW)).toBe('Expired 2 of 3, Failed 1');
  });

  it('says what an accepted message waits for, until something arrives', () => {
    const tomorrow = new Date(2026, 10, 24, 9).toISOString();
    const scheduled = { ...one, sendAt: tomorrow };
    const cancelled = { ...scheduled, canceledAt: '2026-11-23T08:00:00.000Z' };
    expect(spokenState(scheduled, NOW)).toBe('Scheduled for tomorrow 09:00');
    expect(spokenState(scheduled, Date.parse(tomorrow))).toBe('Queued');
    expect(spokenState(cancelled, NOW)).toBe('Cancelling');
    expect(spokenState({ ...cancelled, counts: { CANCELLED: 1 }, final: true }, NOW)).toBe('Cancelled');
    expect(spokenState({ ...cancelled, counts: { DELIVERED: 1 } }, NOW)).toBe('Delivered');
  });
});
