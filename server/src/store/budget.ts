/** The parts that may be sent in a day, UTC, and what a message takes of them. */
import { DAY } from '../durations.ts';
import type { Statement } from '../messages/report.ts';
import type { HeadRow } from './driver.ts';

export const dayOf = (instant: number): number => Math.floor(instant / DAY);

/** Those who were erased have been sent theirs all the same. */
export const partsOfOne = ({ totalParts, recipientCount, erased }: HeadRow): number =>
  totalParts / (recipientCount + erased);

/**
 * Whether a recipient costs nothing: Sinch refused it at the send, and nothing has been said of it since. Whatever else
 * is reported of it proves that Sinch took it after all.
 */
export const isFree = (history: readonly Statement[]): boolean =>
  history.length > 0 &&
  history.every(({ status, code, at }) => status === 'REJECTED' && code === null && at === null);
