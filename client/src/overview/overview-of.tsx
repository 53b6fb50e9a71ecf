import { Skeleton } from '@mantine/core';
import { isNotFound } from '../api-errors.ts';
import { OVERVIEW } from '../texts/overview.ts';
import { Note } from '../ui/note.tsx';
import { useLate } from '../ui/use-late.ts';
import { Waiting } from '../ui/waiting.tsx';
import { Charts } from './charts.tsx';
import { Figures } from './figures.tsx';
import classes from './overview-page.module.css';
import type { Period } from './period.ts';
import { useOverview } from './use-overview.ts';

export function OverviewOf({ period }: { period: Exclude<Period, { kind: 'wrong' }> }) {
  const { data: overview, error, isPlaceholderData } = useOverview(period);
  const slow = useLate(isPlaceholderData);
  if (overview === undefined) return <Nothing error={error} />;
  if (overview.total.messages === 0)
    return (
      <p className={classes.empty}>
        <strong>{OVERVIEW.empty}</strong> {OVERVIEW.emptyAdvice}
      </p>
    );
  return (
    <div className={classes.content} data-stale={slow || undefined}>
      <Figures overview={overview} />
      <Charts overview={overview} />
    </div>
  );
}

function Nothing({ error }: { error: Error | null }) {
  if (error !== null) {
    return <Note tone="unsure">{isNotFound(error) ? OVERVIEW.formerServer : OVERVIEW.failed}</Note>;
  }
  return (
    <Waiting className={classes.placeholder}>
      <Skeleton height={48} />
      <Skeleton height={220} />
      <Skeleton height={220} />
    </Waiting>
  );
}
