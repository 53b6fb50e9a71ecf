import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_MESSAGE_LENGTH, MAX_RECIPIENTS } from '../contract.ts';
import type { FieldError } from '../contract.ts';
import type { CountryCode } from './countries.ts';
import { fingerprint, normalizeSend } from './normalize.ts';
import type { Normalized, SendCommand } from './normalize.ts';

const ANN = '+12025550123';
const BEN = '+46701740605';
const NOW = Date.UTC(2026, 10, 23, 8);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const normalizeAt = (now: number, body: unknown, defaultFrom: string | null = null): Normalized =>
  normalizeSend(body, { defaultFrom, now, transport: 'sms', allowedCountries: null });

function commandOf(body: unknown, defaultFrom: string | null = null, now = NOW): SendCommand {
  const normalized = normalizeAt(now, body, defaultFrom);
  if (!normalized.ok) throw new Error(JSON.stringify(normalized.errors));
  return normalized.command;
}

function errorsOf(body: unknown, defaultFrom: string | null = null): FieldError[] {
  const normalized = normalizeAt(NOW, body, defaultFrom);
  return normalized.ok ? [] : normalized.errors;
}

const pathsOf = (body: unknown, defaultFrom: string | null = null): string[] =>
  errorsOf(body, defaultFrom).map(({ path }) => path);

const numbers = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `+1202555${String(index).padStart(4, '0')}`);

describe('a request', () => {
  test('in its normal form is taken as it is', () => {
    expect(commandOf({ to: [ANN, BEN], message: 'Hello', from: '+12025550100' })).toEqual({
      to: [ANN, BEN],
      text: 'Hello',
      parts: 1,
      from: '+12025550100',
      times: { sendAt: null, expireAt: NOW + 3 * DAY - MINUTE },
      resendOf: null,
      asked: { sendAt: null, expireAt: null },
    });
  });

  test('without a sender leaves it to the server', () => {
    expect(commandOf({ to: ANN, message: 'Hello' }, '+12025550100').from).toBeNull();
  });

  test('knows how many parts its text has', () => {
    expect(commandOf({ to: ANN, message: 'x'.repeat(161) }).parts).toBe(2);
    expect(commandOf({ to: ANN, message: '漢'.repeat(135) }).parts).toBe(3);
  });

  test('written in another way has the same fingerprint', () => {
    const spellings = [
      { to: BEN, message: 'Café\nau lait', from: 'Shop' },
      { to: [BEN], message: 'Cafe\u0301\r\nau lait', from: ' Shop ' },
      { to: ['0046701740605', '+46 70 174 06 05'], message: 'Café\rau lait', from: 'Shop' },
    ];
    const prints = spellings.map((body) => fingerprint(commandOf(body)));
    expect(new Set(prints).size).toBe(1);
  });

  test.each([
    ['recipient', { to: BEN, message: 'Hello', from: '12345' }],
    ['second recipient', { to: [ANN, BEN], message: 'Hello', from: '12345' }],
    ['text', { to: ANN, message: 'Hello!', from: '12345' }],
    ['letter case', { to: ANN, message: 'hello', from: '12345' }],
    ['sender', { to: ANN, message: 'Hello', from: '12346' }],
    ['lack of a sender', { to: ANN, message: 'Hello' }],
    ['time to send', { to: ANN, message: 'Hello', from: '12345', sendAt: '2026-11-23T09:00:00Z' }],
    ['time of expiry', { to: ANN, message: 'Hello', from: '12345', expireAt: '2026-11-23T09:00:00Z' }],
  ])('with another %s has another fingerprint', (_, body) => {
    const first = fingerprint(commandOf({ to: ANN, message: 'Hello', from: '12345' }));
    expect(fingerprint(commandOf(body))).not.toBe(first);
  });

  test.each([
    [{ to: [ANN, BEN], message: 'Hello', from: '12345' }, '774luJcLh7gXHYRaZRyMPhPMUrqfuImMNSYDgNVjHUM='],
    [{ to: ANN, message: 'Hello' }, '9Pc71KIC2VAi9PjgY8vbUIebHWXzerj54OjAYWfIdAM='],
  ])('without times has the fingerprint that it had before there were times: %j', (body, print) => {
    expect(fingerprint(commandOf(body))).toBe(print);
  });

  test('says the same however it writes its times, and whether they have just passed or not', () => {
    const spellings: [string, number][] = [
      ['2026-11-23T09:00:00Z', NOW],
      ['2026-11-23T10:00:00.000+01:00', NOW],
      ['2026-11-23T09:00:00.000000Z', NOW + 60 * MINUTE + 1],
    ];
    const prints = spellings.map(([sendAt, now]) =>
      fingerprint(commandOf({ to: ANN, message: 'Hello', sendAt }, null, now)),
    );
    expect(new Set(prints).size).toBe(1);
    const expiring = { to: ANN, message: 'Hello', expireAt: '2026-11-23T09:00:00Z' };
    expect(prints).not.toContain(fingerprint(commandOf(expiring)));
  });

  test('normalised again is the same, whatever its text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-composite', minLength: 1 }), (message) => {
        const normalized = normalizeAt(NOW, { to: ANN, message });
        const again = normalized.ok
          ? normalizeAt(NOW, { to: ANN, message: normalized.command.text })
          : normalized;
        expect(again).toEqual(normalized);
      }),
    );
  });
});

