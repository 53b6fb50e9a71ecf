import { useEffect, useState } from 'react';
import type { ChangeEvent } from 'react';

/** Whoever pauses that long has come to the end of a number. */
const PAUSE = 1_000;
const TYPED = /^(insertText|insertCompositionText|deleteContent)/;

interface Typed {
  caret: number;
}

/** Where somebody is typing; null: nowhere. What is half typed is not judged yet; what is pasted is. */
export function useTyping() {
  const [typed, setTyped] = useState<Typed | null>(null);
  useEffect(() => {
    if (typed === null) return undefined;
    const timer = setTimeout(() => setTyped(null), PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  const onTyped = ({ currentTarget, nativeEvent }: ChangeEvent<HTMLTextAreaElement>): void => {
    const isTyped = nativeEvent instanceof InputEvent && TYPED.test(nativeEvent.inputType);
    setTyped(isTyped ? { caret: currentTarget.selectionStart } : null);
  };
  return { caret: typed?.caret ?? null, onTyped };
}
