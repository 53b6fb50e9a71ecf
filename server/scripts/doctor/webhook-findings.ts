/** What can be wrong on the way to this server. */
import { WEBHOOK_PATH } from '../../src/config.ts';
import { describeSilence, type Silence } from './ask.ts';
import { fail } from './finding.ts';

export const portTaken = (port: number) =>
  fail(
    'port_taken',
    `Another program, or another version of this one, listens on port ${port}, where PORT says that this server does: it would get the callbacks.`,
    `Stop it (lsof -i :${port} names it), or set another PORT and let the tunnel lead there.`,
  );

export const notReady = (phase: string) =>
  fail(
    'server_not_ready',
    `The server runs, but is not ready for callbacks (${phase.slice(0, 40)}). Sinch repeats them meanwhile.`,
    'If it stays so, look at its log, and at the database below.',
  );

export const otherTokens = () =>
  fail(
    'other_tokens',
    'The server that runs does not know the first of ACCESS_TOKENS, so nothing can be asked of it: it was started with others.',
    'Restart it, then run this again.',
  );

const SILENCE_REMEDIES: Record<Silence['why'], string> = {
  dns: 'Check PUBLIC_URL for typing errors. A tunnel that was restarted may have a new name.',
  tls: 'Check the certificate of that address. A tunnel brings its own: PUBLIC_URL must then be its https address, to the letter.',
  unreachable: 'Check the network of this machine.',
  refused: 'Start the tunnel or the proxy that listens there, or mend PUBLIC_URL.',
  timeout: 'Look for a firewall in between, and at the tunnel or proxy there.',
  broken: 'Look at the tunnel or proxy there.',
};

export const judgeSilence = (url: string, silence: Silence) =>
  fail(
    silence.why,
    `PUBLIC_URL does not answer. ${describeSilence(url, silence)}.`,
    SILENCE_REMEDIES[silence.why],
  );

export const wrongPath = (path: string) =>
  fail(
    'path',
    `PUBLIC_URL leads to this program, but callbacks arrive at another path${path}.`,
    `They must arrive at ${WEBHOOK_PATH}. PUBLIC_URL must not contain it; a proxy must strip from the path what it added.`,
  );

export const otherServer = () =>
  fail(
    'other_server',
    'PUBLIC_URL leads to another server of this program, not to the one here.',
    'Check PUBLIC_URL and where the tunnel leads. If that server shares the database of this one, run this there.',
  );

export const bodyChanged = () =>
  fail(
    'body_changed',
    'Callbacks arrive with another body than was sent, so no signature can be right.',
    'Look for a proxy, a firewall or a parser in between that reads JSON and writes it anew. The bytes must pass unchanged.',
  );

export const headersChanged = (which: string) =>
  fail(
    'headers_changed',
    `Headers of the signature are lost or changed on the way${which}.`,
    'Let the proxy in between pass every header that begins with x-sinch-webhook-signature.',
  );
