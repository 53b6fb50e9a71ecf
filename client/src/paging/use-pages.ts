import { useIsFetching, useQuery, useQueryClient } from '@tanstack/react-query';
import { askAgain } from '../connection/ask-again.ts';
import { withFirstPage, withOlderPage } from './known-page.ts';
import type { KnownPages, Page } from './known-page.ts';

interface List<Item> {
  queryKey: readonly unknown[];
  /** `after`: null for the first page. */
  readPage: (after: string | null, signal: AbortSignal) => Promise<Page<Item>>;
  /** Milliseconds until its first page is read anew. */
  patience: (newest: Item | undefined) => number;
}

/** The newest items of a list, and as many older ones as were asked for. */
export function usePages<Item extends { id: string }>({ queryKey, readPage, patience }: List<Item>) {
  const client = useQueryClient();
  const olderKey = ['older', ...queryKey];
  const readKnown = () => client.getQueryData<KnownPages<Item>>(queryKey);
  const { data, error } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const page = await readPage(null, signal);
      // What is known after the wait: older ones may have come meanwhile.
      return withFirstPage(readKnown(), page);
    },
    refetchInterval: (query) => askAgain(client, patience(query.state.data?.items[0]))(query),
  });
  const readOlder = async (): Promise<void> => {
    const after = readKnown()?.next ?? null;
    if (after === null) return;
    const page = await client.fetchQuery({
      queryKey: [...olderKey, after],
      queryFn: ({ signal }) => readPage(after, signal),
      gcTime: 0,
    });
    client.setQueryData<KnownPages<Item>>(queryKey, (known) => withOlderPage(known, after, page));
  };
  return {
    /** Undefined: not known, or never to be. */
    items: data?.items,
    hasOlder: data !== undefined && data.next !== null,
    error,
    isReadingOlder: useIsFetching({ queryKey: olderKey }) > 0,
    showOlder: (): void => {
      // The trouble bar tells; the next poll finds out when the trouble is over.
      readOlder().catch(() => client.invalidateQueries({ queryKey }));
    },
  };
}
