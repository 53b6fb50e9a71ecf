import type { MAX_MESSAGE_LENGTH } from '@sinch-callback-app/server/contract';
import { countSegments, normalizeMessage } from '@sinch-callback-app/server/segments';
import { sizeText, unicodeText } from '../texts/send.ts';

/** Typed as the contract's own, which would bring its library along. */
const LONGEST: typeof MAX_MESSAGE_LENGTH = 2000;

/** What stands in for a character with the same meaning, so that all of the text fits the smaller alphabet. */
const PLAIN: readonly [characters: RegExp, plain: string][] = [
  [/[‘’‚‛′]/g, "'"],
  [/[“”„‟″]/g, '"'],
  [/[‐‑‒–—―−]/g, '-'],
  [/[\u00a0\u2002\u2003\u2009\u200a\u202f\t]/g, ' '],
  [/[\u00ad\u200b\u2060\ufeff]/g, ''],
  [/…/g, '...'],
];

const plainly = (text: string): string =>
  PLAIN.reduce((known, [characters, plain]) => known.replaceAll(characters, plain), text);

interface Size {
  parts: number;
  /** How the text will be cut: each part is charged. */
  text: string;
  /** The first character that forces Unicode: from where to where it stands, for a selection. */
  culprit: { start: number; end: number } | null;
  /** The same text without them, where that changes no meaning and saves parts or room. */
  plain: { message: string; characters: string[]; replacements: string[] } | null;
}

export const partsOf = (message: string): number => countSegments(message).parts;

export function sizeOf(message: string): Size {
  const { encoding, parts, unicodeCharacters } = countSegments(message);
  const size = sizeText(encoding, parts, normalizeMessage(message).length, LONGEST);
  const [first] = unicodeCharacters;
  if (first === undefined) return { parts, text: size, culprit: null, plain: null };
  const start = Math.max(0, message.indexOf(first));
  const position = Array.from(message.slice(0, start)).length + 1;
  return {
    parts,
    text: `${size}. ${unicodeText(unicodeCharacters, position)}`,
    culprit: { start, end: start + first.length },
    plain: plainOf(message, unicodeCharacters),
  };
}

function plainOf(message: string, characters: string[]): Size['plain'] {
  const replaced = plainly(message);
  if (countSegments(replaced).encoding !== 'GSM-7') return null;
  return { message: replaced, characters, replacements: characters.map(plainly) };
}
