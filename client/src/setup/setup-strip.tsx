import type { Setup, Transport } from '@sinch-callback-app/server/contract';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconFlask from '@tabler/icons-react/dist/esm/icons/IconFlask.mjs';
import IconInfoCircle from '@tabler/icons-react/dist/esm/icons/IconInfoCircle.mjs';
import IconWorld from '@tabler/icons-react/dist/esm/icons/IconWorld.mjs';
import { Strip } from './strip.tsx';

const API_NAMES: Readonly<Record<Transport, string>> = {
  sms: 'Sinch’s SMS API',
  conversation: 'Sinch’s Conversation API',
};

/** What the reader must know of this server before sending anything. */
export function SetupStrip({ setup }: { setup: Setup }) {
  const api = API_NAMES[setup.transport];
  if (setup.sinch === 'local') {
    return (
      <Strip Icon={IconFlask}>
        <strong>You are talking to the emulator on this machine:</strong> nothing is really sent. It plays{' '}
        {api}.
      </Strip>
    );
  }
  if (setup.callbackUrl !== null) {
    return <Strip Icon={IconInfoCircle}>Messages are really sent, through {api}.</Strip>;
  }
  return (
    <Strip Icon={IconAlertTriangle} tone="warning">
      <strong>Callbacks cannot reach this server:</strong> messages are really sent, through {api}, but their
      status stays Queued. Set <code>PUBLIC_URL</code> to the address under which Sinch reaches it (a tunnel
      will do), then restart it.
    </Strip>
  );
}

/** With the real Sinch and no list of countries, whoever gets in chooses the dearest. */
export function CountriesStrip({ setup }: { setup: Setup }) {
  if (setup.sinch === 'local' || setup.allowedCountries !== null) return null;
  return (
    <Strip Icon={IconWorld} tone="warning">
      <strong>Every country may be sent to,</strong> the dearest too, at your cost. Set{' '}
      <code>ALLOWED_COUNTRIES</code> to those that you send to, such as <code>US,GB,DE</code>, then restart
      the server.
    </Strip>
  );
}
