import { useLocalStorage } from '@mantine/hooks';

const NONE = '';

/** The region that the browser's language names, if it does. */
export function regionOf(language: string): string {
  try {
    return new Intl.Locale(language).region ?? NONE;
  } catch {
    return NONE;
  }
}

/** Where numbers without a country code are from, by its two letters; remembered for the next time. Null: from nowhere. */
export function useCountry(allowed: readonly string[] | null) {
  const [country, setCountry] = useLocalStorage({
    key: 'sinch-callback-app-country',
    defaultValue: regionOf(navigator.language),
    getInitialValueInEffect: false,
    serialize: (value) => value,
    deserialize: (value) => value ?? NONE,
  });
  const isUsable = /^[A-Z]{2}$/.test(country) && (allowed === null || allowed.includes(country));
  return {
    country: isUsable ? country : null,
    setCountry: (next: string | null) => setCountry(next ?? NONE),
  };
}
