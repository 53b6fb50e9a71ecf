import type { Overview } from '@sinch-callback-app/server/contract';
import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts';
import { count } from '../../texts/count.ts';
import { barName, OVERVIEW, percent } from '../../texts/overview.ts';
import { CURSOR, GRID, MARGIN, STILL, X_AXIS, Y_AXIS } from './axes.ts';
import { HEIGHT } from './frame.tsx';
import { Tip } from './tip.tsx';

interface Props {
  times: Overview['timeToDelivery'];
  width: number;
}

/** How many took how long. */
export function TimeChart({ times: { histogram, count: all }, width }: Props) {
  const bars = histogram.map((bar, index) => ({ name: barName(histogram, index), count: bar.count }));
  const read = (label: unknown) =>
    textOf(
      bars.find(({ name }) => name === label),
      all,
    );
  return (
    <BarChart data={bars} width={width} height={HEIGHT} margin={MARGIN} accessibilityLayer={false}>
      <CartesianGrid {...GRID} />
      <XAxis {...X_AXIS} minTickGap={4} dataKey="name" />
      <YAxis {...Y_AXIS} tickFormatter={count} />
      <Tooltip {...STILL} cursor={CURSOR} content={<Tip read={read} />} />
      <Bar {...STILL} dataKey="count" maxBarSize={48} fill="var(--app-good)" />
    </BarChart>
  );
}

const textOf = (bar: { name: string; count: number } | undefined, all: number) =>
  bar && {
    title: bar.name,
    lines: [`${OVERVIEW.recipients} ${count(bar.count)} (${percent(all === 0 ? null : bar.count / all)})`],
  };
