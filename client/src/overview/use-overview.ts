import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { isTrouble } from '../api-errors.ts';
import { retryDelay } from '../connection/backoff.ts';
import { readTrouble } from '../connection/connection.ts';
import { getOverview } from './get-overview.ts';
import { spanOf } from './period.ts';
import type { Period } from './period.ts';

const PATIENCE = 60_000;

/** Read again every minute; what is known stays until another period has come. */
export function useOverview(period: Exclude<Period, { kind: 'wrong' }>) {
  const client = useQueryClient();
  return useQuery({
    queryKey: ['overview', period],
    queryFn: ({ signal }) => getOverview(spanOf(period, Date.now()), signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => {
      // A server that computes none will not learn to while it runs.
      if (state.error !== null && !isTrouble(state.error)) return false;
      const trouble = readTrouble(client);
      return trouble === null ? PATIENCE : retryDelay(Date.now() - trouble.since);
    },
  });
}
