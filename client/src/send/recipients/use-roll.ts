import { useEffect, useMemo, useState } from 'react';
import type { Entry } from './entries.ts';
import type { PhoneLibrary } from './phone-library.ts';
import { createReader } from './reader.ts';
import type { Reader } from './reader.ts';
import { callTheRoll, takeLiterally } from './readings.ts';
import type { Roll } from './readings.ts';

const clock = (): number => performance.now();

/** Who the entries name. Null: being read still. However many they are, the page goes on meanwhile. */
export function useRoll(
  entries: readonly Entry[],
  library: PhoneLibrary | null | undefined,
  country: string | null,
): Roll | null {
  const texts = useMemo(() => entries.map(({ text }) => text), [entries]);
  const reader = useMemo(
    () => library && createReader((text) => library.readPhone(text, country), clock),
    [library, country],
  );
  const [done, setDone] = useState<{ reader: Reader; texts: readonly string[] } | null>(null);
  const roll = useMemo(() => {
    if (!reader) return callTheRoll(texts, takeLiterally);
    const isDone = done?.reader === reader && done.texts === texts;
    return isDone || reader.readFew(texts) ? callTheRoll(texts, (text) => reader.read(text)) : null;
  }, [reader, texts, done]);
  const isReading = roll === null;
  useEffect(() => {
    if (!isReading || !reader) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const readOn = (): void => {
      if (reader.readOn(texts)) setDone({ reader, texts });
      else timer = setTimeout(readOn);
    };
    timer = setTimeout(readOn);
    return () => clearTimeout(timer);
  }, [isReading, reader, texts]);
  return roll;
}
