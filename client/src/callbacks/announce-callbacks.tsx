import { VisuallyHidden } from '@mantine/core';
import type { CallbackSummary } from '@sinch-callback-app/server/contract';
import { useEffect, useRef, useState } from 'react';
import { cameNow } from '../texts/callbacks.ts';
import { heldBack } from './held-back.ts';

/** At most one sentence in this time: callbacks may come by the hundred. */
const PAUSE = 10_000;

/** Tells those who hear the page how many came, politely. */
export function AnnounceCallbacks({ callbacks }: { callbacks: readonly CallbackSummary[] }) {
  const [sentence, setSentence] = useState('');
  const announced = useRef(callbacks);
  const latest = useRef(callbacks);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    latest.current = callbacks;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      const { newer } = heldBack(announced.current, latest.current);
      announced.current = latest.current;
      if (newer > 0) setSentence(cameNow(newer));
    }, PAUSE);
  }, [callbacks]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return <VisuallyHidden aria-live="polite">{sentence}</VisuallyHidden>;
}
