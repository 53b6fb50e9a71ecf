import type { Overview } from '@sinch-callback-app/server/contract';
import { ask } from '../api.ts';
import { isOverview } from './parse-overview.ts';
import type { Span } from './period.ts';

export const getOverview = ({ from, before }: Span, signal: AbortSignal): Promise<Overview> => {
  const query = new URLSearchParams({
    from: new Date(from).toISOString(),
    before: new Date(before).toISOString(),
  });
  return ask({ is: isOverview }, `/api/overview?${query}`, signal);
};
