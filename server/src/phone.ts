/** Which texts are phone numbers. The page asks while one types and the server before it sends, so both use this one. */
import {
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from 'libphonenumber-js';
import type { CountryCode } from 'libphonenumber-js';

export type PhoneFault = 'no_country' | 'unknown_country' | 'too_short' | 'too_long' | 'not_possible';
export type PhoneReading = { ok: true; number: string } | { ok: false; fault: PhoneFault };

/**
 * A number that a person typed, as E.164. Accepts what is possible, not only what is known to be valid: numbering plans
 * change faster than libraries. `country` (ISO 3166): where a number without a country code is from.
 */
export function readPhone(text: string, country: string | null = null): PhoneReading {
  const international = text.trim().replace(/^00/, '+');
  const home = country !== null && isSupportedCountry(country) ? country : undefined;
  if (home === undefined && !international.startsWith('+')) return { ok: false, fault: 'no_country' };
  return (home && readWithoutPlus(international, home)) ?? readAs(international, home);
}

function readAs(text: string, home: CountryCode | undefined): PhoneReading {
  // Nothing but a number: whatever else stands there would be dropped in silence.
  const options = { extract: false, ...(home !== undefined && { defaultCountry: home }) };
  const phone = parsePhoneNumberFromString(text, options);
  if (phone?.isPossible() && phone.ext === undefined) return { ok: true, number: phone.number };
  return { ok: false, fault: FAULTS[validatePhoneNumberLength(text, options) ?? ''] ?? 'not_possible' };
}

/** With a country code, but without the plus, which spreadsheets take away: unless at home one writes it so. */
function readWithoutPlus(text: string, home: CountryCode): PhoneReading | undefined {
  if (!text.startsWith(getCountryCallingCode(home))) return undefined;
  const atHome = parsePhoneNumberFromString(text, { extract: false, defaultCountry: home });
  if (atHome?.isValid() && digitsOf(atHome.formatNational()) === digitsOf(text)) return undefined;
  const phone = parsePhoneNumberFromString(`+${text}`, { extract: false });
  if (!phone?.isValid() || phone.ext !== undefined) return undefined;
  return { ok: true, number: phone.number };
}

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

/** In the words of the library; it has more of them. */
const FAULTS: Partial<Record<string, PhoneFault>> = {
  TOO_SHORT: 'too_short',
  TOO_LONG: 'too_long',
  INVALID_COUNTRY: 'unknown_country',
};

/** Every country that a number can be from, by its two letters. */
export const phoneCountries = (): { country: string; callingCode: string }[] =>
  getCountries().map((country) => ({ country, callingCode: getCountryCallingCode(country) }));
