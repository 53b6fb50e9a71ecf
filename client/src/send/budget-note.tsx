import type { Budget } from '@sinch-callback-app/server/contract';
import { BUDGET } from '../texts/send.ts';
import { Note } from '../ui/note.tsx';
import { PlannedTimeAndWait } from '../ui/planned-time.tsx';
import { useNow } from '../ui/use-now.ts';
import classes from './send-form.module.css';

/** From this share on it is worth a line how much of the day is used. */
const WORTH_A_LINE = 0.8;

/** How much may still be sent today, once that is little. */
export function BudgetNote({ budget }: { budget: Budget | undefined }) {
  const now = useNow();
  // A day that is over says nothing of the next one.
  const today = budget !== undefined && now < Date.parse(budget.resetsAt) ? budget : null;
  const isSpent = today !== null && today.partsToday >= today.partsPerDay;
  return (
    <>
      <div aria-live="polite" className={classes.spent}>
        {isSpent && <SpentNote budget={today} />}
      </div>
      {today !== null && !isSpent && today.partsToday >= today.partsPerDay * WORTH_A_LINE && (
        <p className="quiet">{BUDGET.used(today.partsToday, today.partsPerDay)}</p>
      )}
    </>
  );
}

function SpentNote({ budget: { partsPerDay, resetsAt } }: { budget: Budget }) {
  return (
    <Note tone="unsure">
      <strong>{BUDGET.spent}</strong> {BUDGET.limit(partsPerDay)}
      {' ('}
      <code>{BUDGET.variable}</code>
      {'). '}
      {BUDGET.again} <PlannedTimeAndWait at={resetsAt} />
      {'.'}
    </Note>
  );
}
