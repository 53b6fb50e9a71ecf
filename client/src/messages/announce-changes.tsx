import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { describeChanges } from './changes.ts';
import type { Spoken } from './changes.ts';

/** At most one sentence in this time, however often the page polls. */
const PAUSE = 2_000;

/** Tells those who hear the page what changed in it, politely. */
export function AnnounceChanges({ messages }: { messages: readonly Spoken[] }) {
  const [sentence, setSentence] = useState('');
  const announced = useRef(messages);
  const latest = useRef(messages);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    latest.current = messages;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      const news = describeChanges(announced.current, latest.current, Date.now());
      announced.current = latest.current;
      if (news !== null) setSentence(news);
    }, PAUSE);
  }, [messages]);

  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );

  return <VisuallyHidden aria-live="polite">{sentence}</VisuallyHidden>;
}
