import { afterEach, describe, expect, it, vi } from 'vitest';
import { messageOf, recipientOf } from '../test/samples.ts';
import { draftOf, EMPTY, findFaults, isEqual } from './draft.ts';
import { fieldErrors } from './field-errors.ts';
import { createKeyring } from './keyring.ts';
import { callTheRoll, MOST_PEOPLE, NOBODY } from './recipients/readings.ts';
import { sizeOf } from './segments-text.ts';
import { requestedTimes, sendAtText, suggestedTime, timesOf } from './times.ts';

const rollOf = (...texts: string[]) =>
  callTheRoll(texts, (text) =>
    text.startsWith('+') ? { ok: true, number: text } : { ok: false, fault: 'no_country' },
  );

describe('findFaults', () => {
  const whole = { ...EMPTY, message: 'a', sendAt: '2026-11-24T09:00' };

  it('names what is missing, and only that', () => {
    const empty = findFaults({ ...EMPTY, message: ' ', sendAt: '' }, NOBODY);
    expect(Object.keys(empty)).toEqual(['to', 'message', 'sendAt']);
    expect(findFaults({ ...EMPTY, message: 'a' }, rollOf('+1'))).toEqual({});
    expect(findFaults(whole, rollOf('+1', '+1'))).toEqual({});
    expect(findFaults({ ...whole, sendAt: '20266-11-24T09:00' }, rollOf('+1'))).toHaveProperty('sendAt');
  });

  it('names the one that cannot be a number, and counts several', () => {
    expect(findFaults(whole, rollOf('+1', 'Ann')).to?.[0]).toMatch(/^Ann: has no digits\. Mend or remove it/);
    expect(findFaults(whole, rollOf('+1', 'Ann', '1')).to?.[0]).toMatch(/^2 of these cannot be numbers/);
  });

  it('refuses more people than Sinch takes, and says how many there are', () => {
    const people = Array.from({ length: MOST_PEOPLE + 200 }, (_, index) => `+${index}`);
    expect(findFaults(whole, rollOf(...people)).to).toEqual([
      'These are 1,200 people; Sinch takes at most 1,000 at once. Split the list.',
    ]);
    expect(findFaults(whole, rollOf(...people.slice(0, MOST_PEOPLE)))).toEqual({});
  });
});

describe('a draft of a message that is sent again', () => {
  it('has its recipients, or those that were chosen, and says of which message', () => {
    const message = messageOf({
      recipients: [recipientOf(), recipientOf({ recipient: '+15550100002' })],
    });
    expect(draftOf(message, 0)).toMatchObject({ to: '+15550100001\n+15550100002', resendOf: message.id });
    expect(draftOf(message, 0, ['+15550100002']).to).toBe('+15550100002');
  });
});

describe('fieldErrors', () => {
  it('names the number that the server points at', () => {
    const errors = [
      { path: 'to.1', message: 'Too short.' },
      { path: 'from', message: 'Unknown sender.' },
      { path: 'sendAt', message: 'Too early.' },
      { path: 'expireAt', message: 'Too late.' },
      { path: 'resendOf', message: 'There is no such message.' },
    ];
    expect(fieldErrors(errors, ['+15550100001', '+1'])).toEqual({
      to: ['+1: Too short.'],
      from: ['Unknown sender.'],
      sendAt: ['Too early.'],
      expiry: ['Too late.'],
      resendOf: ['There is no such message.'],
    });
  });

  it('names five of many', () => {
    const errors = Array.from({ length: 8 }, (_, index) => ({ path: `to.${index}`, message: 'Too short.' }));
    expect(fieldErrors(errors, []).to?.slice(4)).toEqual(['Too short.', '… and 3 more']);
  });
});

const counting = () => {
  let made = 0;
  return createKeyring(
    () => `key-${made}`,
    () => (made += 1),
  );
};

describe('keyring', () => {
  it('keeps key and time while the content stays, and takes new ones when it changes', () => {
    const keyring = counting();
    expect(['a', 'a', 'b', 'a'].map((content) => keyring.stampFor(content))).toEqual([
      { key: 'key-0', at: 1 },
      { key: 'key-0', at: 1 },
      { key: 'key-1', at: 2 },
      { key: 'key-2', at: 3 },
    ]);
  });

  it('takes new ones once a message has found its end', () => {
    const keyring = counting();
    keyring.stampFor('a');
    keyring.spend();
    expect(keyring.stampFor('a')).toEqual({ key: 'key-1', at: 2 });
  });
});

