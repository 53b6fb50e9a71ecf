import { useLayoutEffect, useRef } from 'react';

/** What had the focus before something else covered the page has it again afterwards. */
export function useFocusBack(covered: boolean): void {
  const before = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (covered) {
      before.current = document.activeElement;
    } else if (before.current instanceof HTMLElement) {
      before.current.focus();
      before.current = null;
    }
  }, [covered]);
}
