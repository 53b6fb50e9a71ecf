import { NativeSelect } from '@mantine/core';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import { useMemo } from 'react';
import { countryText, RECIPIENTS } from '../../texts/send.ts';
import type { PhoneLibrary } from './phone-library.ts';
import classes from './recipients.module.css';

interface Props {
  library: PhoneLibrary | null | undefined;
  allowedCountries: readonly string[] | null;
  country: string | null;
  setCountry: (country: string | null) => void;
  disabled: boolean;
}

/** Lets numbers be understood as one writes them at home. */
export function CountrySelect({ library, allowedCountries, country, setCountry, disabled }: Props) {
  const countries = useMemo(() => countriesOf(library, allowedCountries), [library, allowedCountries]);
  return (
    <NativeSelect
      label={RECIPIENTS.country}
      name="country"
      size="xs"
      classNames={{ root: classes.country, label: classes.countryLabel }}
      rightSection={<IconChevronDown size={14} aria-hidden />}
      disabled={disabled || countries.length === 0}
      data={[{ value: '', label: RECIPIENTS.noCountry }, ...countries]}
      value={country ?? ''}
      onChange={(event) => setCountry(event.currentTarget.value || null)}
    />
  );
}

function countriesOf(library: PhoneLibrary | null | undefined, allowed: readonly string[] | null) {
  const names = new Intl.DisplayNames('en', { type: 'region' });
  return (library?.phoneCountries() ?? [])
    .filter(({ country }) => allowed === null || allowed.includes(country))
    .map(({ country, callingCode }) => ({
      value: country,
      label: countryText(names.of(country) ?? country, callingCode),
    }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'en'));
}
