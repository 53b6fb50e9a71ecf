import type { Overview } from '@sinch-callback-app/server/contract';
import { useId, useMemo } from 'react';
import { OVERVIEW, outcomesLabel, rateLabel, timeLabel, timeSummary } from '../texts/overview.ts';
import { Causes, CausesTable } from './causes-panel.tsx';
import { causesOf } from './causes.ts';
import { Frame } from './chart/frame.tsx';
import { Legend } from './chart/legend.tsx';
import { OutcomesChart } from './chart/outcomes-chart.tsx';
import { PatternDefs } from './chart/patterns.tsx';
import { RateChart } from './chart/rate-chart.tsx';
import { TimeChart } from './chart/time-chart.tsx';
import classes from './charts.module.css';
import { groupsOf, rateOf } from './outcomes.ts';
import { Panel } from './panel.tsx';
import { pointsOf } from './points.ts';
import { SeriesTable } from './series-table.tsx';
import { TimeTable } from './time-table.tsx';

/** Each with the table behind it. */
export function Charts({ overview }: { overview: Overview }) {
  const patterns = useId();
  const points = useMemo(() => pointsOf(overview), [overview]);
  const causes = useMemo(() => causesOf(overview), [overview]);
  const total = groupsOf(overview.total);
  const { timeToDelivery: times, bucket } = overview;
  return (
    <div className={classes.charts}>
      <PatternDefs id={patterns} />
      <Panel
        id="rate"
        title={OVERVIEW.rateTitle}
        note={OVERVIEW.rateNote}
        table={<SeriesTable points={points} bucket={bucket} total={total} kind="rate" />}
      >
        <Frame label={rateLabel(rateOf(total))}>
          {(width) => <RateChart points={points} bucket={bucket} width={width} />}
        </Frame>
      </Panel>
      <Panel
        id="outcomes"
        title={OVERVIEW.outcomesTitle}
        note={OVERVIEW.outcomesNote}
        table={<SeriesTable points={points} bucket={bucket} total={total} kind="outcomes" />}
      >
        <Legend groups={total} patterns={patterns} />
        <Frame label={outcomesLabel(total)}>
          {(width) => <OutcomesChart points={points} bucket={bucket} width={width} patterns={patterns} />}
        </Frame>
      </Panel>
      <Panel
        id="time"
        title={OVERVIEW.timeTitle}
        note={OVERVIEW.timeNote}
        empty={times.count === 0 && OVERVIEW.timeEmpty}
        table={<TimeTable times={times} />}
      >
        <p className={classes.summary}>{timeSummary(times)}</p>
        <Frame label={timeLabel(times)}>{(width) => <TimeChart times={times} width={width} />}</Frame>
      </Panel>
      <Panel
        id="causes"
        title={OVERVIEW.failuresTitle}
        note={OVERVIEW.failuresNote}
        empty={causes.length === 0 && OVERVIEW.failuresEmpty}
        table={<CausesTable causes={causes} span={overview} />}
      >
        <Causes causes={causes} span={overview} patterns={patterns} />
      </Panel>
    </div>
  );
}
