import type { QueryClient } from '@tanstack/react-query';
import { isTrouble } from '../api-errors.ts';
import { retryIn } from './connection.ts';

interface Asked {
  state: { error: Error | null };
}

/** When a query asks again: after so many ms, and while the server is away, whenever that is tried. */
export const askAgain =
  (client: QueryClient, patience: number | false) =>
  ({ state: { error } }: Asked): number | false => {
    // A server that does not tell will not learn to while it runs.
    if (error !== null && !isTrouble(error)) return false;
    return retryIn(client) ?? patience;
  };
