import type { Message } from '@sinch-callback-app/server/contract';
import { cancelMessage } from '../api.ts';
import { Refused, Unreachable, Unreadable } from '../api-errors.ts';

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
      return {
        kind: 'failed',
        text: 'The server does not answer. Try again: cancelling twice does no harm.',
      };
    throw error;
  }
}

const TOO_LATE: Readonly<Record<string, string>> = {
  already_dispatched: 'Too late: Sinch has passed it on already.',
  already_final: 'Too late: what became of it is settled already.',
  cancel_not_supported: 'It cannot be cancelled: the API that it was sent through has no way to.',
};

const FAILED: Readonly<Record<string, string>> = {
  not_accepted: 'Sinch has not accepted it, so there is nothing to cancel yet.',
  unauthorized: 'Your session was over, so nothing was cancelled. Now that you are back, try again.',
  sinch_unreachable: 'Sinch does not answer, so it may or may not be cancelled. Try again in a moment.',
};

function verdict({ problem, message }: Refused): CancelOutcome {
  const tooLate = TOO_LATE[problem.code];
  if (tooLate !== undefined) return { kind: 'too_late', text: tooLate };
  return { kind: 'failed', text: FAILED[problem.code] ?? message };
}
