/** Whether a callback comes from Sinch: by its signature, or, where that is allowed, by the token of its address. */
import { createHash } from 'node:crypto';
import type { CallbackAuth } from '../contract.ts';
import type { SignatureHeaders, SignaturePolicy, SignatureRefusal } from './signature.ts';
import { isUnsigned, verifySignature } from './signature.ts';
import type { Tokens } from './token.ts';
import { tokenOf } from './token.ts';

export interface AuthenticationPolicy extends SignaturePolicy {
  auth: CallbackAuth;
}

export type Refusal =
  | SignatureRefusal
  /** No signature, and a token that we did not issue. */
  | { ok: false; reason: 'bad_token' }
  /** No signature, and a right token where only signatures count. */
  | { ok: false; reason: 'unsigned' };

type Authentication =
  | { ok: true; by: 'signature'; nonce: string; secretIndex: number }
  /** It may speak of the message with this id, and of no other. */
  | { ok: true; by: 'token'; nonce: string; id: string }
  | Refusal;

/** The same bytes about the same message are the same callback: without a signature nobody made a nonce for them. */
const nonceOf = (id: string, body: Uint8Array): string =>
  `unsigned:${createHash('sha256').update(`${id}.`).update(body).digest('base64url')}`;

/** A token counts for nothing where any signature header is there. `now` is in milliseconds since 1970. */
export function authenticate(
  { headers, body, url }: { headers: SignatureHeaders; body: Uint8Array; url: string },
  policy: AuthenticationPolicy,
  tokens: Pick<Tokens, 'verify'>,
  now: number,
): Authentication {
  if (!isUnsigned(headers)) {
    const verdict = verifySignature(headers, body, policy, now);
    return verdict.ok ? { ...verdict, by: 'signature' } : verdict;
  }
  const token = tokenOf(url);
  if (token === null) return { ok: false, reason: 'missing' };
  const id = tokens.verify(token);
  if (id === null) return { ok: false, reason: 'bad_token' };
  if (policy.auth === 'signature') return { ok: false, reason: 'unsigned' };
  return { ok: true, by: 'token', nonce: nonceOf(id, body), id };
}
