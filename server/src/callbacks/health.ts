import type { CallbackAuth, CallbackHealth, Diagnosis, Finding } from '../contract.ts';
import { HOUR } from '../durations.ts';
import { iso, isoOrNull } from '../instants.ts';

const NAMES = ['current', 'previous'] as const;

/** What anybody could provoke: it proves nothing of who sent it. */
const PROVES_NOTHING: ReadonlySet<Diagnosis['code']> = new Set(['none_found', 'partly_signed']);

/** Whether it is time to say that this account does not sign: loudly at first, then once an hour. */
export type Notice = 'first' | 'again' | 'none';

/** How the callbacks of this process fare. Instants are milliseconds since 1970. */
export interface Health {
  matched(secretIndex: number, at: number): void;
  /** An unsigned callback with a right token has come. */
  unsigned(at: number): Notice;
  diagnosed(finding: Finding, at: number): void;
  report(): CallbackHealth;
}

export function createHealth(
  { secrets, auth }: { secrets: readonly string[]; auth: CallbackAuth },
  since: number,
): Health {
  const lastMatched: (number | null)[] = secrets.map(() => null);
  let unsignedAt: number | null = null;
  let saidAt: number | null = null;
  let diagnosis: (Finding & { at: number }) | null = null;

  return {
    matched: (secretIndex, at) => {
      lastMatched[secretIndex] = at;
    },
    unsigned: (at) => {
      unsignedAt = at;
      if (saidAt !== null && Math.abs(at - saidAt) < HOUR) return 'none';
      const notice = saidAt === null ? 'first' : 'again';
      saidAt = at;
      return notice;
    },
    diagnosed: (finding, at) => {
      // A stranger's noise must not hide what only somebody with the secret can have shown.
      const outranks =
        diagnosis !== null && PROVES_NOTHING.has(finding.code) && !PROVES_NOTHING.has(diagnosis.code);
      if (outranks && diagnosis !== null && at - diagnosis.at < HOUR) return;
      diagnosis = { ...finding, at };
    },
    report: () => ({
      since: iso(since),
      auth,
      secrets: NAMES.slice(0, lastMatched.length).map((name, index) => ({
        name,
        lastMatchedAt: isoOrNull(lastMatched[index] ?? null),
      })),
      unsignedAt: isoOrNull(unsignedAt),
      diagnosis: diagnosis && { ...diagnosis, at: iso(diagnosis.at) },
    }),
  };
}