describe('recipients', () => {
  test('that are the same number are merged, in the order of their first mention', () => {
    const to = [BEN, ANN, '0012025550123', '+46 70 174 06 05'];
    expect(commandOf({ to, message: 'Hello' }).to).toEqual([BEN, ANN]);
  });

  test('can be one as text or one in a list', () => {
    expect(commandOf({ to: ANN, message: 'Hello' })).toEqual(commandOf({ to: [ANN], message: 'Hello' }));
  });

  test(`can be ${MAX_RECIPIENTS}, repeats not counted`, () => {
    const to = numbers(MAX_RECIPIENTS);
    expect(commandOf({ to: [...to, ...to], message: 'Hello' }).to).toEqual(to);
  });

  test(`cannot be ${MAX_RECIPIENTS + 1}`, () => {
    const errors = errorsOf({ to: numbers(MAX_RECIPIENTS + 1), message: 'Hello' });
    expect(errors).toEqual([{ path: 'to', message: expect.stringMatching(/1001 .* 1000 .*Split/) }]);
  });

  test('cannot be none', () => {
    expect(errorsOf({ to: [], message: 'Hello' })).toEqual([
      { path: 'to', message: 'Add at least one recipient.' },
    ]);
    expect(pathsOf({ to: '', message: 'Hello' })).toEqual(['to']);
  });

  test('at fault are all named by their place, none by its number', () => {
    const errors = errorsOf({ to: [ANN, '2025550199', BEN, '+1999'], message: 'Hello' });
    expect(errors.map(({ path }) => path)).toEqual(['to.1', 'to.3']);
    expect(JSON.stringify(errors)).not.toMatch(/2025550199|1999/);
  });

  test('at fault are named up to a hundred', () => {
    expect(errorsOf({ to: Array.from({ length: 500 }, () => 'x'), message: 'Hello' })).toHaveLength(100);
  });

  test.each([[undefined], [null], [7], [{}], [true]])('that are %j are refused', (to) => {
    expect(pathsOf({ to, message: 'Hello' })).toEqual(['to']);
  });

  test('of which one is no text are refused, and it is named', () => {
    expect(pathsOf({ to: [ANN, 7], message: 'Hello' })).toEqual(['to.1']);
  });
});

