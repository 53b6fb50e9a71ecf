import { keepPreviousData, useIsFetching, useQuery, useQueryClient } from '@tanstack/react-query';
import { isTrouble } from '../api-errors.ts';
import { usePause } from '../connection/watching.ts';
import { listKey, olderKey, pollList, readOlder } from './poll-list.ts';
import type { List, Listed } from './poll-list.ts';
import { nextPoll } from './queries.ts';
import { MOST_LINES, withNews } from './watched-list.ts';

/** New messages may come at any time (ms), from others and from programs. */
const NEWS_PATIENCE = 10_000;

/** The newest messages that fit, and as many older ones as were asked for. */
export function useMessageList(listed: Listed, isReading: () => boolean) {
  const client = useQueryClient();
  const { isPaused } = usePause();
  const queryKey = listKey(listed);
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => pollList(client, listed, isReading, signal),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: !isPaused,
    refetchInterval: ({ state }) => {
      if (isPaused || (state.error !== null && !isTrouble(state.error))) return false;
      const soon = nextPoll(client, state.data ? [...state.data.news.items, ...state.data.items] : []);
      // Above a message in the middle of the list, none will ever appear.
      return listed.after === null ? Math.min(soon || NEWS_PATIENCE, NEWS_PATIENCE) : soon;
    },
  });
  const { data: list } = query;
  const isReadingOlder = useIsFetching({ queryKey: olderKey(listed) }) > 0;
  const showOlder = (): void => {
    // The trouble bar tells; the next poll finds out when the trouble is over.
    readOlder(client, listed).catch(() => client.invalidateQueries({ queryKey }));
  };
  const showNews = (): void => {
    client.setQueryData<List>(queryKey, (known) => known && { ...known, ...withNews(known) });
  };
  return {
    list,
    error: query.error,
    /** What is seen is still of the view before. */
    isOfBefore: query.isPlaceholderData,
    updatedAt: query.dataUpdatedAt,
    hasOlder: list !== undefined && list.next !== null,
    isFull: list !== undefined && list.items.length >= MOST_LINES,
    isReadingOlder,
    showOlder,
    showNews,
  };
}
