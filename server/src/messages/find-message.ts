import type { Store } from '../store/store.ts';

/** A ULID. */
export const OWN_ID = /^[0-9A-HJKMNP-TV-Z]{26}$/;
/** Ours or one of Sinch's. */
export const ANY_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Id and version of a message, by our id or any of Sinch's; what can be no id is not looked for. */
export const findMessage = async (
  store: Pick<Store, 'findVersion'>,
  anyId: string,
): Promise<{ id: string; version: number } | null> => (ANY_ID.test(anyId) ? store.findVersion(anyId) : null);
