import { describe, expect, test } from 'vitest';
import { phoneCountries, readPhone } from './phone.ts';

describe('a number without a country code', () => {
  test.each([
    ['020 7946 0018', 'GB', '+442079460018'],
    ['(202) 555-0123', 'US', '+12025550123'],
    ['0151 23456789', 'DE', '+4915123456789'],
    // As a spreadsheet leaves it, that has taken it for a number.
    ['4915123456789', 'DE', '+4915123456789'],
    ['447911123456', 'GB', '+447911123456'],
    // This one does begin with 393, and not with Italy's 39.
    ['3931234567', 'IT', '+393931234567'],
  ])('%s is understood in %s', (text, country, number) => {
    expect(readPhone(text, country)).toEqual({ ok: true, number });
  });

  test.each([null, '', 'ZZ'])('is not guessed at where the country is %j', (country) => {
    expect(readPhone('020 7946 0018', country)).toEqual({ ok: false, fault: 'no_country' });
  });

  test('does not change what a country code means', () => {
    expect(readPhone('+44 20 7946 0018', 'DE')).toEqual({ ok: true, number: '+442079460018' });
    expect(readPhone('0044 20 7946 0018', 'DE')).toEqual({ ok: true, number: '+442079460018' });
  });
});

test.each([
  ['+1202', 'too_short'],
  ['+120255501234', 'too_long'],
  ['+999123456789', 'unknown_country'],
  ['+1 800 FLOWERS', 'not_possible'],
  ['+12025550123 x5', 'not_possible'],
])('%j is refused as %s', (text, fault) => {
  expect(readPhone(text)).toEqual({ ok: false, fault });
});

test('every country has its calling code', () => {
  const countries = phoneCountries();
  expect(countries).toContainEqual({ country: 'DE', callingCode: '49' });
  expect(countries.length).toBeGreaterThan(200);
});
