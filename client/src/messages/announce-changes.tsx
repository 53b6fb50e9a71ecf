import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { describeChanges } from './changes.ts';
import type { Spoken } from './changes.ts';

/** What happens together is said together. */
const PAUSE = 2_000;
/** And nothing more is said for so long, however much happens: whoever listens wants to do something else, too. */
const QUIET = 10_000;

/** Tells those who hear the page what changed in it, politely. */
export function AnnounceChanges({ messages }: { messages: readonly Spoken[] }) {
  const [sentence, setSentence] = useState('');
  const announced = useRef(messages);
  const latest = useRef(messages);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const quietUntil = useRef(0);

  useEffect(() => {
    latest.current = messages;
    const now = Date.now();
    timer.current ??= setTimeout(
      () => {
        timer.current = undefined;
        const news = describeChanges(announced.current, latest.current, Date.now());
        announced.current = latest.current;
        if (news === null) return;
        quietUntil.current = Date.now() + QUIET;
        setSentence(news);
      },
      Math.max(PAUSE, quietUntil.current - now),
    );
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
