import { ulid } from 'ulid';
import type { Batch, Recipient } from './batch.ts';
import type { SendRequest } from './send-request.ts';
import { Refusal } from './refusal.ts';

/** `expire_at`: the default and the most (docs/sinch.md, "Sending"). */
const THREE_DAYS = 3 * 24 * 60 * 60 * 1000;

export interface Acceptance {
  readonly account: string;
  readonly now: number;
  readonly silent: boolean;
  readonly defaultCallbackUrl?: string | undefined;
  readonly random?: (() => number) | undefined;
}

/** Makes the batch that a valid request asks for, or refuses what only the whole request can tell. */
export function acceptBatch(request: SendRequest, acceptance: Acceptance): Batch {
  const { account, now, silent } = acceptance;
  const url = request.callback_url ?? acceptance.defaultCallbackUrl;
  if (request.delivery_report !== 'none' && url === undefined) {
    throw new Refusal(
      403,
      'missing_callback_url',
      'A delivery report was requested, but no callback URL is set.',
    );
  }
  const sendAt = request.send_at === undefined ? now : Date.parse(request.send_at);
  return {
    id: ulid(now, acceptance.random),
    account,
    request,
    recipients: new Map(request.to.map((number): [string, Recipient] => [number, { number, state: null }])),
    createdAt: now,
    modifiedAt: now,
    sendAt,
    expireAt: expiry(request, Math.max(sendAt, now)),
    silent,
    canceled: false,
  };
}

function expiry({ expire_at }: SendRequest, start: number): number {
  const latest = start + THREE_DAYS;
  if (expire_at === undefined) return latest;
  const at = Date.parse(expire_at);
  if (at <= start || at > latest) {
    throw new Refusal(
      400,
      'syntax_constraint_violation',
      'expire_at: must be after send_at, by at most three days',
    );
  }
  return at;
}
