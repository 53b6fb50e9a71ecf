import { Skeleton } from '@mantine/core';
import { Refused } from '../api-errors.ts';
import { OVERVIEW } from '../texts/overview.ts';
import { Note } from '../ui/note.tsx';
import { useLate } from '../ui/use-late.ts';
import { Charts } from './charts.tsx';
import { Figures } from './figures.tsx';
import classes from './overview-page.module.css';
import type { Period } from './period.ts';
import { useOverview } from './use-overview.ts';

export function OverviewOf({ period }: { period: Exclude<Period, { kind: 'wrong' }> }) {
  const { data: overview, error, isPending, isPlaceholderData } = useOverview(period);
  const slow = useLate(isPending || isPlaceholderData);
  if (overview === undefined) return <Nothing error={error} slow={slow} />;
  if (overview.total.messages === 0)
    return (
      <p className={classes.empty}>
        <strong>{OVERVIEW.empty}</strong> {OVERVIEW.emptyAdvice}
      </p>
    );
  return (
    <div className={classes.content} data-stale={(isPlaceholderData && slow) || undefined}>
      <Figures overview={overview} />
      <Charts overview={overview} />
    </div>
  );
}

function Nothing({ error, slow }: { error: Error | null; slow: boolean }) {
  if (error !== null) {
    const isFormer = error instanceof Refused && error.problem.status === 404;
    return <Note tone="unsure">{isFormer ? OVERVIEW.formerServer : OVERVIEW.failed}</Note>;
  }
  return (
    <div className={classes.placeholder} aria-hidden>
      {slow && (
        <>
          <Skeleton height={48} />
          <Skeleton height={220} />
          <Skeleton height={220} />
        </>
      )}
    </div>
  );
}
