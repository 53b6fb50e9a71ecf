import type { Session } from '@sinch-callback-app/server/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { getSession, onUnauthorized } from '../api.ts';
import { retryIn } from '../connection/connection.ts';

const KEY = ['session'];

/** Whether one must log in. Asked again when the server refuses something for want of a login, and on coming back. */
export function useSession() {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => getSession(signal),
    refetchInterval: ({ state }) => state.data === undefined && (retryIn(client) ?? false),
  });
  // An answer may be late, from before a login in the meantime: only the server knows.
  useEffect(() => onUnauthorized(() => void client.invalidateQueries({ queryKey: KEY })), [client]);
  return query;
}

/** What a login or a logout answered is newer than any question that is still under way. */
export async function keepSession(client: QueryClient, session: Session): Promise<void> {
  await client.cancelQueries({ queryKey: KEY });
  client.setQueryData<Session>(KEY, session);
}

const isOther = ({ queryKey }: { queryKey: readonly unknown[] }): boolean => queryKey[0] !== KEY[0];

/** Everything that failed for want of a login. */
export const rereadAll = (client: QueryClient): Promise<void> =>
  client.refetchQueries({ type: 'active', predicate: isOther });

export const forgetAll = (client: QueryClient): void => client.removeQueries({ predicate: isOther });
