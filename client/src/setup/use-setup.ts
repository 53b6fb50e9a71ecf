import type { Setup } from '@sinch-callback-app/server/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getSetup } from '../api.ts';
import { retryDelay } from '../connection/backoff.ts';
import { readTrouble } from '../connection/connection.ts';

export interface SetupState {
  setup: Setup | undefined;
  /** Known, or failed: whoever waits for it should wait no longer. */
  isSetupSettled: boolean;
}

/** Asked again only while the server is away: it may come back with another configuration. */
export function useSetup(): SetupState {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => getSetup(signal),
    refetchInterval: () => {
      const trouble = readTrouble(client);
      return trouble !== null && retryDelay(Date.now() - trouble.since);
    },
  });
  return { setup: query.data, isSetupSettled: query.isFetched };
}
