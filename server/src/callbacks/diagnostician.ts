import { MINUTE } from '../durations.ts';
import { diagnose } from './diagnosis.ts';
import type { Finding } from '../contract.ts';
import type { SignatureHeaders, SignatureRefusal } from './signature.ts';

/** Whoever sends forgeries decides how many there are, but not how much we work for them. */
const MOST_A_MINUTE = 5;
const MAX_BODY_BYTES = 64 * 1024;

/** Null where it was not looked into. `at` is in milliseconds since 1970. */
type Diagnostician = (
  refusal: SignatureRefusal,
  headers: SignatureHeaders,
  body: Buffer,
  at: number,
) => Finding | null;

export function createDiagnostician(secrets: readonly string[]): Diagnostician {
  let begun = -Infinity;
  let done = 0;
  const mayTry = (at: number): boolean => {
    // A clock that was set back begins anew, too.
    if (Math.abs(at - begun) >= MINUTE) {
      begun = at;
      done = 0;
    }
    done += 1;
    return done <= MOST_A_MINUTE;
  };
  return (refusal, headers, body, at) => {
    const isPlain = refusal.reason === 'time' || refusal.reason === 'missing';
    if (!isPlain && (body.length > MAX_BODY_BYTES || !mayTry(at))) return null;
    return diagnose(refusal, headers, body, secrets);
  };
}