describe('the text', () => {
  const textOf = (message: string): string => commandOf({ to: ANN, message }).text;

  test('is composed, with single line feeds, and otherwise as typed', () => {
    expect(textOf('e\u0301')).toBe('é');
    expect(textOf('a\r\nb\nc\rd\r\r\ne')).toBe('a\nb\nc\nd\n\ne');
    expect(textOf('  Hello  ')).toBe('  Hello  ');
  });

  test(`can have ${MAX_MESSAGE_LENGTH} characters, and no more`, () => {
    expect(textOf('x'.repeat(MAX_MESSAGE_LENGTH))).toHaveLength(MAX_MESSAGE_LENGTH);
    expect(errorsOf({ to: ANN, message: 'x'.repeat(MAX_MESSAGE_LENGTH + 1) })).toEqual([
      { path: 'message', message: expect.stringMatching(/2001 .* 2000\. Shorten/) },
    ]);
  });

  test('is counted as it will be sent', () => {
    expect(textOf('e\u0301'.repeat(MAX_MESSAGE_LENGTH))).toHaveLength(MAX_MESSAGE_LENGTH);
    expect(textOf('x\r\n'.repeat(MAX_MESSAGE_LENGTH / 2))).toHaveLength(MAX_MESSAGE_LENGTH);
  });

  test.each(['', ' ', '\r\n', '\t \u00a0'])('%j is none', (message) => {
    expect(errorsOf({ to: ANN, message })).toEqual([{ path: 'message', message: 'Write a message.' }]);
  });

  test.each(['Hi ${name}', '${', 'a${}b'])('%j is refused with the reason', (message) => {
    const reason = expect.stringContaining('Sinch would replace by a parameter');
    expect(errorsOf({ to: ANN, message })).toEqual([{ path: 'message', message: reason }]);
  });

  test.each(['$ {x}', '$5', '{x}', '$'])('%j is no parameter', (message) => {
    expect(textOf(message)).toBe(message);
  });

  test.each(['a\0b', 'half of an emoji: \ud83d', '\udf89'])('%j is no text', (message) => {
    expect(errorsOf({ to: ANN, message })).toEqual([
      { path: 'message', message: expect.stringContaining('no text') },
    ]);
  });

  test.each([[undefined], [null], [7], [['Hello']], [{}]])('that is %j is refused', (message) => {
    expect(errorsOf({ to: ANN, message })).toEqual([{ path: 'message', message: 'Give a text.' }]);
  });
});

describe('the sender', () => {
  test.each([
    ['0012025550100', '+12025550100'],
    ['12345', '12345'],
    [' Shop ', 'Shop'],
  ])('"%s" is %s', (from, expected) => {
    expect(commandOf({ to: BEN, message: 'Hello', from }).from).toBe(expected);
  });

  test.each(['', 'ABCDEFGHIJKL', '+1', 'Café'])('%j is refused', (from) => {
    const errors = errorsOf({ to: [ANN, BEN], message: 'Hello', from }, 'Shop');
    expect(errors).toEqual([
      { path: 'from', message: expect.stringMatching(/^The sender must be .*[^.]\.$/) },
    ]);
  });

  test.each([[null], [7], [['Shop']]])('that is %j is refused', (from) => {
    expect(pathsOf({ to: BEN, message: 'Hello', from })).toEqual(['from']);
  });

  test('that is a name does not go to the US or Canada, even if only one recipient is there', () => {
    expect(errorsOf({ to: [BEN, ANN], message: 'Hello', from: 'Shop' })).toEqual([
      { path: 'from', message: expect.stringContaining('US and Canada') },
    ]);
    expect(commandOf({ to: BEN, message: 'Hello', from: 'Shop' }).from).toBe('Shop');
  });

  test('of the server is judged alike, and that of the request before it', () => {
    expect(pathsOf({ to: ANN, message: 'Hello' }, 'Shop')).toEqual(['from']);
    expect(pathsOf({ to: ANN, message: 'Hello', from: '12345' }, 'Shop')).toEqual([]);
    expect(pathsOf({ to: ANN, message: 'Hello' }, '+12025550100')).toEqual([]);
  });
});

describe('the countries that are allowed', () => {
  const normalizeFor = (allowedCountries: readonly CountryCode[] | null, body: object): Normalized =>
    normalizeSend(
      { message: 'Hello', ...body },
      { defaultFrom: null, now: NOW, transport: 'sms', allowedCountries },
    );
  const errorsFor = (allowed: readonly CountryCode[] | null, body: object): FieldError[] => {
    const normalized = normalizeFor(allowed, body);
    return normalized.ok ? [] : normalized.errors;
  };

  test('let recipients through that are there, and name each other one with its country', () => {
    const to = [ANN, BEN, '+18765550123', '+1 (876) 555-0123', '+80012345678'];
    expect(errorsFor(['US', 'SE'], { to })).toEqual([
      { path: 'to.2', message: expect.stringMatching(/Jamaica \(JM\).*ALLOWED_COUNTRIES/) },
      { path: 'to.4', message: expect.stringMatching(/ALLOWED_COUNTRIES.*\+800\b/) },
    ]);
    expect(errorsFor(['JM'], { to: BEN })).toMatchObject([{ path: 'to' }]);
    expect(errorsFor(['US', 'SE'], { to: [ANN, BEN] })).toEqual([]);
    expect(errorsFor(null, { to })).toEqual([]);
  });

  test('are told beside all other faults, a hundred at most', () => {
    const errors = errorsFor(['SE'], { to: ['x', ANN], message: '', sendAt: 'x' });
    expect(errors.map(({ path }) => path)).toEqual(['to.0', 'message', 'to.1', 'sendAt']);
    expect(errorsFor(['SE'], { to: numbers(500) })).toHaveLength(100);
  });

  test('say nothing of the sender', () => {
    expect(errorsFor(['SE'], { to: BEN, from: ANN })).toEqual([]);
  });

  test('may have been others earlier: they leave the command, to look for what became of it', () => {
    const to = [...numbers(300), BEN];
    const barred = normalizeFor(['SE'], { to });
    if (barred.ok || barred.overtaken === null) throw new Error('it should be overtaken');
    expect(fingerprint(barred.overtaken)).toBe(fingerprint(commandOf({ to, message: 'Hello' })));
    expect(normalizeFor(['SE'], { to: [...to, 'x'] })).toMatchObject({ overtaken: null });
    expect(normalizeFor(['SE'], { to, sendAt: 'x' })).toMatchObject({ overtaken: null });
  });
});