describe('the size of a message', () => {
  it('is counted in parts and characters', () => {
    expect(sizeOf('').text).toBe('GSM-7, 0 parts, 0 of 2000 characters');
    expect(sizeOf('a'.repeat(161)).text).toBe('GSM-7, 2 parts, 161 of 2000 characters');
  });

  it('names what forces Unicode and where it stands, also where it leaves no mark', () => {
    expect(sizeOf('ça va 👍').text).toBe(
      'UCS-2, 1 part, 8 of 2000 characters. Unicode because of ç (character 1), and of 👍',
    );
    expect(sizeOf('a\u200bb').text).toContain('Unicode because of a zero-width space (character 2)');
    expect(sizeOf('a\u2066b').text).toContain('Unicode because of U+2066 (character 2)');
    const { text, culprit } = sizeOf('😀 ok ’');
    expect([text, culprit]).toEqual([
      expect.stringContaining('😀 (character 1), and of ’'),
      { start: 0, end: 2 },
    ]);
  });

  it('is saved only by what changes no meaning', () => {
    expect(sizeOf('“It’s” – here…').plain).toEqual({
      message: '"It\'s" - here...',
      characters: ['“', '’', '”', '–', '…'],
      replacements: ['"', "'", '"', '-', '...'],
    });
    expect(sizeOf('It’s ça').plain).toBeNull();
    expect(sizeOf('plain').plain).toBeNull();
  });
});

/** Winter time: an hour ahead of UTC; summer time: two. */
const inBerlin = () => vi.stubEnv('TZ', 'Europe/Berlin');
afterEach(() => vi.unstubAllEnvs());

describe('the times of a send', () => {
  const NOW = Date.parse('2026-11-23T08:00:00.000Z');
  const times = (sendAt: string | null, expiry: Parameters<typeof requestedTimes>[0]['expiry']) =>
    requestedTimes({ sendAt, expiry }, NOW);

  it('are not spoken of in the simple case, nor where the choice is what Sinch does anyway', () => {
    expect(times(null, null)).toEqual({});
    expect(times(null, '3d')).toEqual({});
  });

  it('turn the reader’s clock into UTC, in winter and in summer', () => {
    inBerlin();
    expect(times('2026-11-24T09:00', null)).toEqual({ sendAt: '2026-11-24T08:00:00.000Z' });
    expect(times('2027-07-01T09:00', '3d')).toEqual({ sendAt: '2027-07-01T07:00:00.000Z' });
  });

  it('count an expiry from when the message is sent', () => {
    inBerlin();
    expect(times(null, '6h')).toEqual({ expireAt: '2026-11-23T14:00:00.000Z' });
    expect(times('2026-11-24T09:00', '1d')).toEqual({
      sendAt: '2026-11-24T08:00:00.000Z',
      expireAt: '2026-11-25T08:00:00.000Z',
    });
  });

  it('come back when a message is sent again, unless they have passed', () => {
    inBerlin();
    const createdAt = '2026-11-23T08:00:00.000Z';
    const [sendAt, expireAt] = ['2026-11-24T08:00:00.000Z', '2026-11-24T14:00:10.000Z'];
    const scheduled = messageOf({ createdAt, sendAt, expireAt });
    expect(timesOf(scheduled, NOW)).toEqual({ sendAt: '2026-11-24T09:00', expiry: '6h' });
    expect(timesOf(scheduled, Date.parse(sendAt))).toEqual({ sendAt: null, expiry: '6h' });
    const usual = messageOf({ createdAt, expireAt: '2026-11-26T08:00:00.000Z' });
    expect(timesOf(usual, NOW)).toEqual({ sendAt: null, expiry: null });
    expect(timesOf(messageOf(), NOW)).toEqual({ sendAt: null, expiry: null });
  });

  it('make drafts differ', () => {
    const draft = draftOf(messageOf(), NOW);
    expect(isEqual(draft, { ...draft })).toBe(true);
    expect(isEqual(draft, { ...draft, sendAt: '' })).toBe(false);
    expect(isEqual(draft, { ...draft, expiry: '1h' })).toBe(false);
    expect(isEqual(draft, { ...draft, resendOf: null })).toBe(false);
  });

  it('are suggested on the full hour, at least half an hour ahead', () => {
    const suggested = (hour: number, minute: number) =>
      suggestedTime(new Date(2026, 10, 23, hour, minute).getTime());
    expect(suggested(9, 0)).toBe('2026-11-23T10:00');
    expect(suggested(9, 29)).toBe('2026-11-23T10:00');
    expect(suggested(9, 30)).toBe('2026-11-23T11:00');
    expect(suggested(23, 40)).toBe('2026-11-24T01:00');
  });

  it('are explained in the reader’s zone, also where the clocks leave them out', () => {
    inBerlin();
    expect(sendAtText('', NOW)).toBe('In your time zone, Europe/Berlin.');
    expect(sendAtText('2026-11-23T14:00', NOW)).toBe(
      'In your time zone, Europe/Berlin (GMT+1). That is in 5 h.',
    );
    expect(sendAtText('2026-11-23T09:00', NOW)).toBe(
      'In your time zone, Europe/Berlin (GMT+1). That has passed.',
    );
    expect(sendAtText('2027-03-28T02:30', NOW)).toBe(
      'In your time zone, Europe/Berlin (GMT+2). That is in 125 d. Your clocks skip this time: 03:30 is meant.',
    );
  });
});
