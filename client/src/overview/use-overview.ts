import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { askAgain } from '../connection/ask-again.ts';
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
    refetchInterval: askAgain(client, PATIENCE),
  });
}
