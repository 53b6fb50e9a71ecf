/** What a kept callback proves of who sent it, by the secrets of today. */
import type { Arrived } from './arrived.ts';
import { diagnose } from './diagnosis.ts';
import type { Finding } from '../contract.ts';
import { isUnsigned, judgeTime, verifySignature } from './signature.ts';
import type { SignaturePolicy } from './signature.ts';

/** Which of the secrets it is rightly signed with, whatever its time; -1: with none. */
export const findSecret = ({ headers, body, receivedAt }: Arrived, policy: SignaturePolicy): number =>
  policy.secrets.findIndex((secret) => {
    const verdict = verifySignature(headers, body, { ...policy, secrets: [secret] }, receivedAt);
    return verdict.ok || verdict.reason === 'time';
  });

/** The likely mistake behind a signature that was refused; null where there was none, or where nothing tells any more. */
export function findCause(arrived: Arrived, policy: SignaturePolicy): Finding | null {
  const { verdict, headers, body, whole, receivedAt } = arrived;
  if (isUnsigned(headers)) return null;
  const { secrets } = policy;
  if (verdict === 'missing') return diagnose({ ok: false, reason: verdict }, headers, body, secrets);
  if (verdict === 'time') {
    const { skewSeconds } = judgeTime(headers.timestamp ?? '', policy, receivedAt);
    return diagnose({ ok: false, reason: verdict, skewSeconds }, headers, body, secrets);
  }
  if (verdict !== 'mismatch' && verdict !== 'malformed' && verdict !== 'algorithm') return null;
  // Right by now: what was wrong has been mended since.
  if (!whole || findSecret(arrived, policy) !== -1) return null;
  return diagnose({ ok: false, reason: verdict }, headers, body, secrets);
}