describe('the times', () => {
  test('go to Sinch as instants', () => {
    const body = { to: ANN, message: 'Hello', sendAt: '2026-11-23T10:00:00+01:00' };
    const sendAt = NOW + 60 * MINUTE;
    expect(commandOf(body)).toMatchObject({
      times: { sendAt, expireAt: sendAt + 3 * DAY - MINUTE },
      asked: { sendAt, expireAt: null },
    });
  });

  test.each([[null], [7], [{}]])('that are %j are refused', (time) => {
    const message = 'Give a time as text, or leave it out.';
    expect(errorsOf({ to: ANN, message: 'Hello', sendAt: time, expireAt: time })).toEqual([
      { path: 'sendAt', message },
      { path: 'expireAt', message },
    ]);
  });

  test('of a request that was right earlier leave its command, to look for what became of it', () => {
    const body = { to: ANN, message: 'Hello', sendAt: '2026-11-23T09:00:00Z' };
    const late = normalizeAt(NOW + 70 * MINUTE, body);
    if (late.ok || late.overtaken === null) throw new Error('it should be overtaken');
    expect(late.errors.map(({ path }) => path)).toEqual(['sendAt']);
    expect(fingerprint(late.overtaken)).toBe(fingerprint(commandOf(body)));
  });

  test.each([
    ['another field is wrong', { to: 'x', message: 'Hello', sendAt: '2026-11-23T07:00:00Z' }],
    ['they were never right', { to: ANN, message: 'Hello', sendAt: 'tomorrow' }],
    [
      'one of them was never right',
      { to: ANN, message: 'Hello', sendAt: '2026-11-23T07:00:00Z', expireAt: '2026-11-23T06:00:00Z' },
    ],
  ])('leave no command where %s', (_, body) => {
    expect(normalizeAt(NOW, body)).toMatchObject({ ok: false, overtaken: null });
  });
});

describe('all faults at once', () => {
  test('are named', () => {
    const body = { to: ['x'], message: '', from: '+1', sendAt: 'x', expireAt: 'y' };
    expect(pathsOf(body)).toEqual(['to.0', 'message', 'from', 'sendAt', 'expireAt']);
    expect(pathsOf({ to: ['x'], message: '', from: '+1' })).toEqual(['to.0', 'message', 'from']);
    expect(pathsOf({ to: 7, message: 7, from: 7 })).toEqual(['to', 'message', 'from']);
  });

  test('a field that is not known is one', () => {
    const errors = errorsOf({ to: ANN, message: 'Hello', callback_url: 'https://example.com' });
    expect(errors).toEqual([{ path: 'callback_url', message: 'This field is not known. Take it out.' }]);
  });

  test.each([[undefined], [null], [[]], ['Hello'], [7]])('a body that is %j has at least one', (body) => {
    expect(errorsOf(body).length).toBeGreaterThan(0);
  });

  test('never throw, whatever the body', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.record({ to: fc.jsonValue(), message: fc.jsonValue() })),
        (body) => {
          const normalized = normalizeAt(NOW, body);
          expect(normalized.ok || normalized.errors.length > 0).toBe(true);
        },
      ),
    );
  });
});
