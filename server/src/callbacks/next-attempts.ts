/** What Sinch does after its callback was answered (docs/sinch.md, "Retries"). */
import type { ReceivedCallback } from '../contract.ts';
import { iso } from '../instants.ts';

const FIRST_DELAY_MS = 5000;
/** Twice as late each time; the last one comes 81,920 s after the first attempt. */
const RETRIES = 15;

const isRepeated = (status: number): boolean => status === 429 || status >= 500;

/** The instants hold if the callback that came at `receivedAt` was the first attempt: Sinch does not say which it is. */
export function nextAttempts(status: number, receivedAt: number): ReceivedCallback['next'] {
  if (!isRepeated(status)) return { kind: status < 300 ? 'done' : 'never', at: [], givesUpAt: null };
  const at = Array.from({ length: RETRIES }, (_, retry) => iso(receivedAt + FIRST_DELAY_MS * 2 ** retry));
  return { kind: 'again', at, givesUpAt: at.at(-1) ?? null };
}
