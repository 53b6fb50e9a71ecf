import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** Where something goes while it has the focus, the heading of its section takes it: the next Tab starts nearby. */
export function useFocusKept(place: RefObject<HTMLElement | null>) {
  const isWithin = useRef(false);
  useEffect(() => {
    if (!isWithin.current || document.activeElement !== document.body) return;
    isWithin.current = false;
    const section = place.current?.closest('section') ?? place.current;
    section?.querySelector<HTMLElement>('h2, h3')?.focus();
  });
  return {
    onFocus: () => {
      isWithin.current = true;
    },
    // Not called for what React itself removes.
    onBlur: () => {
      isWithin.current = false;
    },
  };
}
