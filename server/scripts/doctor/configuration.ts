/** The variables, and whether what runs was started with them. */
import type { Config, Fault } from '../../src/config.ts';
import { messageOf } from '../../src/thrown.ts';
import type { Env } from '../workspace.ts';
import { ROOT } from '../workspace.ts';
import type { Ask } from './ask.ts';
import { fail, pass, warn, type Finding } from './finding.ts';
import { checkInstallation } from './installation.ts';
import { allowsOrigin, type Listener } from './running-server.ts';

type Found = Finding<'configuration'>;

const MEND =
  'Mend it in .env or in the environment, then restart the server. .env.example explains each variable.';

export const faultFindings = (faults: readonly Fault[]): Found[] =>
  faults.map(({ variable, problem }) => fail('variable', `${variable} ${problem}.`, MEND));

export const unreadableFile = (error: unknown): Found[] => [
  fail(
    'env_file',
    `ENV_FILE ${messageOf(error)}.`,
    'Name a file that exists, or take ENV_FILE out of the environment.',
  ),
];

/** What is set in a way that works, but probably not as it is meant. */
function findOddities(env: Env): Found[] {
  return ['SINCH_WEBHOOK_SECRET', 'SINCH_WEBHOOK_SECRET_PREVIOUS']
    .filter((name) => /^\s|\s$|^(["']).*\1$/.test(env[name] ?? ''))
    .map((name) =>
      warn(
        'doubtful_variable',
        `${name} begins or ends with a blank or a quotation mark, which counts as part of the secret.`,
        'Take it away, unless Sinch has the secret with it too.',
      ),
    );
}

/** `npm run dev` opens a tunnel by itself, and only the server knows its address then. */
const hasOwnTunnel = (env: Env): boolean => Boolean(env.NGROK_AUTHTOKEN) && !env.PUBLIC_URL;

function findDifferences(env: Env, config: Config, listener: Listener): Found[] {
  if (listener.kind !== 'running') return [];
  const { setup } = listener;
  const differing = [
    ...(setup.callbackUrl === config.callbackUrl || hasOwnTunnel(env) ? [] : ['PUBLIC_URL']),
    ...(setup.defaultFrom === config.defaultFrom ? [] : ['SINCH_NUMBER']),
    ...(setup.transport === config.transport.kind ? [] : ['SINCH_CONVERSATION_APP_ID']),
    ...((setup.sinch === 'local') === config.sinch.local ? [] : ['the Sinch URLs']),
  ];
  if (differing.length === 0) return [];
  const says = `The server that runs was started with another configuration: ${differing.join(', ')}.`;
  return [warn('server_differs', says, 'Restart it, then run this again.')];
}

async function findRefusedOrigins(config: Config, listener: Listener, ask: Ask): Promise<Found[]> {
  if (listener.kind !== 'running') return [];
  const { url } = listener;
  const allowed = await Promise.all(config.clientOrigins.map((origin) => allowsOrigin(ask, url, origin)));
  return config.clientOrigins
    .filter((_, index) => !allowed[index])
    .map((origin) =>
      fail(
        'origin_refused',
        `The server that runs does not let the page at ${origin} in: the browser says CORS.`,
        'Restart the server, so that it reads CLIENT_ORIGIN anew.',
      ),
    );
}

interface ConfigurationDeps {
  env: Env;
  config: Config;
  warnings: readonly Fault[];
  listener: Listener;
  ask: Ask;
}

export async function checkConfiguration(deps: ConfigurationDeps): Promise<Found[]> {
  const { env, config, warnings, listener, ask } = deps;
  const findings = [
    ...warnings.map(({ variable, problem }) => warn('doubtful_variable', `${variable} ${problem}.`, null)),
    ...findOddities(env),
    ...checkInstallation(ROOT),
    ...findDifferences(env, config, listener),
    ...(await findRefusedOrigins(config, listener, ask)),
  ];
  return findings.length > 0 ? findings : [pass('good', 'Every variable is readable, and they go together.')];
}
