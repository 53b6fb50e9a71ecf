import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { Refused } from '../api-errors.ts';
import { ignoredText, LIST } from '../texts/messages.ts';
import { Note } from '../ui/note.tsx';
import { filterWords } from './filter-words.ts';
import { isFiltered, searchOf } from './list-view.ts';
import type { Ignored, ListView } from './list-view.ts';
import classes from './message-list.module.css';

/** What the address says and the page does not understand. */
export function IgnoredNote({ ignored }: { ignored: readonly Ignored[] }) {
  if (ignored.length === 0) return null;
  return (
    <output className={classes.note}>
      <Note tone="unsure">{ignoredText(ignored)}</Note>
    </output>
  );
}

/** Where the list does not begin with the newest. */
export function OlderNote({ view }: { view: ListView }) {
  if (view.after === null) return null;
  return (
    <p className={classes.above}>
      {LIST.olderOnly} <Link href={`/${searchOf({ ...view, after: null })}`}>{LIST.newest}</Link>
    </p>
  );
}

interface EmptyProps {
  view: ListView;
  onClear: () => void;
}

export function EmptyList({ view, onClear }: EmptyProps) {
  if (view.after !== null) return <p className={classes.empty}>{LIST.nothingOlder}</p>;
  if (!isFiltered(view)) return <p className={classes.empty}>{LIST.nothingYet}</p>;
  return (
    <div className={classes.empty}>
      <p>
        {LIST.nothingFound} {filterWords(view).join(', ')}
      </p>
      <Button size="xs" variant="default" onClick={onClear}>
        {LIST.clear}
      </Button>
    </div>
  );
}

/** Nothing is known yet, and nothing is on its way. */
export function FailedList({ error, onClear }: { error: Error; onClear: () => void }) {
  const faults = faultsOf(error);
  if (faults.length === 0) return <p className={classes.empty}>{LIST.notLoaded}</p>;
  // The others are told where they were typed.
  const elsewhere = faults.filter(({ path }) => path !== 'find');
  return (
    <div className={classes.empty}>
      <p>
        {LIST.notTaken} {elsewhere.map(({ message }) => message).join(' ')}
      </p>
      <Button size="xs" variant="default" onClick={onClear}>
        {LIST.clear}
      </Button>
    </div>
  );
}

/** What the server finds wrong with the question. */
export const faultsOf = (error: Error | null): { path: string; message: string }[] =>
  error instanceof Refused && error.problem.status === 422 ? (error.problem.errors ?? []) : [];
