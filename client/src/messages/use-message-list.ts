import { useIsFetching, useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { listMessages } from '../api.ts';
import { isTrouble } from '../api-errors.ts';
import { endOf, olderPageToReread, withPage } from './known-list.ts';
import type { KnownList } from './known-list.ts';
import { nextPoll } from './queries.ts';

const LIST = ['messages', 'list'];
const OLDER = ['older'];
/** Messages below the first page are looked at again this often (ms) at most, one page of them at a time. */
const OLDER_PATIENCE = 10_000;

interface List extends KnownList {
  /** When an older page was last read again, and down to which message. */
  looked: { at: number; downTo: string } | null;
}

const readList = (client: QueryClient): List | undefined => client.getQueryData<List>(LIST);

async function pollList(client: QueryClient, signal: AbortSignal): Promise<List> {
  const first = await listMessages(null, signal);
  // Asked for again after every wait: older messages may have come meanwhile.
  const list = (): List => {
    const known = readList(client);
    return { ...withPage(known, null, first), looked: known?.looked ?? null };
  };
  const { looked } = list();
  if (looked !== null && Date.now() - looked.at < OLDER_PATIENCE) return list();
  const after = olderPageToReread(list(), first, looked?.downTo ?? null);
  if (after === undefined) return list();
  const page = await listMessages(after, signal);
  return { ...withPage(list(), after, page), looked: { at: Date.now(), downTo: endOf(page) } };
}

async function readOlder(client: QueryClient): Promise<void> {
  const after = readList(client)?.next ?? null;
  if (after === null) return;
  const page = await client.fetchQuery({
    queryKey: [...OLDER, after],
    queryFn: ({ signal }) => listMessages(after, signal),
    gcTime: 0,
  });
  client.setQueryData<List>(LIST, (list) =>
    // Where the list no longer ends there, the page would leave a gap.
    list?.next === after ? { ...withPage(list, after, page), looked: list.looked } : list,
  );
}

/** The newest messages, and as many older ones as were asked for. */
export function useMessageList() {
  const client = useQueryClient();
  const { data: list, isPending } = useQuery({
    queryKey: LIST,
    queryFn: ({ signal }) => pollList(client, signal),
    refetchInterval: ({ state }) => {
      if (state.error !== null && !isTrouble(state.error)) return false;
      return nextPoll(client, state.data?.items ?? []);
    },
  });
  const isReadingOlder = useIsFetching({ queryKey: OLDER }) > 0;
  const showOlder = (): void => {
    // The trouble bar tells; the next poll finds out when the trouble is over.
    readOlder(client).catch(() => client.invalidateQueries({ queryKey: LIST }));
  };
  return {
    messages: list?.items,
    hasOlder: list !== undefined && list.next !== null,
    isPending,
    isReadingOlder,
    showOlder,
  };
}
