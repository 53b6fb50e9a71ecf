import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** Moves the focus to what bears that name as soon as it is there: what was pressed makes way for what it brought. */
export function useMoveFocus(place: RefObject<HTMLElement | null>): (name: string) => void {
  const next = useRef<string | null>(null);
  useEffect(() => {
    if (next.current !== null) place.current?.querySelector<HTMLElement>(`[name="${next.current}"]`)?.focus();
    next.current = null;
  });
  return (name) => {
    next.current = name;
  };
}
