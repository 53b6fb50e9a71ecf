import { useMemo } from 'react';
import { splitEntries } from './entries.ts';
import { usePhoneLibrary } from './phone-library.ts';
import { useCountry } from './use-country.ts';
import { useRoll } from './use-roll.ts';

export type Recipients = ReturnType<typeof useRecipients>;

/** Whom a text names, and all that it takes to tell. */
export function useRecipients(text: string, allowedCountries: readonly string[] | null) {
  const { library, retry } = usePhoneLibrary();
  const { country, setCountry } = useCountry(allowedCountries);
  const entries = useMemo(() => splitEntries(text), [text]);
  const roll = useRoll(entries, library, country);
  // Until the library has come or failed, nobody knows better than what was typed.
  const isRead = roll !== null && (library !== undefined || entries.length === 0);
  return { entries, roll, isRead, library, retry, country, setCountry, allowedCountries };
}
