import { ActionIcon, Anchor } from '@mantine/core';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { showMore } from '../../texts/send.ts';
import { LINK_BUTTON } from '../link-button.ts';
import classes from './recipients.module.css';

export interface ListedEntry {
  index: number;
  name: string;
  note: string | null;
  /** What its button does. */
  remove: string;
}

interface Props {
  label: string;
  title: string | null;
  /** So many before one asks for more. */
  first: number;
  /** Null: only one by one. */
  removeAll: string | null;
  items: readonly ListedEntry[];
  readOnly: boolean;
  onRemove: (indexes: readonly number[]) => void;
  /** Where the focus stays when all has gone. */
  place: RefObject<HTMLElement | null>;
}

const MORE = 50;

/** A few entries, more of them on demand, each with a button that takes it out. */
export function EntryList({ label, title, first, removeAll, items, readOnly, onRemove, place }: Props) {
  const [shown, setShown] = useState(first);
  const { list, keepFocus } = useFocusInList(place);
  const left = items.length - shown;
  const removeAt = (row: number, { index }: ListedEntry): void => {
    keepFocus(row);
    onRemove([index]);
  };
  const clear = (): void => {
    place.current?.querySelector<HTMLElement>('[data-who]')?.focus();
    onRemove(items.map(({ index }) => index));
  };
  return (
    <>
      {title !== null && (
        <p className={classes.line}>
          {title}{' '}
          {removeAll !== null && (
            <Anchor {...LINK_BUTTON} underline="always" disabled={readOnly} onClick={clear}>
              {removeAll}
            </Anchor>
          )}
        </p>
      )}
      <ul ref={list} aria-label={label} className={classes.list}>
        {items.slice(0, shown).map((item, row) => (
          <li key={item.index}>
            <span className={classes.name}>
              <bdi>{item.name}</bdi> {item.note !== null && <span className="quiet">{item.note}</span>}
            </span>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={24}
              aria-label={item.remove}
              disabled={readOnly}
              onClick={() => removeAt(row, item)}
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {left > 0 && (
        <Anchor {...LINK_BUTTON} onClick={() => setShown(shown + MORE)}>
          {showMore(Math.min(MORE, left), left)}
        </Anchor>
      )}
    </>
  );
}

/** What takes the place of a row that went takes its focus, too: the next one, the last one, or what sums them up. */
function useFocusInList(place: RefObject<HTMLElement | null>) {
  const list = useRef<HTMLUListElement>(null);
  const gone = useRef<number | null>(null);
  useEffect(() => {
    if (gone.current === null) return;
    const rows = list.current?.querySelectorAll('button');
    rows?.[Math.min(gone.current, rows.length - 1)]?.focus();
    gone.current = null;
  });
  return {
    list,
    keepFocus: (row: number): void => {
      // If it is the last one, the list goes with it, and with the list this effect.
      if (list.current?.children.length === 1)
        place.current?.querySelector<HTMLElement>('[data-who]')?.focus();
      else gone.current = row;
    },
  };
}
