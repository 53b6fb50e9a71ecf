/** What statuses, codes and reasons mean, whether sending again can help, and what to do. The page imports it too. */
import type { Meaning, Source, Status, StatusMeaning } from '../contract.ts';
import { CODE_MEANINGS } from './codes.ts';
import { REASON_MEANINGS, SUB_CODE_MEANINGS } from './reasons.ts';
import { NO_REASON } from './row.ts';
import { SPECIAL_MEANINGS, STATUS_MEANINGS } from './statuses.ts';

export interface Explainable {
  /** In any letter case, known or not; null: none yet. */
  status: string | null;
  code: number | null;
  /** `CODE/SUB_CODE` or `CODE`. */
  reason: string | null;
  /** False with UNKNOWN: the word that Sinch used is not known. */
  final?: boolean;
  /** Where the status came from. */
  source?: Source | undefined;
}

const STATUSES: ReadonlyMap<string, StatusMeaning> = new Map(Object.entries(STATUS_MEANINGS));
const ARRIVED: ReadonlySet<string> = new Set<Status>(['DELIVERED', 'READ']);

/** Delivered, Queued and Dispatched have codes of their own, which say nothing more; `UNSPECIFIED` says nothing at all. */
const SILENT_CODES: ReadonlySet<number> = new Set([0, 400, 401]);
const SILENT_SUB_CODE = 'UNSPECIFIED_SUB_CODE';

function ofStatus(word: string | undefined, { final, source }: Explainable): StatusMeaning {
  if (word === undefined) return SPECIAL_MEANINGS.none;
  if (word === 'UNKNOWN' && final === false) return SPECIAL_MEANINGS.otherWord;
  if (word === 'UNKNOWN' && source === 'expiry') return SPECIAL_MEANINGS.noReport;
  return STATUSES.get(word) ?? SPECIAL_MEANINGS.otherWord;
}

function ofReason(reason: string): Meaning | undefined {
  const [word = '', subCode = ''] = reason.split('/');
  if (subCode !== SILENT_SUB_CODE && SUB_CODE_MEANINGS.has(subCode)) return SUB_CODE_MEANINGS.get(subCode);
  return REASON_MEANINGS.get(word) ?? REASON_MEANINGS.get(word.replace(/^(HTTP_\d)\d\d$/, '$1xx'));
}

export const saysMore = (code: number): boolean => !SILENT_CODES.has(code);

const ofCode = (code: number): Meaning | undefined => (saysMore(code) ? CODE_MEANINGS.get(code) : undefined);

/**
 * The status says how things stand; a reason or a code that is known says why. Of what has failed, it also says what to
 * do. Of what has not, or not for certain, it only adds to the status. What arrived needs no explanation.
 */
export function explain(recipient: Explainable): StatusMeaning {
  const { code, reason } = recipient;
  const word = recipient.status?.toUpperCase();
  const status = ofStatus(word, recipient);
  const why = (reason === null ? undefined : ofReason(reason)) ?? (code === null ? undefined : ofCode(code));
  if (why === undefined || (word !== undefined && ARRIVED.has(word))) return status;
  if (status.final && word !== 'UNKNOWN') return { ...why, final: true };
  return why === NO_REASON ? status : { ...status, meaning: `${status.meaning} ${why.meaning}` };
}
