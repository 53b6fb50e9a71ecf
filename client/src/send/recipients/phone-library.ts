import type * as Phone from '@sinch-callback-app/server/phone';
import { useCallback, useEffect, useState } from 'react';

export type PhoneLibrary = typeof Phone;

let loading: Promise<PhoneLibrary> | null = null;

/** Too heavy for the first load of the page; one that has failed is tried again when it is next asked for. */
export async function loadPhoneLibrary(): Promise<PhoneLibrary | null> {
  loading ??= import('@sinch-callback-app/server/phone');
  try {
    return await loading;
  } catch {
    loading = null;
    return null;
  }
}

/** Undefined: under way. Null: it did not come, and the server alone judges what was typed. */
export function usePhoneLibrary(): { library: PhoneLibrary | null | undefined; retry: () => void } {
  const [library, setLibrary] = useState<PhoneLibrary | null>();
  const load = useCallback(() => {
    let isWanted = true;
    void loadPhoneLibrary().then((found) => isWanted && setLibrary(found));
    return () => {
      isWanted = false;
    };
  }, []);
  useEffect(load, [load]);
  return { library, retry: () => library === null && load() };
}
