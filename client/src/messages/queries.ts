import type { Message, MessageSummary } from '@sinch-callback-app/server/contract';
import type { QueryClient } from '@tanstack/react-query';
import { retryIn } from '../connection/connection.ts';
import { movementOf, pollInterval } from './poll-interval.ts';

/** Milliseconds until the server is to be asked about these messages again. */
export function nextPoll(
  client: QueryClient,
  messages: readonly (Message | MessageSummary)[],
): number | false {
  const now = Date.now();
  return retryIn(client) ?? pollInterval(movementOf(messages, now), now);
}

/** Something happened to messages, here or elsewhere: what the page shows of messages is to be read again. */
export const rereadMessages = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ queryKey: ['messages'] });
