/** What the page says of this server, above all else. */
import type { Transport } from '@sinch-callback-app/server/contract';

export const API_NAMES: Readonly<Record<Transport, string>> = {
  sms: 'Sinch’s SMS API',
  conversation: 'Sinch’s Conversation API',
};

export const SETUP = {
  server: 'This server',
  putAway: 'Put this notice away',
  seeRejected: 'See the rejected callbacks',
  unsigned: 'Your account does not sign its callbacks, so what they report is being refused.',
  untilThen:
    'Until then, set SINCH_CALLBACK_AUTH=signature-or-token and restart the server: it then believes a callback ' +
    'that comes to the secret address of its message.',
  byToken: 'Your account does not sign its callbacks; they count by a secret in their address.',
  saferSigned: 'Signatures are safer: they vouch for what a callback says, too.',
  refused: 'A signed callback was refused',
  twoSecrets: 'Two webhook secrets are in force.',
  newLastMatched: 'The new one last matched',
  previousLastMatched: 'the previous one',
  notOnce: 'not once since the server was started',
} as const;

/** What to do with the secrets, by how far Sinch is. */
export const ROTATION = {
  notBegun: 'Keep both: nothing has been signed with the new one yet.',
  stillPrevious: 'Keep both: Sinch still signs with the previous one.',
  over: 'Sinch has changed over: remove SINCH_WEBHOOK_SECRET_PREVIOUS and restart the server.',
  lateOnes:
    'Keep both until the previous one has matched nothing for two days: late callbacks may still bear it.',
} as const;

/** What to ask for, and of whom. */
export const SIGNING_ADVICE: Readonly<Record<Transport, string>> = {
  sms: 'Ask your account manager at Sinch to turn on signed callbacks (HMAC) for your service plan, with the secret that SINCH_WEBHOOK_SECRET has here.',
  conversation:
    'Give your Conversation app a secret for overridden callback URLs, the one that SINCH_WEBHOOK_SECRET has here.',
};

export const emulator = (api: string) => (
  <>
    <strong>You are talking to the emulator on this machine:</strong> nothing is really sent. It plays {api}.
  </>
);

export const reallySent = (api: string): string => `Messages are really sent, through ${api}.`;

export const noCallbacks = (api: string) => (
  <>
    <strong>Callbacks cannot reach this server:</strong> messages are really sent, through {api}, but their
    status stays Queued. Set <code>PUBLIC_URL</code> to the address under which Sinch reaches it (a tunnel
    will do), then restart it.
  </>
);

export const EVERY_COUNTRY = (
  <>
    <strong>Every country may be sent to,</strong> the dearest too, at your cost. Set{' '}
    <code>ALLOWED_COUNTRIES</code> to those that you send to, such as <code>US,GB,DE</code>, then restart the
    server.
  </>
);
