import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';

/**
 * When a link was pressed, gone with its page or not, the focus goes to the heading of the new one. Elsewhere, as in
 * a field that is being typed in, it stays. A page that has given it a better place itself keeps it there.
 */
export function useFocusOnArrival() {
  const pane = useRef<HTMLDivElement>(null);
  const [location] = useLocation();
  const seen = useRef(location);
  useEffect(() => {
    if (seen.current === location) return;
    seen.current = location;
    const focused = document.activeElement;
    const isPlaced = pane.current?.contains(focused) === true;
    if (focused === document.body || (focused instanceof HTMLAnchorElement && !isPlaced))
      pane.current?.querySelector('h2')?.focus();
  }, [location]);
  return pane;
}
