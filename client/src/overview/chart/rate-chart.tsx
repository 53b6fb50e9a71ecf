import type { Overview } from '@sinch-callback-app/server/contract';
import { CartesianGrid, Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts';
import { OVERVIEW, percent } from '../../texts/overview.ts';
import { nameOf, tickOf } from '../points.ts';
import type { Point } from '../points.ts';
import { GRID, MARGIN, STILL, X_AXIS, Y_AXIS } from './axes.ts';
import { HEIGHT } from './frame.tsx';
import { Tip } from './tip.tsx';

interface Props {
  points: readonly Point[];
  bucket: Overview['bucket'];
  width: number;
}

const DOT = { r: 3, fill: 'var(--app-good)', strokeWidth: 0 } as const;

/** Where no outcome is known, the line has a hole. */
export function RateChart({ points, bucket, width }: Props) {
  const read = (label: unknown) =>
    textOf(
      points.find(({ at }) => at === label),
      bucket,
    );
  return (
    <LineChart data={[...points]} width={width} height={HEIGHT} margin={MARGIN} accessibilityLayer={false}>
      <CartesianGrid {...GRID} />
      <XAxis
        {...X_AXIS}
        dataKey="at"
        padding={{ left: 8, right: 8 }}
        tickFormatter={(at: number) => tickOf(at, bucket)}
      />
      <YAxis {...Y_AXIS} domain={[0, 1]} ticks={[0, 0.25, 0.5, 0.75, 1]} tickFormatter={percent} />
      <Tooltip {...STILL} cursor={{ stroke: 'var(--app-line)' }} content={<Tip read={read} />} />
      <Line
        {...STILL}
        dataKey="rate"
        type="linear"
        stroke="var(--app-good)"
        strokeWidth={2}
        dot={DOT}
        activeDot={DOT}
      />
    </LineChart>
  );
}

const textOf = (point: Point | undefined, bucket: Overview['bucket']) =>
  point && {
    title: nameOf(point.at, bucket),
    lines: [point.rate === null ? OVERVIEW.noRate : `${OVERVIEW.rate} ${percent(point.rate)}`],
  };
