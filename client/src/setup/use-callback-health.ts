import type { CallbackHealth } from '@sinch-callback-app/server/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getCallbackHealth } from '../api.ts';
import { isTrouble } from '../api-errors.ts';
import { retryDelay } from '../connection/backoff.ts';
import { readTrouble } from '../connection/connection.ts';

const PATIENCE = 30_000;

export interface HealthState {
  health: CallbackHealth | undefined;
  /** Known, or failed: whoever waits for it should wait no longer. */
  isHealthSettled: boolean;
}

/** How the callbacks fare: asked slowly, for what is wrong with them stays wrong until somebody mends it. */
export function useCallbackHealth(): HealthState {
  const client = useQueryClient();
  const { data, isFetched } = useQuery({
    queryKey: ['callbacks'],
    queryFn: ({ signal }) => getCallbackHealth(signal),
    refetchInterval: ({ state }) => {
      // A server that does not tell will not learn to while it runs.
      if (state.error !== null && !isTrouble(state.error)) return false;
      const trouble = readTrouble(client);
      return trouble === null ? PATIENCE : retryDelay(Date.now() - trouble.since);
    },
  });
  return { health: data, isHealthSettled: isFetched };
}
