import type { Message } from '@sinch-callback-app/server/contract';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { isTrouble } from '../api-errors.ts';
import { nextPoll } from '../messages/queries.ts';
import { lateLook } from './late-look.ts';
import { pollMessage } from './poll-message.ts';

const one = (id: string): string[] => ['messages', 'one', id];

const messageQuery = (client: QueryClient, id: string) =>
  queryOptions({
    queryKey: one(id),
    queryFn: ({ signal }) => pollMessage(id, client.getQueryData<Message>(one(id)), signal),
    refetchInterval: ({ state }) => {
      if (state.error !== null && !isTrouble(state.error)) return false;
      const message = state.data;
      const wait = nextPoll(client, message ? [message] : []);
      return wait === false && message?.final ? lateLook(message, Date.now()) : wait;
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

/** The answer to a request about a message is newer than any poll that is still under way. */
export async function keepMessage(client: QueryClient, message: Message): Promise<void> {
  await client.cancelQueries({ queryKey: one(message.id) });
  client.setQueryData<Message>(one(message.id), message);
}
