import type { Callback, Statement } from './callback.ts';
import { pushBounded } from './ring.ts';

const MAX_REPORTS_KEPT = 50_000;

/** A statement that left for the receiver whole and unchanged, at least once. */
export interface SentReport extends Statement {
  readonly messageId: string;
  readonly reference: string | null;
  readonly signed: Callback['signed'];
  /** What the receiver answered each time it came; null where the connection broke first. */
  readonly answers: readonly (number | null)[];
}

export interface Ledger {
  /** Oldest first. */
  readonly reports: readonly SentReport[];
  /** Takes down one attempt; `answer` is null where there was none. */
  note(callback: Callback, answer: number | null): void;
}

export function createLedger(): Ledger {
  const reports: SentReport[] = [];
  /** By the body: the repeats of a callback share it. */
  const answersOf = new WeakMap<Buffer, (number | null)[]>();

  function note(callback: Callback, answer: number | null): void {
    const known = answersOf.get(callback.body);
    if (known) {
      known.push(answer);
      return;
    }
    const answers = [answer];
    answersOf.set(callback.body, answers);
    const { messageId, reference, signed } = callback;
    for (const statement of callback.statements) {
      pushBounded(reports, { ...statement, messageId, reference, signed, answers }, MAX_REPORTS_KEPT);
    }
  }

  return { reports, note };
}
