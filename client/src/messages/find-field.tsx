import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useEffect, useRef, useState } from 'react';
import type { SyntheticEvent } from 'react';
import { FILTERS } from '../texts/messages.ts';
import classes from './filter-bar.module.css';

/** After the last key (ms): by then a number is whole. */
const PAUSE = 400;

interface Props {
  /** What is looked for now. */
  find: string | null;
  /** Why the server does not look for it. */
  fault: string | undefined;
  onFind: (find: string | null) => void;
}

/** Looks for what is typed, without Enter, and at once with it. */
export function FindField({ find, fault, onFind }: Props) {
  const [text, setText] = useState(find ?? '');
  const asked = useRef(find);
  const input = useRef<HTMLInputElement>(null);
  // Back, Forward and "Clear filters" change it, too; what is being typed stays.
  useEffect(() => {
    if (find !== asked.current) setText(find ?? '');
    asked.current = find;
  }, [find]);

  const ask = (next: string): void => {
    const wanted = next.trim() || null;
    if (wanted === asked.current) return;
    asked.current = wanted;
    onFind(wanted);
  };
  const askLater = useDebouncedCallback(ask, PAUSE);
  const type = (next: string): void => {
    setText(next);
    askLater(next);
  };
  const askAtOnce = (next: string): void => {
    askLater.cancel();
    ask(next);
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    askAtOnce(text);
  };
  const clear = (): void => {
    setText('');
    askAtOnce('');
    input.current?.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- React does not know <search> in every browser
    <form role="search" className={classes.find} onSubmit={submit}>
      <TextInput
        ref={input}
        size="xs"
        aria-label={FILTERS.find}
        placeholder={FILTERS.findHint}
        value={text}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        error={fault}
        leftSection={<IconSearch size={14} aria-hidden />}
        rightSection={text !== '' && <CloseButton size="xs" aria-label={FILTERS.findClear} onClick={clear} />}
        onChange={(event) => type(event.currentTarget.value)}
      />
    </form>
  );
}
