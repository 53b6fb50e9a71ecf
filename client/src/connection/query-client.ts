import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isTrouble } from '../api-errors.ts';
import { noteAnswer, noteTrouble } from './connection.ts';

export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onSuccess: () => noteAnswer(client),
      onError: (error) => (isTrouble(error) ? noteTrouble(client, error, Date.now()) : noteAnswer(client)),
    }),
    defaultOptions: {
      // `always`: a server on this machine answers while the browser is offline. The next poll is the retry.
      queries: { networkMode: 'always', retry: false, refetchOnReconnect: 'always' },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return client;
}
