import { Link } from 'wouter';
import { RECIPIENTS, SHOW_LABELS } from '../texts/message.ts';
import classes from './recipients.module.css';
import { SHOWS } from './selection.ts';
import type { Selection, Show } from './selection.ts';

interface Props {
  selection: Selection;
  counts: Readonly<Record<Show, number>>;
  total: number;
  hrefTo: (part: Partial<Selection>) => string;
}

/** One link a filter, with how many it shows; what contradicts itself is rare, so it has one only where there is any. */
export function RecipientFilters({ selection, counts, total, hrefTo }: Props) {
  const { show, cause } = selection;
  const offered = SHOWS.filter((known) => known !== 'conflict' || counts.conflict > 0 || show === known);
  return (
    <nav aria-label={RECIPIENTS.filters} className={classes.filters}>
      <Filter
        name={SHOW_LABELS.all}
        count={total}
        isOn={show === null}
        href={hrefTo({ show: null, cause: null })}
      />
      {offered.map((known) => (
        <Filter
          key={known}
          name={SHOW_LABELS[known]}
          count={counts[known]}
          isOn={show === known && cause === null}
          href={hrefTo({ show: known, cause: null })}
        />
      ))}
    </nav>
  );
}

interface FilterProps {
  name: string;
  count: number;
  isOn: boolean;
  href: string;
}

function Filter({ name, count, isOn, href }: FilterProps) {
  return (
    <Link href={href} className={classes.filter} aria-current={isOn ? 'true' : undefined}>
      {name} <span className={classes.count}>{count}</span>
    </Link>
  );
}
