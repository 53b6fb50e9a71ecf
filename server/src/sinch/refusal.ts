/**
 * What Sinch says against a send, in words that a person can act on (docs/sinch.md, "Errors of a send" and "The
 * Conversation API").
 */
import { z } from 'zod';
import type { Refusal, RefusalCode } from '../contract.ts';

export interface SinchAnswer {
  status: number;
  /** As the SDK keeps it: a JSON text, `{}` where the body was none. */
  body: string;
}

const SENTENCES: Record<RefusalCode, string> = {
  invalid_content:
    'Sinch refused the message as it stands. Check the recipients, the sender and the text, then send it again.',
  missing_callback_url:
    'Sinch has no address to report to. Set PUBLIC_URL to where Sinch reaches this server, or a callback URL in the Sinch dashboard, then send it again.',
  blocked_account:
    'Sinch does not let this account send: it is blocked, out of credit, or not allowed to use this API. Top it up, check its access key in the Sinch dashboard or ask Sinch support, then send it again.',
  illegal_number:
    'Sinch cannot send to a number of this kind. Take it out of the recipients, then send it again.',
  unknown_group: 'Sinch does not know a group among the recipients. Send to phone numbers instead.',
  unknown_campaign:
    'Sinch does not know the campaign of this sender. Register the number for a campaign in the Sinch dashboard, then send it again.',
  test_mode:
    'This Sinch account is in test mode and sends to verified numbers only. Verify the number in the Sinch dashboard, or upgrade the account.',
  wrong_credentials:
    'Sinch did not accept the credentials of this server. Check them and SINCH_REGION against the Sinch dashboard, then restart the server.',
  project_not_allowed:
    'Sinch knows this access key, but does not let its project use this API. Projects made after 15 April 2026 need the Conversation API (SINCH_CONVERSATION_APP_ID) or a service plan (SINCH_SERVICE_PLAN_ID, SINCH_API_TOKEN). If that is not it, check SINCH_PROJECT_ID and SINCH_REGION, then restart the server.',
  wrong_configuration:
    'Sinch does not know the address that this server calls. Check SINCH_REGION and the id of the project, the service plan or the Conversation app, then restart the server.',
  sinch_busy: 'Sinch is busy and took nothing. Wait a moment, then send it again.',
  never_arrived:
    'Sinch never got this message: the connection broke before it arrived. Nothing was sent. Send it again if it is still wanted.',
  unreachable: 'Sinch could not be reached, so nothing was sent. Check the network, then send it again.',
};

export const refusal = (code: RefusalCode): Refusal => ({ code, detail: SENTENCES[code] });

/** Sinch's error bodies have two shapes: `{code, text}` and `{error: {status, message}}`. */
const errorBody = z.union([
  z.object({ code: z.coerce.string(), text: z.string().catch('') }),
  z
    .object({ error: z.object({ status: z.string().catch(''), message: z.string().catch('') }) })
    .transform(({ error }) => ({ code: error.status, text: error.message })),
]);

const CODES: Record<string, RefusalCode> = {
  missing_callback_url: 'missing_callback_url',
  blocked_account: 'blocked_account',
  illegal_number_type: 'illegal_number',
  llegal_number_type: 'illegal_number',
  unknown_group: 'unknown_group',
  unknown_campaign: 'unknown_campaign',
};

/** What it says is wrong, as far as it can be read. */
export function parseErrorBody(body: string): { code: string; text: string } {
  const nothing = { code: '', text: '' };
  try {
    return errorBody.catch(nothing).parse(JSON.parse(body));
  } catch {
    return nothing;
  }
}

/** Sinch's own word for what is wrong; empty where it says none. */
export const errorCodeOf = (answer: SinchAnswer): string => parseErrorBody(answer.body).code;

function contentRefusal(body: string): RefusalCode {
  const { code, text } = parseErrorBody(body);
  if (Object.hasOwn(CODES, code)) return CODES[code]!;
  // Which code a test account answers with is not documented; its text names verified numbers.
  return /\b(test mode|verified)\b/i.test(text) ? 'test_mode' : 'invalid_content';
}

/** The refusal that an answer of the SMS API means; null where the answer says nothing about the sending. */
export function refusalOfSend(answer: SinchAnswer, byProjectKey: boolean): Refusal | null {
  switch (answer.status) {
    case 400:
    case 403:
      return refusal(contentRefusal(answer.body));
    case 401:
      // With a project key the token call has succeeded by now, so the key itself is good.
      return refusal(byProjectKey ? 'project_not_allowed' : 'wrong_credentials');
    case 408:
      return null;
    case 429:
      return refusal('sinch_busy');
    default:
      return answer.status >= 400 && answer.status < 500 ? refusal('wrong_configuration') : null;
  }
}

/** The same for the Conversation API, where 403 is about the account and not about a message. */
export function refusalOfMessage(answer: SinchAnswer): Refusal | null {
  if (answer.status !== 403) return refusalOfSend(answer, true);
  const code = contentRefusal(answer.body);
  return refusal(code === 'invalid_content' ? 'blocked_account' : code);
}

/** Sinch's word for why one recipient was refused, such as `INVALID_ARGUMENT`. */
export function reasonOf(answer: SinchAnswer): string {
  const word = errorCodeOf(answer);
  return /^[A-Z_]{1,64}$/.test(word) ? word : `HTTP_${answer.status}`;
}

/** The refusal that a failed token call means. Nothing was sent, whatever it answered. */
export function refusalOfToken(status: number): Refusal {
  if (status === 429) return refusal('sinch_busy');
  const isOurFault = status >= 400 && status < 500 && status !== 408;
  return refusal(isOurFault ? 'wrong_credentials' : 'unreachable');
}
