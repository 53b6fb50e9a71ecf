import type { Setup } from '@sinch-callback-app/server/contract';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconFlask from '@tabler/icons-react/dist/esm/icons/IconFlask.mjs';
import classes from './setup-strip.module.css';

/** What the reader must know of this server before sending anything. */
export function SetupStrip({ setup }: { setup: Setup }) {
  if (setup.sinch === 'local') {
    return (
      <section aria-label="This server" className={classes.strip}>
        <IconFlask size={16} aria-hidden className={classes.icon} />
        <span>
          <strong>You are talking to the emulator on this machine:</strong> nothing is really sent.
        </span>
      </section>
    );
  }
  if (setup.callbackUrl !== null) return null;
  return (
    <section aria-label="This server" className={classes.strip} data-tone="warning">
      <IconAlertTriangle size={16} aria-hidden className={classes.icon} />
      <span>
        <strong>Callbacks cannot reach this server:</strong> messages are really sent, but their status stays
        Queued. Set <code>PUBLIC_URL</code> to the address under which Sinch reaches it (a tunnel will do),
        then restart it.
      </span>
    </section>
  );
}
