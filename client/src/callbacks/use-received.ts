import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { askAgain } from '../connection/ask-again.ts';
import { getCallback } from './get-callbacks.ts';
import { receivedKey } from './received-key.ts';

/** What came does not change any more: it is asked for once, and once more to be shown with whole numbers. */
export function useReceived(id: string, reveal: boolean) {
  const client = useQueryClient();
  return useQuery({
    queryKey: receivedKey(id, reveal),
    queryFn: ({ signal }) => getCallback(id, reveal, signal),
    staleTime: Infinity,
    // Whole numbers are not kept where nobody looks at them.
    gcTime: reveal ? 0 : 300_000,
    placeholderData: keepPreviousData,
    refetchInterval: (query) => query.state.data === undefined && askAgain(client, false)(query),
  });
}
