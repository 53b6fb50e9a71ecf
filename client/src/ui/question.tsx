import { useEffect, useRef } from 'react';
import type { KeyboardEvent, PropsWithChildren } from 'react';

interface Props {
  /** The ids of what is asked, and of what it means. */
  labelledBy: string;
  describedBy: string;
  className: string | undefined;
  onEscape: () => void;
}

/** Asks before something happens. Takes the focus as a whole, so that a key held down answers nothing. */
export function Question({
  labelledBy,
  describedBy,
  className,
  onEscape,
  children,
}: PropsWithChildren<Props>) {
  const group = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    group.current?.focus({ preventScroll: true });
    // At once: there is no motion that one could want less of.
    group.current?.scrollIntoView?.({ block: 'nearest', behavior: 'instant' });
  }, []);
  const onKeyDown = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape') onEscape();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape is but a second way to go back
    <fieldset
      ref={group}
      tabIndex={-1}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      className={className}
      onKeyDown={onKeyDown}
    >
      {children}
    </fieldset>
  );
}
