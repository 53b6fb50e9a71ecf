import type { Message } from '@sinch-callback-app/server/contract';
import { cancelMessage } from '../api.ts';
import { Refused, Unreachable, Unreadable } from '../api-errors.ts';
import { CANCEL, CANCEL_FAILED, CANCEL_TOO_LATE } from '../texts/message.ts';

export type CancelOutcome =
  | { kind: 'cancelled'; message: Message }
  /** Nothing is left to cancel: asking again would change nothing. */
  | { kind: 'too_late'; text: string }
  | { kind: 'failed'; text: string };

export async function cancel(id: string): Promise<CancelOutcome> {
  try {
    return { kind: 'cancelled', message: await cancelMessage(id) };
  } catch (error) {
    if (error instanceof Refused) return verdict(error);
    if (error instanceof Unreachable || error instanceof Unreadable)
      return { kind: 'failed', text: CANCEL.noAnswer };
    throw error;
  }
}

function verdict({ problem, message }: Refused): CancelOutcome {
  const tooLate = CANCEL_TOO_LATE[problem.code];
  if (tooLate !== undefined) return { kind: 'too_late', text: tooLate };
  return { kind: 'failed', text: CANCEL_FAILED[problem.code] ?? message };
}
