/** To which countries one may send. */
import { getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import type { CountryCode } from 'libphonenumber-js';

export type { CountryCode };

/** The country of two letters (ISO 3166), if it has phone numbers of its own. */
export function parseCountry(text: string): CountryCode | null {
  const letters = text.trim().toUpperCase();
  return isSupportedCountry(letters) ? letters : null;
}

const names = new Intl.DisplayNames(['en'], { type: 'region' });

/**
 * Why a number may not be sent to. The country that the library knows it to be of decides. Some cannot be placed: of a
 * plan that countries share an area code that is new or nobody's, and of no country at all satellite phones, freephone
 * numbers and the like. There the calling code must be that of an allowed country. Never repeats the number.
 */
export function findCountryProblem(number: string, allowed: readonly CountryCode[]): string | null {
  const phone = parsePhoneNumberFromString(number);
  if (phone?.country !== undefined) {
    const { country } = phone;
    if (allowed.includes(country)) return null;
    return `This number belongs to ${names.of(country)} (${country}), to which this server does not send. Take it out, or add ${country} to ALLOWED_COUNTRIES.`;
  }
  const code = phone?.countryCallingCode;
  if (allowed.some((country) => getCountryCallingCode(country) === code)) return null;
  return `No country of ALLOWED_COUNTRIES has numbers that begin with +${code}. Take this one out.`;
}
