import { getCountries, getExampleNumber } from 'libphonenumber-js';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, test } from 'vitest';
import { findCountryProblem, parseCountry } from './countries.ts';
import type { CountryCode } from './countries.ts';

const isAllowed = (number: string, ...allowed: CountryCode[]): boolean =>
  findCountryProblem(number, allowed) === null;

describe('a number that can be placed', () => {
  test.each<[string, CountryCode, string]>([
    ['Sweden', 'SE', '+46701740605'],
    ['the US', 'US', '+12025550123'],
    ['Canada, of the plan of the US', 'CA', '+14165550123'],
    ['Jamaica, of the plan of the US', 'JM', '+18765550123'],
    ['Kazakhstan, of the plan of Russia', 'KZ', '+77012345678'],
    ['Guernsey, of the plan of the United Kingdom', 'GG', '+447781123456'],
    ['Réunion, of the plan of Mayotte', 'RE', '+262692123456'],
  ])('goes to %s where that is allowed, and by nothing else', (_, country, number) => {
    expect(isAllowed(number, country)).toBe(true);
    expect(isAllowed(number, 'DE', country)).toBe(true);
    const others = getCountries().filter((other) => other !== country);
    expect(isAllowed(number, ...others)).toBe(false);
    expect(isAllowed(number)).toBe(false);
  });

  test('is named by its country and the variable, and not by itself', () => {
    expect(findCountryProblem('+18765550123', ['US', 'DE'])).toBe(
      'This number belongs to Jamaica (JM), to which this server does not send. Take it out, or add JM to ALLOWED_COUNTRIES.',
    );
  });

  test('of any country goes there, or to the one that it shares the very numbers with', () => {
    const shared: string[] = [];
    for (const country of getCountries()) {
      const number = getExampleNumber(country, examples)?.number ?? '';
      if (!isAllowed(number, country)) shared.push(country);
    }
    // Territories whose mobile numbers are also those of the country that they belong to.
    expect(shared).toEqual(['AX', 'BL', 'CC', 'CX', 'EH', 'IM', 'MF', 'SJ', 'VA']);
  });
});

describe('a number that cannot be placed', () => {
  test.each<[string, string, CountryCode[], CountryCode[]]>([
    ['of an area code of the +1 plan that is new', '+12005550123', ['CA'], ['DE', 'GB']],
    ['of an area code of the +1 plan that is nobody’s', '+15550100001', ['US'], ['DE', 'GB']],
    ['of the +44 plan, made for plays', '+447700900123', ['GB'], ['US', 'DE']],
    ['of the +7 plan', '+70000000000', ['KZ'], ['US', 'DE']],
  ])('%s, goes where its calling code is that of an allowed country', (_, number, some, others) => {
    expect(isAllowed(number, ...some)).toBe(true);
    expect(isAllowed(number, ...others, ...some)).toBe(true);
    expect(isAllowed(number, ...others)).toBe(false);
  });

  test.each([
    ['+80012345678', '+800'],
    ['+870776123456', '+870'],
    ['+881612345678', '+881'],
    ['+88213300655', '+882'],
    ['+979123456789', '+979'],
  ])('%s is of no country, so that no list allows it', (number, code) => {
    expect(findCountryProblem(number, getCountries())).toBe(
      `No country of ALLOWED_COUNTRIES has numbers that begin with ${code}. Take this one out.`,
    );
  });
});

describe('a country', () => {
  test.each([
    ['US', 'US'],
    [' de ', 'DE'],
    ['XK', 'XK'],
  ])('%j is %s', (text, country) => {
    expect(parseCountry(text)).toBe(country);
  });

  test.each([
    '',
    ' ',
    'UK',
    'EU',
    'USA',
    '001',
    '+1',
    '1',
    'U S',
    'AQ',
    'Germany',
    'constructor',
    '__proto__',
  ])('%j is none', (text) => {
    expect(parseCountry(text)).toBeNull();
  });
});
