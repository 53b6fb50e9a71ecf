import type { CallbackSummary } from '@sinch-callback-app/server/contract';
import { usePages } from '../paging/use-pages.ts';
import type { CallbackFilter } from './callback-filter.ts';
import { listCallbacks } from './get-callbacks.ts';

const PATIENCE = 3_000;

/** The newest callbacks, and as many older ones as were asked for. */
export const useCallbackList = (filter: CallbackFilter) =>
  usePages<CallbackSummary>({
    queryKey: ['received', filter],
    readPage: (after, signal) => listCallbacks(filter, after, signal),
    patience: () => PATIENCE,
  });
