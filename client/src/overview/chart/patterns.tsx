import type { Group } from '../outcomes.ts';
import classes from './chart.module.css';

const COLOURS: Readonly<Record<Group, string>> = {
  delivered: 'var(--app-good)',
  unknown: 'var(--app-unsure)',
  failed: 'var(--app-bad)',
  cancelled: 'var(--app-open)',
  open: 'var(--app-open)',
};

/** What tells the groups apart where colours do not: stripes, dots, lines. Delivered is plain. */
const SHAPES: Readonly<Record<Exclude<Group, 'delivered'>, string>> = {
  failed: 'M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4',
  unknown: 'M2,1 v2 M6,5 v2',
  cancelled: 'M0,2 h8 M0,6 h8',
  open: 'M0,0 v8',
};
const STRIPED = ['failed', 'unknown', 'cancelled', 'open'] as const;

/** How a group is filled. `patterns`: the id of the definitions. */
export const fillOf = (group: Group, patterns: string): string =>
  group === 'delivered' ? COLOURS.delivered : `url(#${patterns}-${group})`;

export const strokeOf = (group: Group): string => COLOURS[group];

/** Drawn nowhere itself: charts and legends take their fillings from here. */
export function PatternDefs({ id }: { id: string }) {
  return (
    <svg aria-hidden width="0" height="0" className={classes.defs}>
      <defs>
        {STRIPED.map((group) => (
          <pattern key={group} id={`${id}-${group}`} width="8" height="8" patternUnits="userSpaceOnUse">
            <rect width="8" height="8" fill={COLOURS[group]} opacity="0.25" />
            <path d={SHAPES[group]} stroke={COLOURS[group]} strokeWidth="2" fill="none" />
          </pattern>
        ))}
      </defs>
    </svg>
  );
}
