import type { CallbackPage } from '@sinch-callback-app/server/contract';
import { useIsFetching, useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { isTrouble } from '../api-errors.ts';
import { retryDelay } from '../connection/backoff.ts';
import { readTrouble } from '../connection/connection.ts';
import { withFirstPage, withOlderPage } from '../paging/known-page.ts';
import type { CallbackFilter } from './callback-filter.ts';
import { listCallbacks } from './get-callbacks.ts';

const PATIENCE = 3_000;

const keyOf = (filter: CallbackFilter) => ['received', filter];
const olderOf = (filter: CallbackFilter) => ['older-received', filter];

const readList = (client: QueryClient, filter: CallbackFilter): CallbackPage | undefined =>
  client.getQueryData<CallbackPage>(keyOf(filter));

async function pollList(
  client: QueryClient,
  filter: CallbackFilter,
  signal: AbortSignal,
): Promise<CallbackPage> {
  const page = await listCallbacks(filter, null, signal);
  // What is known after the wait: older ones may have come meanwhile.
  return withFirstPage(readList(client, filter), page);
}

async function readOlder(client: QueryClient, filter: CallbackFilter): Promise<void> {
  const after = readList(client, filter)?.next ?? null;
  if (after === null) return;
  const page = await client.fetchQuery({
    queryKey: [...olderOf(filter), after],
    queryFn: ({ signal }) => listCallbacks(filter, after, signal),
    gcTime: 0,
  });
  client.setQueryData<CallbackPage>(keyOf(filter), (known) => withOlderPage(known, after, page));
}

/** The newest callbacks, and as many older ones as were asked for. */
export function useCallbackList(filter: CallbackFilter) {
  const client = useQueryClient();
  const { data, error, isPending } = useQuery({
    queryKey: keyOf(filter),
    queryFn: ({ signal }) => pollList(client, filter, signal),
    refetchInterval: ({ state }) => {
      // A server that does not keep them will not learn to while it runs.
      if (state.error !== null && !isTrouble(state.error)) return false;
      const trouble = readTrouble(client);
      return trouble === null ? PATIENCE : retryDelay(Date.now() - trouble.since);
    },
  });
  const isReadingOlder = useIsFetching({ queryKey: olderOf(filter) }) > 0;
  const showOlder = (): void => {
    // The trouble bar tells; the next poll finds out when the trouble is over.
    readOlder(client, filter).catch(() => client.invalidateQueries({ queryKey: keyOf(filter) }));
  };
  return {
    callbacks: data?.items,
    hasOlder: data !== undefined && data.next !== null,
    error,
    isPending,
    isReadingOlder,
    showOlder,
  };
}
