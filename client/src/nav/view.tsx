import { useDocumentTitle } from '@mantine/hooks';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { titled } from '../texts/nav.ts';
import { LoadBoundary } from './load-boundary.tsx';
import classes from './view.module.css';

interface Props {
  title: string;
  /** What stands above the title. */
  above?: ReactNode;
  children: ReactNode;
}

/** A view that is loaded when it is first shown. Its heading is there at once, and has the focus meanwhile. */
export function View({ title, above, children }: Props) {
  const heading = useId();
  useDocumentTitle(titled(title));
  return (
    <section aria-labelledby={heading} className={classes.view}>
      {above}
      <h2 id={heading} tabIndex={-1} className={classes.heading}>
        {title}
      </h2>
      <LoadBoundary>{children}</LoadBoundary>
    </section>
  );
}
