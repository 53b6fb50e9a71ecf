import { useEffect, useRef, useState } from 'react';

interface Pace {
  /** What happens together is said together: so long after the first of it (ms). */
  pause: number;
  /** So long after a sentence, no other comes. */
  quiet?: number;
}

/** The last sentence about what became of a value since the sentence before. `describe`: null if it is not worth one. */
export function useAnnounced<Value>(
  value: Value,
  describe: (before: Value, now: Value) => string | null,
  { pause, quiet = 0 }: Pace,
): string {
  const [sentence, setSentence] = useState('');
  const announced = useRef(value);
  const latest = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const quietUntil = useRef(0);

  useEffect(() => {
    latest.current = value;
    timer.current ??= setTimeout(
      () => {
        timer.current = undefined;
        const news = describe(announced.current, latest.current);
        announced.current = latest.current;
        if (news === null) return;
        quietUntil.current = Date.now() + quiet;
        setSentence(news);
      },
      Math.max(pause, quietUntil.current - Date.now()),
    );
  }, [value, describe, pause, quiet]);

  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );

  return sentence;
}
