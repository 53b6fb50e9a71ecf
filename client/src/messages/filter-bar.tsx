import { Button, NativeSelect } from '@mantine/core';
import IconFilter from '@tabler/icons-react/dist/esm/icons/IconFilter.mjs';
import { useId, useState } from 'react';
import { FILTERS, LIST, PROGRESS_NAMES } from '../texts/messages.ts';
import classes from './filter-bar.module.css';
import { filterWords } from './filter-words.ts';
import { FindField } from './find-field.tsx';
import { EVERYTHING, isFiltered, PROGRESSES } from './list-view.ts';
import type { ListView } from './list-view.ts';
import { RangeFields } from './range-fields.tsx';
import { chosenStatus, STATUS_OPTIONS, withStatus } from './status-options.ts';
import { chosenTime, isRange, TIME_OPTIONS, withTime } from './time-choice.ts';

const PROGRESS_OPTIONS = [
  { value: '', label: FILTERS.anyProgress },
  ...PROGRESSES.map((progress) => ({ value: progress, label: PROGRESS_NAMES[progress] })),
];

interface Props {
  view: ListView;
  /** The reader's day. */
  today: string;
  /** Why the server does not look for what was typed. */
  findFault: string | undefined;
  onShow: (view: ListView, options?: { replace: boolean }) => void;
}

export function FilterBar({ view, today, findFault, onShow }: Props) {
  const id = useId();
  const hasMore = isFiltered({ ...view, find: null });
  const [wish, setWish] = useState<boolean | null>(null);
  const isOpen = wish ?? hasMore;
  // Another selection begins with its newest message.
  const change = (part: Partial<ListView>, options?: { replace: boolean }): void =>
    onShow({ ...view, ...part, after: null }, options);
  const choose = (part: Partial<ListView>, options?: { replace: boolean }): void => {
    // It has the focus: it stays, even if nothing is left out any more.
    setWish(true);
    change(part, options);
  };
  return (
    <div className={classes.bar}>
      <FindField
        find={view.find}
        fault={findFault}
        onFind={(find) => change({ find }, { replace: find !== null && view.find !== null })}
      />
      <Button
        size="xs"
        variant="default"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        leftSection={<IconFilter size={14} aria-hidden />}
        onClick={() => setWish(!isOpen)}
      >
        {FILTERS.more}
      </Button>
      {isFiltered(view) && (
        <Button size="xs" variant="subtle" onClick={() => onShow(EVERYTHING)}>
          {LIST.clear}
        </Button>
      )}
      {!isOpen && hasMore && (
        <p className={classes.words}>{filterWords({ ...view, find: null }).join(' · ')}</p>
      )}
      {isOpen && (
        <fieldset id={id} aria-label={FILTERS.region} className={classes.choices}>
          <NativeSelect
            size="xs"
            aria-label={FILTERS.status}
            data={STATUS_OPTIONS}
            value={chosenStatus(view)}
            onChange={(event) => choose(withStatus(event.currentTarget.value))}
          />
          <NativeSelect
            size="xs"
            aria-label={FILTERS.progress}
            data={PROGRESS_OPTIONS}
            value={view.progress ?? ''}
            onChange={(event) =>
              choose({ progress: PROGRESSES.find((word) => word === event.currentTarget.value) ?? null })
            }
          />
          <NativeSelect
            size="xs"
            aria-label={FILTERS.time}
            data={TIME_OPTIONS}
            value={chosenTime(view)}
            onChange={(event) => choose(withTime(event.currentTarget.value, today))}
          />
          {isRange(view) && <RangeFields view={view} onChange={(part) => choose(part, { replace: true })} />}
        </fieldset>
      )}
    </div>
  );
}
