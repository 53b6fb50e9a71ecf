import { useLocalStorage } from '@mantine/hooks';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { asTableOf, OVERVIEW, scrolled } from '../texts/overview.ts';
import { Toggle } from '../ui/toggle.tsx';
import classes from './panel.module.css';

interface Props {
  /** Under which the reader's choice is kept. */
  id: string;
  title: string;
  note: string;
  /** In place of chart and table. */
  empty?: string | false;
  table: ReactNode;
  /** The chart. */
  children: ReactNode;
}

/** A chart, or the very same as a table. */
export function Panel({ id, title, note, empty = false, table, children }: Props) {
  const heading = useId();
  const [asTable, setAsTable] = useLocalStorage({
    key: `overview-${id}-as-table`,
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  return (
    <section aria-labelledby={heading} className={classes.panel}>
      <div className={classes.head}>
        <h3 id={heading}>{title}</h3>
        {empty === false && (
          <Toggle pressed={asTable} label={asTableOf(title)} onChange={setAsTable}>
            {OVERVIEW.asTable}
          </Toggle>
        )}
      </div>
      <p className={classes.note}>{note}</p>
      {empty !== false && <p className={classes.empty}>{empty}</p>}
      {empty === false && (asTable ? <TableFrame name={title}>{table}</TableFrame> : children)}
    </section>
  );
}

/** A table of ninety days scrolls within its panel, by keyboard too. */
function TableFrame({ name, children }: { name: string; children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <section aria-label={scrolled(name)} tabIndex={0} className={classes.table}>
      {children}
    </section>
  );
}
