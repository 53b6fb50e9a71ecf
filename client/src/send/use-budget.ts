import type { Budget } from '@sinch-callback-app/server/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { getBudget } from '../api.ts';
import { isTrouble } from '../api-errors.ts';
import { retryDelay } from '../connection/backoff.ts';
import { readTrouble } from '../connection/connection.ts';

const KEY = ['budget'];
/** Others send, too; what is sent here is looked at when it is sent. */
const PATIENCE = 60_000;

/** Undefined: not known yet, or the server does not tell. */
export function useBudget(): Budget | undefined {
  const client = useQueryClient();
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => getBudget(signal),
    refetchInterval: ({ state }) => {
      // A server that does not tell will not learn to while it runs.
      if (state.error !== null && !isTrouble(state.error)) return false;
      const trouble = readTrouble(client);
      return trouble === null ? PATIENCE : retryDelay(Date.now() - trouble.since);
    },
  }).data;
}

/** Something was sent, or could not be. */
export const rereadBudget = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ queryKey: KEY });
