import type { Credentials } from './credentials.ts';
import { judgeBearer } from './credentials.ts';
import { Refusal } from './refusal.ts';

/** What kind of account Sinch is to play (docs/sinch.md, "Accounts and hosts"). */
export interface Account {
  readonly credentials: Credentials;
  /** The Conversation app of the project; without one every app is unknown. */
  readonly conversationAppId?: string | undefined;
  /** Callbacks have no signature headers, as long as nobody has had them enabled. */
  readonly unsigned?: boolean | undefined;
  /** Made after 15 April 2026: the SMS API refuses its key, the Conversation API does not. */
  readonly projectTooNew?: boolean | undefined;
  readonly blocked?: boolean | undefined;
  /** The account is in another region than the one that was asked. */
  readonly wrongRegion?: boolean | undefined;
  /** The app has no SMS channel: its sends are accepted, and then fail. */
  readonly channelMissing?: boolean | undefined;
  /** Test mode: it sends to these alone, written without `+`. */
  readonly verifiedNumbers?: ReadonlySet<string> | undefined;
}

export type Api = 'sms' | 'conversation';

/** Who asks, as the path and the Authorization header have it. */
export interface Caller {
  readonly account: string;
  readonly authorization: string;
}

/** Sinch's SDK asks for a new token when a 401 carries this `www-authenticate`. */
export const TOKEN_EXPIRED = 'Bearer error="invalid_token", error_description="expired"';

export class ExpiredToken extends Refusal {}

/** Lets the caller in, or refuses as Sinch would refuse such an account. */
export function admit(account: Account, api: Api, caller: Caller, now: number): void {
  const { project, plan } = account.credentials;
  const token = /^Bearer (.+)$/i.exec(caller.authorization)?.[1] ?? '';
  const known = api === 'sms' ? { project, plan } : { project };
  const verdict = judgeBearer(known, caller.account, token, now);
  if (verdict === 'expired') throw new ExpiredToken(401);
  if (verdict === 'bad') throw new Refusal(401);
  if (api === 'sms' && account.wrongRegion) throw new Refusal(401);
  if (api === 'sms' && account.projectTooNew && caller.account === project?.projectId) throw new Refusal(401);
  if (api === 'conversation' && account.wrongRegion) throw new Refusal(404, null, 'Not found.');
  if (account.blocked) throw new Refusal(403, 'blocked_account', 'The account is blocked.');
}

/** Sinch documents the mode, but neither the status nor the code of this answer. */
export function admitRecipients({ verifiedNumbers }: Account, numbers: readonly string[]): void {
  if (numbers.every((number) => verifiedNumbers?.has(number) ?? true)) return;
  throw new Refusal(403, 'unverified_number', 'In test mode only verified numbers can be written to.');
}
