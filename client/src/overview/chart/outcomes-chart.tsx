import type { Overview } from '@sinch-callback-app/server/contract';
import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts';
import { count } from '../../texts/count.ts';
import { groupCount } from '../../texts/overview.ts';
import { GROUPS } from '../outcomes.ts';
import { nameOf, tickOf } from '../points.ts';
import type { Point } from '../points.ts';
import { CURSOR, GRID, MARGIN, STILL, X_AXIS, Y_AXIS } from './axes.ts';
import { HEIGHT } from './frame.tsx';
import { fillOf, strokeOf } from './patterns.tsx';
import { Tip } from './tip.tsx';

interface Props {
  points: readonly Point[];
  bucket: Overview['bucket'];
  width: number;
  patterns: string;
}

/** A bar an hour or a day, built up of what became of its recipients. */
export function OutcomesChart({ points, bucket, width, patterns }: Props) {
  const shown = GROUPS.filter((group) => points.some((point) => point[group] > 0));
  const read = (label: unknown) =>
    textOf(
      points.find(({ at }) => at === label),
      bucket,
    );
  return (
    <BarChart data={[...points]} width={width} height={HEIGHT} margin={MARGIN} accessibilityLayer={false}>
      <CartesianGrid {...GRID} />
      <XAxis {...X_AXIS} dataKey="at" tickFormatter={(at: number) => tickOf(at, bucket)} />
      <YAxis {...Y_AXIS} tickFormatter={count} />
      <Tooltip {...STILL} cursor={CURSOR} content={<Tip read={read} />} />
      {shown.map((group) => (
        <Bar
          key={group}
          {...STILL}
          dataKey={group}
          stackId="outcomes"
          maxBarSize={48}
          fill={fillOf(group, patterns)}
          stroke={strokeOf(group)}
        />
      ))}
    </BarChart>
  );
}

const textOf = (point: Point | undefined, bucket: Overview['bucket']) =>
  point && {
    title: nameOf(point.at, bucket),
    lines: GROUPS.filter((group) => point[group] > 0).map((group) => groupCount(group, point[group])),
  };
