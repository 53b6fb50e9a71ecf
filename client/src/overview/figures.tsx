import type { Overview } from '@sinch-callback-app/server/contract';
import { count } from '../texts/count.ts';
import { bound, OVERVIEW, openNote, percent } from '../texts/overview.ts';
import classes from './figures.module.css';
import { groupsOf, rateOf } from './outcomes.ts';

/** What matters most, before any chart. */
export function Figures({ overview: { total, timeToDelivery } }: { overview: Overview }) {
  const groups = groupsOf(total);
  return (
    <dl aria-label={OVERVIEW.figures} className={classes.figures}>
      <Figure name={OVERVIEW.rate} value={percent(rateOf(groups))} note={openNote(groups.open)} />
      <Figure name={OVERVIEW.messages} value={count(total.messages)} />
      <Figure name={OVERVIEW.recipients} value={count(total.recipients)} />
      <Figure name={OVERVIEW.median} value={bound(timeToDelivery.medianSeconds, timeToDelivery)} />
      <Figure name={OVERVIEW.p95} value={bound(timeToDelivery.p95Seconds, timeToDelivery)} />
    </dl>
  );
}

function Figure({ name, value, note = '' }: { name: string; value: string; note?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={classes.value}>{value}</dd>
      {note !== '' && <dd className={classes.note}>{note}</dd>}
    </div>
  );
}
