import { focusManager, skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

const KEY = ['paused'];

/** Whether the reader wants what they see to stand still. Kept like the connection, so that it outlives a view. */
export function usePause() {
  const client = useQueryClient();
  const { data: isPaused } = useQuery<boolean>({
    queryKey: KEY,
    queryFn: skipToken,
    initialData: false,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  return { isPaused, setPaused: (paused: boolean) => void client.setQueryData<boolean>(KEY, paused) };
}

export const readPause = (client: QueryClient): boolean => client.getQueryData<boolean>(KEY) ?? false;

const subscribe = (changed: () => void): (() => void) => focusManager.subscribe(changed);

/** Nothing is asked for while nobody looks. */
export const useIsShown = (): boolean => useSyncExternalStore(subscribe, () => focusManager.isFocused());
