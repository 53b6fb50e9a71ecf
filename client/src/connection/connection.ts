import { skipToken, useQuery } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';

/** Null: the server answers. Else since when it does not, in milliseconds, and how the last attempt ended. */
interface Trouble {
  since: number;
  error: Error;
}

const KEY = ['connection'];

/** Kept in the query cache: it lives and dies with the client that it tells about. */
const readTrouble = (client: QueryClient): Trouble | null => client.getQueryData<Trouble | null>(KEY) ?? null;

const SHORTEST = 1_000;
const LONGEST = 15_000;

/**
 * Milliseconds until the next attempt while the server is away: half as long again as it has been, 1 s at first and 15 s
 * at most. Null: it answers.
 */
export function retryIn(client: QueryClient): number | null {
  const trouble = readTrouble(client);
  return trouble && Math.min(Math.max((Date.now() - trouble.since) / 2, SHORTEST), LONGEST);
}

/** Returns the trouble that is over by it, if there was any. */
export function noteAnswer(client: QueryClient): Trouble | null {
  const over = readTrouble(client);
  if (over !== null) client.setQueryData<Trouble | null>(KEY, null);
  return over;
}

export function noteTrouble(client: QueryClient, error: Error, now: number): void {
  client.setQueryData<Trouble | null>(KEY, (known) => ({ since: known?.since ?? now, error }));
}

export function useTrouble(): Trouble | null {
  return (
    useQuery<Trouble | null>({ queryKey: KEY, queryFn: skipToken, initialData: null, staleTime: Infinity })
      .data ?? null
  );
}
