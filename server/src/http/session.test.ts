import { describe, expect, test } from 'vitest';
import { SESSION_MS, createSessions } from './session.ts';

const NOW = Date.UTC(2026, 10, 23, 8);
const ANN = { name: 'ann', token: 'the-token-of-ann-is-this-one' };
const BOB = { name: 'bob', token: 'the-token-of-bob-is-that-one' };
const sessions = createSessions([ANN, BOB]);

test('a session is that of its token, for twelve hours', () => {
  const text = sessions.issue('ann', NOW);
  const session = { name: 'ann', expiresAt: NOW + 12 * 3600 * 1000 };
  expect(sessions.read(text, NOW)).toEqual(session);
  expect(sessions.read(text, NOW + SESSION_MS - 1)).toEqual(session);
  expect(sessions.read(text, NOW + SESSION_MS)).toBeNull();
});

test('it is to be renewed once half of it is over', () => {
  const session = sessions.read(sessions.issue('ann', NOW), NOW)!;
  expect(sessions.isHalfOver(session, NOW + SESSION_MS / 2)).toBe(false);
  expect(sessions.isHalfOver(session, NOW + SESSION_MS / 2 + 1)).toBe(true);
});

test('it ends with its token: removed, changed, or under another name', () => {
  const text = sessions.issue('ann', NOW);
  expect(createSessions([BOB]).read(text, NOW)).toBeNull();
  expect(createSessions([{ ...ANN, token: 'another-token-of-ann-instead' }]).read(text, NOW)).toBeNull();
  expect(createSessions([{ ...ANN, name: 'anna' }]).read(text, NOW)).toBeNull();
  expect(createSessions([BOB, ANN]).read(text, NOW)).toMatchObject({ name: 'ann' });
});

test('it holds neither the token nor anything made of it alone', () => {
  expect(sessions.issue('ann', NOW)).toMatch(/^ann\.\d{13}\.[\w-]{43}$/);
  expect(sessions.issue('ann', NOW).split('.')[2]).not.toBe(sessions.issue('ann', NOW + 1).split('.')[2]);
});

describe('forged', () => {
  const [name, expiry, mac] = sessions.issue('ann', NOW).split('.');
  test.each([
    ['another name', `bob.${expiry}.${mac}`],
    ['a later end', `${name}.${NOW + 2 * SESSION_MS}.${mac}`],
    ['an end in another spelling', `${name}.0${expiry}.${mac}`],
    ['no signature', `${name}.${expiry}.`],
    ['a shorter one', `${name}.${expiry}.${mac!.slice(1)}`],
    ['one with a letter changed', `${name}.${expiry}.${mac!.startsWith('A') ? 'B' : 'A'}${mac!.slice(1)}`],
    ['one that spells the same bytes', `${name}.${expiry}.${mac}=`],
    ['something more', `${name}.${expiry}.${mac}.x`],
    ['a blank before', ` ${name}.${expiry}.${mac}`],
    ['nobody’s name', `eve.${expiry}.${mac}`],
    ['a name that every object knows', `__proto__.${expiry}.${mac}`],
    ['nothing', ''],
  ])('with %s it is none', (_what, text) => {
    expect(sessions.read(text, NOW)).toBeNull();
  });
});
