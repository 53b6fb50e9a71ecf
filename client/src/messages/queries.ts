import type { Message, MessageSummary } from '@sinch-callback-app/server/contract';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { getMessage } from '../api.ts';
import { isTrouble } from '../api-errors.ts';
import { readTrouble } from '../connection/connection.ts';
import { lastMovement, pollInterval } from './poll-interval.ts';

const one = (id: string): string[] => ['messages', 'one', id];

/** Milliseconds until the server is to be asked about these messages again. */
export const nextPoll = (
  client: QueryClient,
  messages: readonly (Message | MessageSummary)[],
): number | false =>
  pollInterval({
    now: Date.now(),
    lastMovement: lastMovement(messages),
    failingSince: readTrouble(client)?.since ?? null,
  });

const messageQuery = (client: QueryClient, id: string) =>
  queryOptions({
    queryKey: one(id),
    queryFn: ({ signal }) => getMessage(id, signal),
    refetchInterval: ({ state }) => {
      if (state.error !== null && !isTrouble(state.error)) return false;
      return nextPoll(client, state.data ? [state.data] : []);
    },
  });

export const useMessage = (id: string) => useQuery(messageQuery(useQueryClient(), id));

const isUnsettled = ({ state }: Message): boolean => state === 'submitting' || state === 'unclear';

/** A message as the send left it, followed until it is known whether Sinch has it. */
export function useSentMessage(sent: Message): Message {
  const { data } = useQuery({
    ...messageQuery(useQueryClient(), sent.id),
    initialData: sent,
    enabled: ({ state }) => state.data !== undefined && isUnsettled(state.data),
  });
  return data;
}

/** A message came to be, here or elsewhere: what the page shows of messages is to be read again. */
export const rereadMessages = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ queryKey: ['messages'] });
