import type { Budget } from '@sinch-callback-app/server/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { getBudget } from '../api.ts';
import { askAgain } from '../connection/ask-again.ts';

const KEY = ['budget'];
/** Others send, too; what is sent here is looked at when it is sent. */
const PATIENCE = 60_000;

/** Undefined: not known yet, or the server does not tell. */
export function useBudget(): Budget | undefined {
  const client = useQueryClient();
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => getBudget(signal),
    refetchInterval: askAgain(client, PATIENCE),
  }).data;
}

/** Something was sent, or could not be. */
export const rereadBudget = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ queryKey: KEY });
