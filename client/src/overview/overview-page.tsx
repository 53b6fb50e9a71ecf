import { useState } from 'react';
import { useSearch } from 'wouter';
import { OVERVIEW } from '../texts/overview.ts';
import { Note } from '../ui/note.tsx';
import classes from './overview-page.module.css';
import { OverviewOf } from './overview-of.tsx';
import { readPeriod } from './period.ts';
import { PeriodPicker } from './period-picker.tsx';

/** What became of the messages of a period. */
export function OverviewPage() {
  const [openedAt] = useState(Date.now);
  const period = readPeriod(useSearch(), openedAt);
  return (
    <div className={classes.page}>
      <PeriodPicker period={period} />
      {period.kind === 'wrong' ? (
        <Note tone="unsure">{OVERVIEW.wrongPeriod}</Note>
      ) : (
        <OverviewOf period={period} />
      )}
    </div>
  );
}
