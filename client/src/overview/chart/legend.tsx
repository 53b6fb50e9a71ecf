import { groupCount } from '../../texts/overview.ts';
import { GROUPS } from '../outcomes.ts';
import type { Groups } from '../outcomes.ts';
import classes from './chart.module.css';
import { fillOf, strokeOf } from './patterns.tsx';

/** Only of what is there. */
export function Legend({ groups, patterns }: { groups: Groups; patterns: string }) {
  return (
    <ul className={classes.legend}>
      {GROUPS.filter((group) => groups[group] > 0).map((group) => (
        <li key={group}>
          <svg aria-hidden width="12" height="12">
            <rect
              x="0.5"
              y="0.5"
              width="11"
              height="11"
              fill={fillOf(group, patterns)}
              stroke={strokeOf(group)}
            />
          </svg>
          {groupCount(group, groups[group])}
        </li>
      ))}
    </ul>
  );
}
