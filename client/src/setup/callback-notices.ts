import type { CallbackHealth, Diagnosis } from '@sinch-callback-app/server/contract';
import { ROTATION } from '../texts/setup.tsx';

/** `loud`: statuses are being lost. */
type Unsigned = 'loud' | 'quiet';

/** Null: nothing came unsigned, or the account has begun to sign since. */
export function unsignedNotice({ unsignedAt, auth, secrets }: CallbackHealth): Unsigned | null {
  if (unsignedAt === null) return null;
  const signedSince = secrets.some(({ lastMatchedAt }) => instant(lastMatchedAt) > instant(unsignedAt));
  if (signedSince) return null;
  return auth === 'signature' ? 'loud' : 'quiet';
}

const DIAGNOSIS_KEPT = 60 * 60_000;

/** The last diagnosis while it is fresh, unless the reader put away this one. */
export function freshDiagnosis(
  { diagnosis }: CallbackHealth,
  dismissed: string,
  now: number,
): Diagnosis | null {
  if (diagnosis === null || now - instant(diagnosis.at) >= DIAGNOSIS_KEPT) return null;
  return instant(diagnosis.at) > instant(dismissed) ? diagnosis : null;
}

/** As long as Sinch may repeat a callback, perhaps with the signature that it first had (docs/sinch.md, "Retries"). */
const ON_ITS_WAY = 48 * 60 * 60_000;

interface Rotation {
  /** When each secret last matched; null: never since the server was started. */
  current: string | null;
  previous: string | null;
  advice: string;
}

/** Null: there is one secret only. */
export function rotationOf({ secrets, since }: CallbackHealth, now: number): Rotation | null {
  const [current, previous] = (['current', 'previous'] as const).map((name) =>
    secrets.find((secret) => secret.name === name),
  );
  if (current === undefined || previous === undefined) return null;
  const [matched, matchedBefore] = [current.lastMatchedAt, previous.lastMatchedAt];
  const isLeft = now - instant(matchedBefore ?? since) >= ON_ITS_WAY;
  return { current: matched, previous: matchedBefore, advice: adviceOf(matched, matchedBefore, isLeft) };
}

function adviceOf(current: string | null, previous: string | null, isLeft: boolean): string {
  if (current === null) return ROTATION.notBegun;
  if (instant(previous) > instant(current)) return ROTATION.stillPrevious;
  if (isLeft) return ROTATION.over;
  return ROTATION.lateOnes;
}

/** Nothing counts as long ago. */
const instant = (time: string | null): number => (time === null || time === '' ? 0 : Date.parse(time));
