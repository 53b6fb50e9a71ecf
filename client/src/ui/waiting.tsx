import type { PropsWithChildren } from 'react';
import { useLate } from './use-late.ts';

interface Props {
  className: string | undefined;
}

/** The outlines of what is on its way. Nothing at first: most is there before one could see them. */
export function Waiting({ className, children }: PropsWithChildren<Props>) {
  const late = useLate(true);
  return (
    <div className={className} aria-hidden>
      {late && children}
    </div>
  );
}
