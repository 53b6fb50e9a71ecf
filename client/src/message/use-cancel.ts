import type { Message } from '@sinch-callback-app/server/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { cancel } from './cancel-outcome.ts';
import type { CancelOutcome } from './cancel-outcome.ts';
import { keepMessage, rereadMessages } from '../messages/queries.ts';

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
