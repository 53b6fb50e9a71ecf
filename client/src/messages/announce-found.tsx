import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { foundText } from '../texts/messages.ts';
import type { KnownList } from './known-list.ts';
import { searchOf } from './list-view.ts';
import type { ListView } from './list-view.ts';

/** Tells those who hear the page what another filter found, once. `list` is undefined while it is looked for. */
export function AnnounceFound({ view, list }: { view: ListView; list: KnownList | undefined }) {
  const [sentence, setSentence] = useState('');
  const search = searchOf(view);
  const told = useRef(search);
  useEffect(() => {
    if (list === undefined || told.current === search) return;
    told.current = search;
    setSentence(foundText(list.items.length, list.next !== null));
  }, [search, list]);
  return <VisuallyHidden component="output">{sentence}</VisuallyHidden>;
}
