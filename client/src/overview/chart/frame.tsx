import { useElementSize } from '@mantine/hooks';
import type { ReactNode } from 'react';
import classes from './chart.module.css';

interface Props {
  /** What the chart shows, for those who do not see it; the table has the rest. */
  label: string;
  children: (width: number) => ReactNode;
}

/** Its height is there from the start, so that nothing moves when the chart is drawn. */
export function Frame({ label, children }: Props) {
  const { ref, width } = useElementSize();
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- it is drawn in parts, not loaded
    <div ref={ref} role="img" aria-label={label} className={classes.frame}>
      {width > 0 && children(width)}
    </div>
  );
}

/** That of the frame, in px. */
export const HEIGHT = 224;
