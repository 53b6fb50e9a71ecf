import type { Reply } from '@sinch-callback-app/server/contract';
import { useState } from 'react';
import { listReplies } from '../api.ts';
import { usePages } from '../paging/use-pages.ts';
import { replyInterval } from './reply-interval.ts';

/** The newest replies to a message, and as many older ones as were asked for. */
export function useReplies(id: string) {
  const [openedAt] = useState(Date.now);
  return usePages<Reply>({
    queryKey: ['replies', id],
    readPage: (after, signal) => listReplies(id, after, signal),
    patience: (newest) => {
      const lively = newest === undefined ? openedAt : Math.max(openedAt, Date.parse(newest.receivedAt));
      return replyInterval(lively, Date.now());
    },
  });
}
