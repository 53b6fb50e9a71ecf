import type { Message, MessageSummary } from '@sinch-callback-app/server/contract';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { getMessage, listMessages } from '../api.ts';
import { readTrouble } from '../connection/connection.ts';
import { lastMovement, pollInterval } from './poll-interval.ts';

const LIST = ['messages', 'list'];
const one = (id: string): string[] => ['messages', 'one', id];

const nextPoll = (client: QueryClient, messages: readonly (Message | MessageSummary)[]): number | false =>
  pollInterval({
    now: Date.now(),
    lastMovement: lastMovement(messages),
    failingSince: readTrouble(client)?.since ?? null,
  });

/** Every page that was asked for, newest message first. */
export function useMessageList() {
  const client = useQueryClient();
  return useInfiniteQuery({
    queryKey: LIST,
    queryFn: ({ pageParam, signal }) => listMessages(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state }) => nextPoll(client, state.data?.pages.flatMap(({ items }) => items) ?? []),
  });
}

export function useMessage(id: string) {
  const client = useQueryClient();
  return useQuery({
    queryKey: one(id),
    queryFn: ({ signal }) => getMessage(id, signal),
    refetchInterval: ({ state }) => nextPoll(client, state.data ? [state.data] : []),
  });
}

/** A message came to be, here or elsewhere: what the page shows of messages is to be read again. */
export const rereadMessages = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ queryKey: ['messages'] });
