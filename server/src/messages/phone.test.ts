import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_ALPHANUMERIC_SENDER } from '../contract.ts';
import {
  isAlphanumericSender,
  maskNumbers,
  maskPhone,
  parsePhone,
  parseSender,
  refusesAlphanumericSender,
} from './phone.ts';

describe('a recipient', () => {
  test.each([
    '+12025550123',
    '0012025550123',
    ' +12025550123 ',
    '+1 202 555 0123',
    '+1 (202) 555-0123',
    '+1.202.555.0123',
    '00 1 202 555 0123',
    '+1\u00a0202\u00a0555\u00a00123',
  ])('"%s" is +12025550123', (text) => {
    expect(parsePhone(text)).toEqual({ ok: true, number: '+12025550123' });
  });

  test.each([
    ['+44 (0)20 7946 0018', '+442079460018'],
    ['+33 6 62 16 24 66', '+33662162466'],
    ['0046701740605', '+46701740605'],
  ])('%s is %s', (text, number) => {
    expect(parsePhone(text)).toEqual({ ok: true, number });
  });

  test('that is possible, though no plan has it yet, is taken', () => {
    // 200 is an area code that nobody has been given.
    expect(parsePhone('+12005550123')).toEqual({ ok: true, number: '+12005550123' });
  });

  test.each([
    '2025550123',
    '202 555 0123',
    '0202 555 0123',
    '(202) 555-0123',
    'Ann',
    '',
    '   ',
    '12025550123',
  ])('"%s" has no country code, and the answer says how to write it', (text) => {
    expect(parsePhone(text)).toEqual({
      ok: false,
      problem: 'This has no country code. Write it with + and the country code, such as +12025550123.',
    });
  });

  test.each([
    '+',
    '00',
    '+1',
    '+120255501',
    '+120255501234',
    '+1202555012300000',
    '+999123456789',
    '+0012025550123',
    '++12025550123',
    '+1 800 FLOWERS',
    '+12025550123;ext=5',
    '+12025550123 x5',
    '+12025550123, +12025550124',
    '+12025550123;+12025550124',
    '+12025550123\n+12025550124',
    '+12025550123/24',
    '+12025550123 call me',
    '+12025550123abc',
    '+12025550123 Ann',
    '+1202\0',
  ])('%j is not possible, and the answer says how to write one', (text) => {
    expect(parsePhone(text)).toEqual({
      ok: false,
      problem:
        'This is not a possible phone number. Write it with + and the country code, such as +12025550123.',
    });
  });

  test('is E.164 or refused, whatever the text, and the answer never repeats it', () => {
    const digits = fc.stringMatching(/^(\+|00)?[\d ().-]{0,20}$/);
    fc.assert(
      fc.property(fc.oneof(digits, fc.string()), (text) => {
        const phone = parsePhone(text);
        const shown = phone.ok ? phone.number : phone.problem;
        expect(shown).toMatch(phone.ok ? /^\+[1-9]\d{4,14}$/ : /such as \+12025550123\.$/);
        expect(phone.ok || text.trim().length < 5 || !shown.includes(text.trim())).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    '+12025550123',
    '+46701740605',
    '+442079460018',
    '+33662162466',
    '+5511961234567',
    '+8613812345678',
  ])('%s, written in its normal form, is itself', (number) => {
    expect(parsePhone(number)).toEqual({ ok: true, number });
  });
});

describe('a sender', () => {
  test.each(['123', '12345', '12345678', '00441234'])('%s is a short code', (text) => {
    expect(parseSender(text)).toEqual({ ok: true, sender: text });
  });

  test.each(['+12025550123', '12025550123', '0012025550123', ' +1 (202) 555-0123 '])(
    '"%s" is the number +12025550123',
    (text) => {
      expect(parseSender(text)).toEqual({ ok: true, sender: '+12025550123' });
    },
  );

  test.each(['Shop', 'My Shop', 'A', '4you', '12A', 'Dot.com', 'a-b_c&d', 'ABCDEFGHIJK', ' Shop '])(
    '"%s" is a name',
    (text) => {
      expect(parseSender(text)).toEqual({ ok: true, sender: text.trim() });
    },
  );

  test.each([
    '',
    '  ',
    '12',
    '+1',
    '123456789',
    'ABCDEFGHIJKL',
    'Café',
    'Łódź',
    'a\0b',
    'a\nb',
    '---',
    '🎉',
    'a,b',
  ])('%j is none', (text) => {
    expect(parseSender(text).ok).toBe(false);
  });

  test(`has at most ${MAX_ALPHANUMERIC_SENDER} characters if it is a name`, () => {
    const name = 'x'.repeat(MAX_ALPHANUMERIC_SENDER);
    expect(parseSender(name).ok).toBe(true);
    expect(parseSender(`${name}x`).ok).toBe(false);
  });

  test('is alphanumeric as soon as it has a letter', () => {
    expect(['Shop', '4you', 'x'].map(isAlphanumericSender)).toEqual([true, true, true]);
    expect(['+12025550123', '12345'].map(isAlphanumericSender)).toEqual([false, false]);
  });
});

describe('a name as sender', () => {
  test.each([
    ['the US', '+12025550123'],
    ['Canada', '+14165550123'],
    ['an area code of the +1 plan that is new', '+12005550123'],
  ])('does not reach %s', (_, number) => {
    expect(refusesAlphanumericSender(number)).toBe(true);
  });

  test.each([
    ['Sweden', '+46701740605'],
    ['Jamaica, which is in the +1 plan too', '+18765550123'],
    ['the Bahamas, which are in the +1 plan too', '+12425550123'],
  ])('may reach %s', (_, number) => {
    expect(refusesAlphanumericSender(number)).toBe(false);
  });
});

describe('a masked number', () => {
  test('shows its beginning and its end', () => {
    expect(maskPhone('+12025550123')).toBe('+12…23');
  });

  test('is told by nothing that is logged: every long run of digits is masked', () => {
    const said = 'Invalid recipients +12025550123, 33662162466 in batch of 1000 (code 400)';
    expect(maskNumbers(said)).toBe('Invalid recipients +12…23, 336…66 in batch of 1000 (code 400)');
  });

  test.each(['=', '%3D', String.raw`\u003d`])(
    'a token in an address that Sinch repeats is masked after “%s”',
    (is) => {
      const said = `callback_url "https://example.com/hook?x=1&token${is}01J0.aB-_9&y=2" is not valid`;
      expect(maskNumbers(said)).toBe(
        `callback_url "https://example.com/hook?x=1&token${is}…&y=2" is not valid`,
      );
    },
  );
});
