import type { Store } from '../store/store.ts';
import { ANY_ID } from './ids.ts';

/** Id and version of a message, by our id or any of Sinch's; what can be no id is not looked for. */
export const findMessage = async (
  store: Pick<Store, 'findVersion'>,
  anyId: string,
): Promise<{ id: string; version: number } | null> => (ANY_ID.test(anyId) ? store.findVersion(anyId) : null);
