import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getCallbackHealth } from '../api.ts';
import { askAgain } from '../connection/ask-again.ts';

const PATIENCE = 30_000;

/** How the callbacks fare: asked slowly, for what is wrong with them stays wrong until somebody mends it. */
export function useCallbackHealth() {
  const client = useQueryClient();
  return useQuery({
    queryKey: ['callbacks'],
    queryFn: ({ signal }) => getCallbackHealth(signal),
    refetchInterval: askAgain(client, PATIENCE),
  });
}
