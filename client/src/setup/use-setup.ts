import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getSetup } from '../api.ts';
import { retryIn } from '../connection/connection.ts';

/** Asked again only until it has answered, and once the server was away: see query-client.ts. */
export function useSetup() {
  const client = useQueryClient();
  return useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => getSetup(signal),
    refetchInterval: () => retryIn(client) ?? false,
  });
}
