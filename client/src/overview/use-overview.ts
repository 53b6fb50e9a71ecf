import type { Overview } from '@sinch-callback-app/server/contract';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask } from '../api.ts';
import { askAgain } from '../connection/ask-again.ts';
import { isOverview } from './parse-overview.ts';
import { spanOf } from './period.ts';
import type { Period, Span } from './period.ts';

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

function getOverview({ from, before }: Span, signal: AbortSignal): Promise<Overview> {
  const query = new URLSearchParams({
    from: new Date(from).toISOString(),
    before: new Date(before).toISOString(),
  });
  return ask({ is: isOverview }, `/api/overview?${query}`, signal);
}
