import { useRef, useState } from 'react';
import type { FocusEvent } from 'react';
import { heldBack } from './held-back.ts';

/**
 * While a pointer or the focus is in the list, new lines do not push away what is about to be pressed: they wait until
 * it has left, or until they are asked for.
 */
export function useHeldBack<T extends { id: string }>(items: readonly T[]) {
  const [held, setHeld] = useState<readonly T[] | null>(null);
  const within = useRef({ pointer: false, focus: false });
  const move = (part: { pointer?: boolean; focus?: boolean }): void => {
    within.current = { ...within.current, ...part };
    const { pointer, focus } = within.current;
    setHeld((known) => (pointer || focus ? (known ?? items) : null));
  };
  const showNewer = (): void => {
    // The button goes, and the focus with it, of which nothing tells.
    within.current.focus = false;
    setHeld(within.current.pointer ? items : null);
  };
  const area = {
    onPointerEnter: () => move({ pointer: true }),
    onPointerLeave: () => move({ pointer: false }),
    onFocus: () => move({ focus: true }),
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) =>
      move({ focus: relatedTarget instanceof Node && currentTarget.contains(relatedTarget) }),
  };
  return { shown: heldBack(held, items), area, showNewer };
}
