import type { Message } from '@sinch-callback-app/server/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { cancelMessage } from '../api.ts';
import { Refused, Unreachable, Unreadable } from '../api-errors.ts';
import { rereadMessages } from '../messages/queries.ts';
import { CANCEL, CANCEL_FAILED, CANCEL_TOO_LATE } from '../texts/message.ts';
import { keepMessage } from './use-message.ts';

export type CancelOutcome =
  | { kind: 'cancelled'; message: Message }
  /** Nothing is left to cancel: asking again would change nothing. */
  | { kind: 'too_late'; text: string }
  | { kind: 'failed'; text: string };

/** Cancels a message, once at a time, and brings up to date what the page shows of it. */
export function useCancel({ id }: Pick<Message, 'id'>, onEnd: (outcome: CancelOutcome) => void) {
  const client = useQueryClient();
  const { mutate, isPending, data } = useMutation({
    mutationFn: () => cancel(id),
    onSuccess: async (outcome) => {
      if (outcome.kind === 'cancelled') await keepMessage(client, outcome.message);
      onEnd(outcome);
      void rereadMessages(client);
    },
  });
  return { start: () => mutate(), isCancelling: isPending, outcome: isPending ? undefined : data };
}

async function cancel(id: string): Promise<CancelOutcome> {
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
