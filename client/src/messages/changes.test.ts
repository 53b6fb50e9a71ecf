import { describe, expect, it } from 'vitest';
import { messageOf, recipientOf, summaryOf } from '../test/samples.ts';
import { describeChanges, spokenState } from './changes.ts';

const one = summaryOf(messageOf());
const delivered = { ...one, counts: { DELIVERED: 1 } };

describe('describeChanges', () => {
  it('says nothing when nothing changed', () => {
    expect(describeChanges([one], [one])).toBeNull();
  });

  it('tells of a new message, but not of an older one that the reader asked for', () => {
    expect(describeChanges([one], [{ ...delivered, id: '01JE' }, one])).toBe(
      'Message to +15550100001: Delivered.',
    );
    expect(describeChanges([], [one])).toBe('Message to +15550100001: Queued.');
    expect(describeChanges([one], [one, { ...delivered, id: '01JC' }])).toBeNull();
  });

  it('names the one message that changed', () => {
    expect(describeChanges([one], [delivered])).toBe('Message to +15550100001: Delivered.');
  });

  it('puts many changes into one sentence', () => {
    const before = ['a', 'b', 'c'].map((id) => ({ ...one, id }));
    const after = before.map((message) => ({
      ...message,
      counts: message.id === 'c' ? { FAILED: 1 } : { DELIVERED: 1 },
    }));
    expect(describeChanges(before, after)).toBe('3 messages changed: 2 Delivered; 1 Failed.');
  });

  it('tells when an unclear message turns out to be accepted', () => {
    const unclear = { ...one, state: 'unclear' as const, counts: {} };
    expect(describeChanges([unclear], [one])).toBe('Message to +15550100001: Queued.');
  });
});

describe('spokenState', () => {
  it('leads with how far the message came, then what went wrong', () => {
    const recipients = ['DELIVERED', 'DELIVERED', 'FAILED', 'QUEUED'] as const;
    const message = messageOf({ recipients: recipients.map((status) => recipientOf({ status })) });
    expect(spokenState(summaryOf(message))).toBe('Delivered 2 of 4, Failed 1');
  });

  it('leads with the failure where nothing else happened', () => {
    const recipients = ['FAILED', 'EXPIRED', 'EXPIRED'] as const;
    const message = messageOf({ recipients: recipients.map((status) => recipientOf({ status })) });
    expect(spokenState(summaryOf(message))).toBe('Expired 2 of 3, Failed 1');
  });
});
