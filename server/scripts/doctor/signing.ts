/** Whether this account signs its callbacks, and with which secret. Pure. */
import { inWords } from '../../src/callbacks/clock-finding.ts';
import type { Config } from '../../src/config.ts';
import type { CallbackHealth } from '../../src/contract.ts';

import { jsonOf } from './ask.ts';
import { appSchema } from './conversation-app.ts';
import { fail, pass, skipped, warn, type Finding } from './finding.ts';
import type { Interview } from './interview.ts';
import type { TakenCallbacks } from './peek.ts';

type Found = Finding<'signing'>;

export interface Evidence {
  /** From before this doctor posted anything. */
  health: CallbackHealth | null;
  /** When the running server last took a report that came by callback. */
  reportedAt: number | null;
  taken: TakenCallbacks;
}

const agoOf = (milliseconds: number): string =>
  milliseconds < 1000 ? 'just now' : `${inWords(milliseconds / 1000)} ago`;
const instantOf = (text: string | null | undefined): number | null => (text ? Date.parse(text) : null);
const latest = (...instants: (number | null)[]): number =>
  Math.max(...instants.map((one) => one ?? -Infinity));

/** What the server took without a signature is told of apart; all else was signed. */
function signedAtBy({ health, reportedAt, taken }: Evidence, { webhook }: Config): number {
  const since = instantOf(health?.since) ?? Infinity;
  const allSigned =
    webhook.auth === 'signature' || (health?.unsignedAt === null && (reportedAt ?? 0) >= since);
  return latest(taken.signedAt, allSigned ? reportedAt : null);
}

const SMS_REMEDY =
  'Ask your Sinch account manager to enable HMAC signatures for your service plan, with SINCH_WEBHOOK_SECRET as the secret.';
const APP_REMEDY =
  'Set callback_settings.secret_for_overridden_callback_urls of the Conversation app to SINCH_WEBHOOK_SECRET.';
const TOKEN_REMEDY = 'Until then, or instead, set SINCH_CALLBACK_AUTH=signature-or-token.';

export const remedyOf = ({ transport }: Config): string =>
  `${transport.kind === 'sms' ? SMS_REMEDY : APP_REMEDY} ${TOKEN_REMEDY}`;

const unsigned = (config: Config, ago: string): Found =>
  config.webhook.auth === 'signature'
    ? fail(
        'unsigned',
        `This account does not sign its callbacks: the last unsigned one came ${ago}, and was refused.`,
        remedyOf(config),
      )
    : pass(
        'unsigned_but_trusted',
        `This account does not sign its callbacks. They are believed by the token in their address; the last came ${ago}.`,
      );

/** Which of the two secrets signed. */
function signed(health: CallbackHealth | null, signedAt: number, ago: string): Found {
  const previous = health?.secrets.find(({ name }) => name === 'previous');
  const byPrevious = (instantOf(previous?.lastMatchedAt) ?? -Infinity) >= signedAt;
  if (!byPrevious) return pass('signed', `Sinch signs its callbacks; the last came ${ago}.`);
  return warn(
    'previous_secret',
    `Sinch signs its callbacks, but still with SINCH_WEBHOOK_SECRET_PREVIOUS; the last came ${ago}.`,
    'Keep that variable until Sinch has the new secret.',
  );
}

const notKnown = ({ callbackUrl, transport }: Config): Found => {
  const secret =
    transport.kind === 'sms'
      ? 'SMS callbacks are unsigned until Sinch enables signatures for an account.'
      : `They are signed with ${callbackUrl === null ? 'the secret of the webhook of the app' : 'the secret_for_overridden_callback_urls of the app'}, and unsigned where it has none.`;
  return skipped(
    'not_known_yet',
    `No callback of Sinch's is known here yet. ${secret}`,
    'Send one message, then run this again; or run this with --send-to and your own number, which sends one SMS and costs what it costs.',
  );
};

/** Compared with ours, and never shown. */
function judgeAppSecret(config: Config, { call }: Interview): Found[] {
  const app = config.transport.kind === 'conversation' ? jsonOf(call, appSchema) : null;
  if (app === null || config.callbackUrl === null) return [];
  const secret = app.callback_settings.secret_for_overridden_callback_urls;
  const name = 'secret_for_overridden_callback_urls';
  if (secret === undefined || secret === '') {
    return [
      warn(
        'app_secret_missing',
        `Sinch shows no ${name} for the Conversation app. Without it, callbacks are unsigned.`,
        remedyOf(config),
      ),
    ];
  }
  const [current, previous] = config.webhook.secrets;
  if (secret === current)
    return [pass('app_secret', `The Conversation app signs with SINCH_WEBHOOK_SECRET (its ${name}).`)];
  if (secret === previous) {
    const says = `The Conversation app still signs with SINCH_WEBHOOK_SECRET_PREVIOUS (its ${name}).`;
    return [warn('previous_secret', says, APP_REMEDY)];
  }
  // Whether Sinch shows a secret as it is, is not documented.
  const masked = /^(.)\1*$/.test(secret);
  return masked
    ? []
    : [
        fail(
          'app_secret_differs',
          `The Conversation app signs with another secret than SINCH_WEBHOOK_SECRET (its ${name}).`,
          `${APP_REMEDY} Or set SINCH_WEBHOOK_SECRET to what it has.`,
        ),
      ];
}

/** The newest statement counts. */
export function judgeSigning(config: Config, interview: Interview, evidence: Evidence, now: number): Found[] {
  const { health, taken } = evidence;
  const signedAt = signedAtBy(evidence, config);
  const unsignedAt = latest(instantOf(health?.unsignedAt), taken.unsignedAt);
  const failedAt = latest(instantOf(health?.diagnosis?.at));
  const newest = latest(signedAt, unsignedAt, failedAt);
  if (newest === -Infinity) return [...judgeAppSecret(config, interview), notKnown(config)];
  const ago = agoOf(now - newest);
  if (newest === failedAt) {
    const says = `The signature of a callback failed ${ago}: ${health?.diagnosis?.detail ?? ''}`;
    return [fail('signature_fails', says, 'Mend that, then send a message.')];
  }
  return [newest === unsignedAt ? unsigned(config, ago) : signed(health, signedAt, ago)];
}
