import type { MAX_RECIPIENTS } from '@sinch-callback-app/server/contract';
import type { PhoneFault, PhoneReading } from '@sinch-callback-app/server/phone';

/** Typed as the contract's own, which would bring its library along. */
export const MOST_PEOPLE: typeof MAX_RECIPIENTS = 1000;

export type Fault = PhoneFault | 'no_digits' | 'rounded';

/** An entry: as typed, and which of them it is. */
interface Place {
  text: string;
  index: number;
}
export type Person = Place & { number: string };
export type Misfit = Place & { fault: Fault };

/** Who a text names. */
export interface Roll {
  people: readonly Person[];
  /** Each stands in `people` once already. */
  duplicates: readonly Person[];
  misfits: readonly Misfit[];
}

export const NOBODY: Roll = { people: [], duplicates: [], misfits: [] };

/** Before the phone library is there, or where it does not come: what looks the same is the same. */
export const takeLiterally = (text: string): PhoneReading => ({ ok: true, number: text });

export function callTheRoll(texts: readonly string[], read: (text: string) => PhoneReading): Roll {
  const people = new Map<string, Person>();
  const duplicates: Person[] = [];
  const misfits: Misfit[] = [];
  for (const [index, text] of texts.entries()) {
    const reading = read(text);
    if (!reading.ok) misfits.push({ text, index, fault: faultOf(text, reading.fault) });
    else if (people.has(reading.number)) duplicates.push({ text, index, number: reading.number });
    else people.set(reading.number, { text, index, number: reading.number });
  }
  return { people: [...people.values()], duplicates, misfits };
}

/** What the library cannot know: somebody's name is no number without a country code. */
function faultOf(text: string, fault: PhoneFault): Fault {
  if (!/\d/.test(text)) return 'no_digits';
  if (/^\d(\.\d+)?E\+?\d+$/i.test(text)) return 'rounded';
  return fault;
}

export const isRewritten = ({ text, number }: Person): boolean => text !== number;
