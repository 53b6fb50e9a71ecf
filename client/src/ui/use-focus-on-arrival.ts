import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';

/** When the pressed link has gone with its page, the focus goes to the heading of the new one. */
export function useFocusOnArrival() {
  const pane = useRef<HTMLDivElement>(null);
  const [location] = useLocation();
  const seen = useRef(location);
  useEffect(() => {
    if (seen.current === location) return;
    seen.current = location;
    if (document.activeElement === document.body) pane.current?.querySelector('h2')?.focus();
  }, [location]);
  return pane;
}
