/** What became of a callback, in one word, and the status code that Sinch got for it. */
import { CALLBACK_VERDICTS } from '../contract.ts';
import type { CallbackVerdict } from '../contract.ts';
import type { CallbackPlace } from '../store/store.ts';

export const STATUS_OF = {
  stored: 200,
  duplicate: 200,
  replay: 200,
  orphan: 200,
  unreadable: 200,
  reply: 200,
  no_report: 200,
  missing: 401,
  malformed: 401,
  algorithm: 401,
  mismatch: 401,
  time: 401,
  bad_token: 401,
  unsigned: 401,
  invalid_body: 400,
  overloaded: 429,
  store_failed: 503,
} as const satisfies Record<CallbackVerdict, number>;

const KNOWN: ReadonlyMap<string, CallbackVerdict> = new Map([
  ...CALLBACK_VERDICTS.map((verdict) => [verdict, verdict] as const),
  // As former programs called it.
  ['invalid', 'invalid_body'],
]);

/** A word that only a newer program knows is shown as the one that says least. */
export const readVerdict = (word: string, kept: CallbackPlace['kept']): CallbackVerdict =>
  KNOWN.get(word) ?? (kept === 'accepted' ? 'no_report' : 'malformed');
