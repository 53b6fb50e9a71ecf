/** One number in a text of many, and where it stands. */
export interface Entry {
  text: string;
  start: number;
  /** Where the next one starts: what separates them goes with the first. */
  end: number;
}

/** Lines, commas, semicolons and tabs; a blank only before a plus, for blanks may be part of a number. */
const SEPARATOR = /[\n\r,;\t]+|[^\S\n\r\t]+(?=\+)/g;
/** Marks of direction and width that come along with what is copied from address books. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

export function splitEntries(text: string): Entry[] {
  const starts = [0];
  for (const { 0: separator, index } of text.matchAll(SEPARATOR)) starts.push(index + separator.length);
  return starts
    .map((start, n) => ({ start, end: starts[n + 1] ?? text.length }))
    .map(({ start, end }) => ({ text: tidy(text.slice(start, end)), start, end }))
    .filter((entry) => entry.text !== '');
}

const tidy = (piece: string): string =>
  piece
    .replaceAll(INVISIBLE, '')
    .replace(/[\n\r,;\t]+$/, '')
    .trim();

export const splitRecipients = (text: string): string[] => splitEntries(text).map((entry) => entry.text);

/** The text without these entries, counted from 0; the others stay as they were typed. */
export function withoutEntries(text: string, entries: readonly Entry[], gone: ReadonlySet<number>): string {
  const kept = entries.filter((_, index) => !gone.has(index)).map(({ start, end }) => text.slice(start, end));
  return kept.join('').replace(/[\s,;]+$/, '');
}

/** Adds numbers, one a line. */
export const addLines = (text: string, numbers: readonly string[]): string =>
  [text.replace(/[\s,;]+$/, ''), ...numbers].filter((line) => line !== '').join('\n');

/** Which entry somebody is typing; -1: none. */
export const entryAt = (text: string, entries: readonly Entry[], caret: number): number =>
  entries.findIndex(
    ({ start, end }) => start <= caret && caret <= end && !/[\n\r,;\t]/.test(text.slice(start, caret)),
  );
