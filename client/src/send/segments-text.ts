import type { MAX_MESSAGE_LENGTH } from '@sinch-callback-app/server/contract';
import { countSegments, normalizeMessage } from '@sinch-callback-app/server/segments';

/** Typed as the contract's own, which would bring its library along. */
const LONGEST: typeof MAX_MESSAGE_LENGTH = 2000;

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** How the text will be cut: each part is charged. */
export function segmentsText(message: string): string {
  const { encoding, parts, unicodeCharacters } = countSegments(message);
  const length = normalizeMessage(message).length;
  const size = `${encoding}, ${plural(parts, 'part')}, ${length} of ${LONGEST} characters`;
  if (unicodeCharacters.length === 0) return size;
  const named = unicodeCharacters.slice(0, 8).map(visible).join(' ');
  return `${size}. Unicode because of ${named}${unicodeCharacters.length > 8 ? ' …' : ''}`;
}

/** Characters that leave no mark are named by their code point. */
const visible = (character: string): string =>
  /^[\p{L}\p{N}\p{P}\p{S}\p{Emoji}]/u.test(character)
    ? character
    : `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
