import type { Setup } from '@sinch-callback-app/server/contract';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconFlask from '@tabler/icons-react/dist/esm/icons/IconFlask.mjs';
import IconInfoCircle from '@tabler/icons-react/dist/esm/icons/IconInfoCircle.mjs';
import IconWorld from '@tabler/icons-react/dist/esm/icons/IconWorld.mjs';
import { API_NAMES, emulator, EVERY_COUNTRY, noCallbacks, reallySent } from '../texts/setup.tsx';
import { Strip } from './strip.tsx';

/** What the reader must know of this server before sending anything. */
export function SetupStrip({ setup }: { setup: Setup }) {
  const api = API_NAMES[setup.transport];
  if (setup.sinch === 'local') return <Strip Icon={IconFlask}>{emulator(api)}</Strip>;
  if (setup.callbackUrl !== null) return <Strip Icon={IconInfoCircle}>{reallySent(api)}</Strip>;
  return (
    <Strip Icon={IconAlertTriangle} tone="warning">
      {noCallbacks(api)}
    </Strip>
  );
}

/** With the real Sinch and no list of countries, whoever gets in chooses the dearest. */
export function CountriesStrip({ setup }: { setup: Setup }) {
  if (setup.sinch === 'local' || setup.allowedCountries !== null) return null;
  return (
    <Strip Icon={IconWorld} tone="warning">
      {EVERY_COUNTRY}
    </Strip>
  );
}
