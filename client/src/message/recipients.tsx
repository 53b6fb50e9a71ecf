import { TextInput } from '@mantine/core';
import type { Message } from '@sinch-callback-app/server/contract';
import { useMemo, useRef } from 'react';
import { RECIPIENTS } from '../texts/message.ts';
import { useFocusKept } from '../ui/use-focus-kept.ts';
import { Pager } from './pager.tsx';
import { RecipientFilters } from './recipient-filters.tsx';
import { RecipientTable } from './recipient-table.tsx';
import classes from './recipients.module.css';
import { countShows, pageOf, select } from './selection.ts';
import { useSelection } from './use-selection.ts';

/** As many as one sees at a glance need no search. */
const FEW = 10;

/** The recipients of a message, as many at a time as one can look at; which ones stands in the address. */
export function Recipients({ message }: { message: Message }) {
  const { recipients, state } = message;
  const place = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { selection, hrefTo, change, turn } = useSelection();
  const counts = useMemo(() => countShows(recipients), [recipients]);
  const selected = useMemo(() => select(recipients, selection), [recipients, selection]);
  const { items, page, pages } = pageOf(selected, selection.page);
  const isNarrowed = selection.show !== null || selection.find !== '';
  return (
    <section aria-labelledby="recipients" className={classes.recipients}>
      <h3 id="recipients" ref={heading} tabIndex={-1} className={classes.heading}>
        {RECIPIENTS.heading}
      </h3>
      {(recipients.length > 1 || isNarrowed) && (
        <div className={classes.tools}>
          {state === 'accepted' && (
            <RecipientFilters
              selection={selection}
              counts={counts}
              total={recipients.length}
              hrefTo={hrefTo}
            />
          )}
          {(recipients.length > FEW || selection.find !== '') && (
            <TextInput
              size="xs"
              type="search"
              inputMode="tel"
              className={classes.find}
              aria-label={RECIPIENTS.find}
              placeholder={RECIPIENTS.find}
              value={selection.find}
              onChange={(event) => change({ find: event.currentTarget.value })}
            />
          )}
        </div>
      )}
      <div ref={place} {...useFocusKept(place)}>
        <RecipientTable message={message} shown={items} />
      </div>
      {selected.length === 0 && (
        <p className={classes.none}>{message.final ? RECIPIENTS.none : RECIPIENTS.noneNow}</p>
      )}
      {pages > 1 && (
        <Pager
          page={page}
          pages={pages}
          total={selected.length}
          onTurn={(next) => {
            turn(next);
            heading.current?.focus();
          }}
        />
      )}
    </section>
  );
}
