import type { MessageFilter } from '@sinch-callback-app/server/contract';
import type { QueryClient } from '@tanstack/react-query';
import { listMessages } from '../api.ts';
import { cappedTo, endOf, olderPageToReread, withPage } from './known-list.ts';
import { MOST_LINES, withFirstPage } from './watched-list.ts';
import type { WatchedList } from './watched-list.ts';

/** Messages below the first page are looked at again this often (ms) at most, one page of them at a time. */
const OLDER_PATIENCE = 10_000;
/** Whoever asks for older ones, looks for something. */
const OLDER_PAGE = 50;

export interface List extends WatchedList {
  /** When an older page was last read again, and down to which message. */
  looked: { at: number; downTo: string } | null;
}

/** Which messages, and from which on down: null for the newest. */
export interface Listed {
  filter: MessageFilter;
  after: string | null;
}

export const listKey = (listed: Listed) => ['messages', 'list', listed] as const;
export const olderKey = (listed: Listed) => ['older', listed] as const;

export const readList = (client: QueryClient, listed: Listed): List | undefined =>
  client.getQueryData<List>(listKey(listed));

/** The first page, and in turn one of those below it that can still change. */
export async function pollList(
  client: QueryClient,
  listed: Listed,
  isReading: () => boolean,
  signal: AbortSignal,
): Promise<List> {
  const first = await listMessages(listed.filter, { after: listed.after }, signal);
  // Asked for again after every wait: older messages may have come meanwhile.
  const list = (): List => {
    const known = readList(client, listed);
    return { ...withFirstPage(known, first, isReading()), looked: known?.looked ?? null };
  };
  const { looked } = list();
  if (looked !== null && Date.now() - looked.at < OLDER_PATIENCE) return list();
  const after = olderPageToReread(list(), first, looked?.downTo ?? null);
  if (after === undefined) return list();
  const page = await listMessages(listed.filter, { after }, signal);
  const known = list();
  return { ...known, ...withPage(known, after, page), looked: { at: Date.now(), downTo: endOf(page) } };
}

export async function readOlder(client: QueryClient, listed: Listed): Promise<void> {
  const after = readList(client, listed)?.next ?? null;
  if (after === null) return;
  const page = await client.fetchQuery({
    queryKey: [...olderKey(listed), after],
    queryFn: ({ signal }) => listMessages(listed.filter, { after, limit: OLDER_PAGE }, signal),
    gcTime: 0,
  });
  client.setQueryData<List>(listKey(listed), (list) =>
    // Where the list no longer ends there, the page would leave a gap.
    list?.next === after ? { ...list, ...cappedTo(withPage(list, after, page), MOST_LINES) } : list,
  );
}
