import { describe, expect, test } from 'vitest';
import type { Transport } from '../contract.ts';
import { readTimes } from './times.ts';

const NOW = Date.UTC(2026, 10, 23, 8);
const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

interface Given {
  sendAt?: string;
  expireAt?: string;
}
const read = (given: Given, transport: Transport = 'sms') => readTimes(given, { now: NOW, transport });
const fromNow = (milliseconds: number): string => new Date(NOW + milliseconds).toISOString();

describe('times that are right', () => {
  test.each<[string, Given, number | null]>([
    ['none at all', {}, null],
    ['an hour later', { sendAt: fromNow(HOUR) }, HOUR],
    ['in a second', { sendAt: fromNow(SECOND) }, SECOND],
    ['in two years', { sendAt: fromNow(730 * DAY) }, 730 * DAY],
  ])('%s', (_, given, sendAt) => {
    const asked = { sendAt: sendAt === null ? null : NOW + sendAt, expireAt: null };
    const expireAt = NOW + (sendAt ?? 0) + 3 * DAY - 60 * SECOND;
    expect(read(given)).toEqual({ asked, told: { ...asked, expireAt }, faults: [] });
  });

  test.each<[string, Given, number | null, number]>([
    ['an expiry within three days', { expireAt: fromNow(HOUR) }, null, HOUR],
    ['an expiry in three days', { expireAt: fromNow(3 * DAY) }, null, 3 * DAY],
    ['both', { sendAt: fromNow(9 * DAY), expireAt: fromNow(12 * DAY) }, 9 * DAY, 12 * DAY],
  ])('%s', (_, given, sendAt, expireAt) => {
    const told = {
      sendAt: sendAt === null ? null : NOW + sendAt,
      expireAt: NOW + expireAt,
    };
    expect(read(given)).toEqual({ asked: told, told, faults: [] });
  });

  test('the Conversation API is not told when to give up unless somebody asked', () => {
    expect(read({}, 'conversation').told.expireAt).toBeNull();
  });

  test.each([
    '2026-11-23T09:30:00Z',
    '2026-11-23T09:30:00.000000Z',
    '2026-11-23T10:30:00+01:00',
    '2026-11-23T04:00:00-05:30',
    '2026-11-24T00:30:00+15:00',
  ])('can be written as %s', (sendAt) => {
    expect(read({ sendAt }).told.sendAt).toBe(Date.UTC(2026, 10, 23, 9, 30));
  });
});

describe('a clock that differs by up to a minute', () => {
  test.each([0, SECOND, 60 * SECOND])('sends at once what was to be sent %i ms ago', (ago) => {
    const { asked, told, faults } = read({ sendAt: fromNow(-ago) });
    expect([asked.sendAt, told.sendAt, faults]).toEqual([NOW - ago, null, []]);
  });

  test('lets three days be a little more, and tells Sinch three', () => {
    const { told, faults } = read({ expireAt: fromNow(3 * DAY + 60 * SECOND) });
    expect([told.expireAt, faults]).toEqual([NOW + 3 * DAY, []]);
  });

  test('does not lengthen the validity of what is sent at once', () => {
    const { told } = read({ sendAt: fromNow(-SECOND), expireAt: fromNow(3 * DAY - SECOND) });
    expect(told).toEqual({ sendAt: null, expireAt: NOW + 3 * DAY - SECOND });
  });
});

describe('times that are wrong are refused with the remedy', () => {
  test.each<[string, Given, string, RegExp, boolean]>([
    ['a minute and more ago', { sendAt: fromNow(-61 * SECOND) }, 'sendAt', /passed.*leave it out/, true],
    ['an expiry that has come', { expireAt: fromNow(0) }, 'expireAt', /passed.*leave it out/, true],
    [
      'an expiry before the sending',
      { sendAt: fromNow(2 * HOUR), expireAt: fromNow(HOUR) },
      'expireAt',
      /before it is sent.*after sendAt/,
      false,
    ],
    [
      'an expiry at the sending',
      { sendAt: fromNow(HOUR), expireAt: fromNow(HOUR) },
      'expireAt',
      /before it is sent/,
      false,
    ],
    [
      'more than three days from now',
      { expireAt: fromNow(3 * DAY + 61 * SECOND) },
      'expireAt',
      /three days at most.*within/,
      false,
    ],
    [
      'more than three days after the sending',
      { sendAt: fromNow(HOUR), expireAt: fromNow(3 * DAY + 2 * HOUR) },
      'expireAt',
      /three days at most/,
      false,
    ],
  ])('%s', (_, given, path, remedy, passed) => {
    expect(read(given).faults).toEqual([{ path, message: expect.stringMatching(remedy), passed }]);
  });

  test.each([
    '',
    'tomorrow',
    '1795420800',
    '2026-11-24',
    '2026-11-24 09:00:00Z',
    '2026-11-24T09:00:00',
    '2026-11-24T09:00Z',
    '2026-02-30T09:00:00Z',
    '2026-11-24T25:00:00Z',
    '2026-11-24T09:00:00 +01:00',
    'Tue, 24 Nov 2026 09:00:00 GMT',
    '9999-12-31T23:59:59-23:59',
  ])('%j, which cannot be read', (text) => {
    const message = expect.stringMatching(/ISO 8601.*offset.*such as/);
    const { faults } = read({ sendAt: text, expireAt: text });
    expect(faults).toEqual([
      { path: 'sendAt', message, passed: false },
      { path: 'expireAt', message, passed: false },
    ]);
  });

  test('an expiry is not measured from a time to send that cannot be read', () => {
    const { faults } = read({ sendAt: 'soon', expireAt: fromNow(2 * DAY) });
    expect(faults.map(({ path }) => path)).toEqual(['sendAt']);
  });
});

describe('on the Conversation API', () => {
  test.each([fromNow(HOUR), fromNow(0), fromNow(-HOUR), 'soon'])('nothing waits for %s', (sendAt) => {
    expect(read({ sendAt }, 'conversation').faults).toEqual([
      { path: 'sendAt', message: expect.stringMatching(/cannot send later.*Leave it out/), passed: false },
    ]);
  });

  test('a message expires as on the other', () => {
    const { told, faults } = read({ expireAt: fromNow(HOUR) }, 'conversation');
    expect([told, faults]).toEqual([{ sendAt: null, expireAt: NOW + HOUR }, []]);
  });
});
