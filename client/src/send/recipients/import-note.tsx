import { CloseButton, NativeSelect } from '@mantine/core';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import { columnName, noNumbers, TABLE, taken } from '../../texts/send.ts';
import { Note } from '../../ui/note.tsx';
import { useLate } from '../../ui/use-late.ts';
import classes from './recipients.module.css';
import type { Import } from './use-import.ts';

interface Props {
  state: Import | null;
  choose: (index: number) => void;
  dismiss: () => void;
  readOnly: boolean;
}

/** What was taken from a table, and from which of its columns. */
export function ImportNote({ state, choose, dismiss, readOnly }: Props) {
  const late = useLate(state?.kind === 'looking');
  const text = state && textOf(state);
  const isShown = text !== null && (state?.kind !== 'looking' || late);
  return (
    <div aria-live="polite" className={classes.live}>
      {state && isShown && (
        <Note tone={state.kind === 'fault' ? 'bad' : 'plain'}>
          <div className={classes.import}>
            <p>{text}</p>
            <CloseButton size="sm" aria-label={TABLE.dismiss} onClick={dismiss} />
          </div>
          {state.kind === 'taken' && state.columns.length > 1 && (
            <NativeSelect
              label={TABLE.column}
              size="xs"
              rightSection={<IconChevronDown size={14} aria-hidden />}
              disabled={readOnly}
              data={state.columns.map(({ name, position }, index) => ({
                value: String(index),
                label: columnName(name, position),
              }))}
              value={String(state.chosen)}
              onChange={(event) => choose(Number(event.currentTarget.value))}
            />
          )}
        </Note>
      )}
    </div>
  );
}

function textOf(state: Import): string | null {
  if (state.kind === 'looking') return TABLE.looking;
  if (state.kind === 'fault')
    return state.fault === 'no_numbers' ? noNumbers(state.source) : TABLE[state.fault];
  const column = state.columns[state.chosen];
  return column ? taken(column.numbers.length, columnName(column.name, column.position), state.source) : null;
}
