import type { ReplyPage } from '@sinch-callback-app/server/contract';
import { useIsFetching, useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { listReplies } from '../api.ts';
import { isTrouble } from '../api-errors.ts';
import { readTrouble } from '../connection/connection.ts';
import { withFirstPage, withOlderPage } from '../paging/known-page.ts';
import { replyInterval } from './reply-interval.ts';

const repliesOf = (id: string): string[] => ['replies', id];
const olderOf = (id: string): string[] => ['older-replies', id];

const readReplies = (client: QueryClient, id: string): ReplyPage | undefined =>
  client.getQueryData<ReplyPage>(repliesOf(id));

async function pollReplies(client: QueryClient, id: string, signal: AbortSignal): Promise<ReplyPage> {
  const page = await listReplies(id, null, signal);
  // What is known after the wait: older ones may have come meanwhile.
  return withFirstPage(readReplies(client, id), page);
}

async function readOlder(client: QueryClient, id: string): Promise<void> {
  const after = readReplies(client, id)?.next ?? null;
  if (after === null) return;
  const page = await client.fetchQuery({
    queryKey: [...olderOf(id), after],
    queryFn: ({ signal }) => listReplies(id, after, signal),
    gcTime: 0,
  });
  client.setQueryData<ReplyPage>(repliesOf(id), (known) => withOlderPage(known, after, page));
}

/** The newest replies to a message, and as many older ones as were asked for. Undefined: not known, or never to be. */
export function useReplies(id: string) {
  const client = useQueryClient();
  const [openedAt] = useState(Date.now);
  const { data: known } = useQuery({
    queryKey: repliesOf(id),
    queryFn: ({ signal }) => pollReplies(client, id, signal),
    refetchInterval: ({ state }) => {
      // A server that knows of no replies will not learn of them while it runs.
      if (state.error !== null && !isTrouble(state.error)) return false;
      const newest = state.data?.items[0]?.receivedAt;
      const lively = Math.max(openedAt, newest === undefined ? 0 : Date.parse(newest));
      return replyInterval({ now: Date.now(), lively, failingSince: readTrouble(client)?.since ?? null });
    },
  });
  const isReadingOlder = useIsFetching({ queryKey: olderOf(id) }) > 0;
  const showOlder = (): void => {
    // The trouble bar tells; the next poll finds out when the trouble is over.
    readOlder(client, id).catch(() => client.invalidateQueries({ queryKey: repliesOf(id) }));
  };
  return {
    replies: known?.items,
    hasOlder: known !== undefined && known.next !== null,
    isReadingOlder,
    showOlder,
  };
}
