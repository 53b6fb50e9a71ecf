import type { PhoneReading } from '@sinch-callback-app/server/phone';

/** So many can be read while a key is pressed. */
const AT_ONCE = 200;
/** How long the page may stand still for the rest, in milliseconds. */
const SLICE = 30;

export interface Reader {
  /** Of a text that has been read. */
  read(text: string): PhoneReading;
  /** Reads what is new, if it is little. Whether all are read. */
  readFew(texts: readonly string[]): boolean;
  /** Reads for a moment. Whether all are read. */
  readOn(texts: readonly string[]): boolean;
}

/** Remembers what it has read: of a thousand numbers, a keystroke changes one. */
export function createReader(readPhone: (text: string) => PhoneReading, now: () => number): Reader {
  const known = new Map<string, PhoneReading>();
  const read = (text: string): PhoneReading => {
    const reading = known.get(text) ?? readPhone(text);
    known.set(text, reading);
    return reading;
  };
  return {
    read,
    readFew(texts) {
      const unread = texts.filter((text) => !known.has(text));
      if (unread.length > AT_ONCE) return false;
      unread.forEach(read);
      return true;
    },
    readOn(texts) {
      const end = now() + SLICE;
      for (const text of texts) {
        if (now() >= end) return false;
        read(text);
      }
      return true;
    },
  };
}
