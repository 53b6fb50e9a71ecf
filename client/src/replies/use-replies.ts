import type { Reply } from '@sinch-callback-app/server/contract';
import { useState } from 'react';
import { listReplies } from '../api.ts';
import { usePages } from '../paging/use-pages.ts';

/** Up to this long (ms) after the page was opened or a reply came, ask again after this long (ms). */
const STEPS = [
  { age: 2 * 60_000, interval: 5_000 },
  { age: 15 * 60_000, interval: 15_000 },
] as const;
const SLOWEST = 60_000;

/**
 * Milliseconds until the next poll: people answer slowly, and in a row. `lively`: when the page was opened, or the last
 * reply came.
 */
export const replyInterval = (lively: number, now: number): number =>
  STEPS.find(({ age }) => now - lively < age)?.interval ?? SLOWEST;

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
