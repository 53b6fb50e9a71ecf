import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { readOpened } from './opened-row.ts';

/** Back from a message, its line has the focus again; a list that begins elsewhere gives it to the heading. */
export function useRowFocus(
  section: RefObject<HTMLElement | null>,
  after: string | null,
  isKnown: boolean,
): void {
  const isSettled = useRef(false);
  useEffect(() => {
    if (!isKnown || isSettled.current) return;
    isSettled.current = true;
    const id = readOpened();
    // Whoever has gone on to something else meanwhile is not called back.
    if (id !== null && isIdle(document.activeElement))
      section.current?.querySelector<HTMLElement>(`a[data-message="${CSS.escape(id)}"]`)?.focus();
  }, [isKnown, section]);

  const begin = useRef(after);
  useEffect(() => {
    if (begin.current === after) return;
    begin.current = after;
    if (isIdle(document.activeElement) || isWithin(section.current))
      section.current?.querySelector('h2')?.focus();
  }, [after, section]);
}

const isIdle = (focused: Element | null): boolean =>
  focused === null || focused === document.body || focused instanceof HTMLHeadingElement;

const isWithin = (section: HTMLElement | null): boolean =>
  section?.contains(document.activeElement) === true && document.activeElement instanceof HTMLAnchorElement;
