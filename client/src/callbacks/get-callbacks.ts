import type { CallbackPage, ReceivedCallback } from '@sinch-callback-app/server/contract';
import { ask } from '../api.ts';
import type { CallbackFilter } from './callback-filter.ts';
import { isCallbackPage, isReceivedCallback } from './parse-callbacks.ts';

const PATH = '/api/callbacks/received';

export function listCallbacks(
  { kept, message }: CallbackFilter,
  after: string | null,
  signal: AbortSignal,
): Promise<CallbackPage> {
  const query = new URLSearchParams({
    limit: '20',
    ...(kept !== 'all' && { kept }),
    ...(message !== null && { message }),
    ...(after !== null && { after }),
  });
  return ask({ is: isCallbackPage }, `${PATH}?${query}`, signal);
}

/** With `reveal`, the numbers in it are whole. */
export function getCallback(id: string, reveal: boolean, signal: AbortSignal): Promise<ReceivedCallback> {
  const path = `${PATH}/${encodeURIComponent(id)}${reveal ? '?reveal=1' : ''}`;
  return ask({ is: isReceivedCallback }, path, signal);
}
