import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isTrouble } from '../api-errors.ts';
import { noteAnswer, noteTrouble } from './connection.ts';
import { readPause } from './watching.ts';

/** In ms. Where one address alone fails, each answer of another ends a trouble, which the next failure begins anew. */
const LEAST_OUTAGE = 1_000;

export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onSuccess: () => heard(client),
      onError: (error) => (isTrouble(error) ? noteTrouble(client, error, Date.now()) : heard(client)),
    }),
    defaultOptions: {
      // `always`: a server on this machine answers while the browser is offline. The next poll is the retry.
      queries: { networkMode: 'always', retry: false, refetchOnReconnect: 'always' },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return client;
}

function heard(client: QueryClient): void {
  const over = noteAnswer(client);
  if (over !== null && Date.now() - over.since >= LEAST_OUTAGE) void rereadSince(client, over.since);
}

/** A server that was away may have come back with another configuration, or without what it knew. */
function rereadSince(client: QueryClient, since: number): Promise<void> {
  const isPaused = readPause(client);
  return client.refetchQueries(
    {
      type: 'active',
      predicate: ({ queryKey, state }) =>
        state.dataUpdatedAt < since && !(isPaused && queryKey[0] === 'messages' && queryKey[1] === 'list'),
    },
    { cancelRefetch: false },
  );
}
