import classes from './segmented-bar.module.css';
import type { Segment } from './summary.ts';

/** How many of all arrived and how many did not, to be seen at a glance; the words beside it say the same. */
export function SegmentedBar({ segments }: { segments: readonly Segment[] }) {
  return (
    <span className={classes.bar} aria-hidden>
      {segments.map(({ tone, count }) => (
        <span key={tone} className={classes.segment} data-tone={tone} style={{ flexGrow: count }} />
      ))}
    </span>
  );
}
