import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getSetup } from '../api.ts';
import { retryIn } from '../connection/connection.ts';

/** Asked again only while the server is away: it may come back with another configuration. */
export function useSetup() {
  const client = useQueryClient();
  return useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => getSetup(signal),
    refetchInterval: () => retryIn(client) ?? false,
  });
}
