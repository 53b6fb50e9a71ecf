/** Whether Sinch knows the key or the token. Pure. */
import type { Config } from '../../src/config.ts';
import { describeSilence, jsonOf, statusOf, type Reply } from './ask.ts';
import { fail, pass, skipped, warn, type Finding } from './finding.ts';
import { tokenSchema, type Interview } from './interview.ts';

type Found = Finding<'credentials'>;

const NETWORK = 'Check the network of this machine, its firewall and its proxy.';
const EMULATOR = 'Start the emulator: npm run dev';
const PLAN_REMEDY =
  'Copy SINCH_SERVICE_PLAN_ID and SINCH_API_TOKEN again from the Sinch dashboard (SMS, Service APIs). A token that was replaced there is void at once.';

export const unreachable = (url: string, reply: Reply & { kind: 'silence' }, { sinch }: Config) =>
  fail(
    'unreachable',
    `Sinch cannot be reached. ${describeSilence(url, reply)}.`,
    sinch.local && reply.why === 'refused' ? EMULATOR : NETWORK,
  );

export const busy = (status: number) =>
  warn('busy', `Sinch is busy or unwell now (HTTP ${status}).`, 'Run this again in a minute.');

export const notSinch = (url: string, status: number) =>
  fail(
    'not_sinch',
    `What answers at ${new URL(url).host} does not answer as Sinch does (HTTP ${status}).`,
    'Remove SINCH_AUTH_URL, SINCH_SMS_URL and SINCH_CONVERSATION_URL to talk to the real Sinch, or mend them. A proxy that answers in its place may be the cause too.',
  );

const isBusy = (status: number): boolean => status === 429 || status >= 500;

function judgeProjectKey(config: Config, { hosts, token }: Interview): Found {
  if (token?.kind === 'silence') return unreachable(hosts.auth, token, config);
  const status = statusOf(token) ?? 0;
  if (isBusy(status)) return busy(status);
  if ([400, 401, 403].includes(status)) {
    return fail(
      'wrong_key',
      `Sinch does not know this access key (HTTP ${status}): SINCH_KEY_ID or SINCH_KEY_SECRET is wrong, or the key was deleted.`,
      'Make an access key in the Sinch dashboard (Settings, Access keys) and copy its id and its secret. The secret is shown only once.',
    );
  }
  if (jsonOf(token, tokenSchema) === null) return notSinch(hosts.auth, status);
  return pass('good', 'Sinch gives a token for this access key.');
}

/** A plan's token is tried where it is used. */
function judgePlanToken(config: Config, { hosts, call, elsewhere }: Interview): Found {
  const url = hosts.sms[config.region] ?? '';
  if (call === null) return skipped('not_checked', 'There was no call to try the token with.');
  if (call.kind === 'silence') return unreachable(url, call, config);
  if (isBusy(call.status)) return busy(call.status);
  if (call.status !== 401 || elsewhere.some(({ reply }) => statusOf(reply) === 200)) {
    return pass('good', 'Sinch takes this API token.');
  }
  if (elsewhere.length > 0) {
    const says = 'Sinch does not take this API token for this service plan in any region (HTTP 401).';
    return fail('wrong_token', says, PLAN_REMEDY);
  }
  return fail(
    'wrong_token_or_region',
    `Sinch does not take this API token for this service plan in the region ${config.region} (HTTP 401).`,
    `${PLAN_REMEDY} If both are right, the plan is of another region: look there which, and set SINCH_REGION.`,
  );
}

export const judgeCredentials = (config: Config, interview: Interview): Found[] => [
  config.credentials.kind === 'project'
    ? judgeProjectKey(config, interview)
    : judgePlanToken(config, interview),
];
