/** The fields of what Sinch posts, read by hand: schemas took several times as long. Null is what cannot be read. */
import { ANY_ID } from '../messages/ids.ts';
import { knownStatus } from '../messages/report.ts';

export type JsonObject = Readonly<Record<string, unknown>>;
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const MAX_INT4 = 2_147_483_647;
const MAX_WORD = 64;
const MAX_REFERENCE = 2048;
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/i;
const SHORT_CODE = /^\d{3,8}$/;

/** NUL ends a text in SQLite and is refused by PostgreSQL. */
const withoutNul = (text: string): string => text.replaceAll('\0', '');

/** Half a surrogate pair would come back from a database as another text. */
export const boundedText = (text: string, maxLength: number): string =>
  withoutNul(text).slice(0, maxLength).toWellFormed();

/** Of what Sinch calls a thing, as much as we keep. */
export const boundedWord = (text: string): string => boundedText(text, MAX_WORD);

const trimmedWord = (value: unknown): string => (typeof value === 'string' ? withoutNul(value).trim() : '');

/** A word of Sinch's, which may be one that we do not know. */
export function readWord(value: unknown): string | null {
  const word = trimmedWord(value);
  return word === '' ? null : boundedWord(word);
}

export const readId = (value: unknown): string | null =>
  typeof value === 'string' && ANY_ID.test(value) ? value : null;

export const readReference = (value: unknown): string | null =>
  typeof value === 'string' && value.length <= MAX_REFERENCE ? withoutNul(value) : null;

/** A number in today's documents, a text in older ones; anything else says nothing. */
export function readCode(value: unknown): number | null {
  const code = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value;
  return typeof code === 'number' && Number.isInteger(code) && code >= 0 && code <= MAX_INT4 ? code : null;
}

/** `Date` takes 30 February for 2 March. No month is without its first 28 days. */
function isDay(day: string): boolean {
  if (day.slice(8) <= '28') return true;
  const midnight = Date.parse(day);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
}

export function readInstant(value: unknown): number | null {
  if (typeof value !== 'string' || !RFC3339.test(value) || !isDay(value.slice(0, 10))) return null;
  const milliseconds = Date.parse(value);
  return Number.isNaN(milliseconds) ? null : milliseconds;
}

/** In any letter case. */
export function readStatus(value: unknown): string | null {
  const word = trimmedWord(value);
  return word === '' ? null : (knownStatus(word) ?? boundedWord(word));
}

/** Sinch drops the `+`; some of its documents show `+` or `00`. Never judged by a phone library: Sinch knows its numbers. */
export function readRecipient(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const digits = value
    .trim()
    .replace(/^(\+|00)/, '')
    .replaceAll(/[\s().-]/g, '');
  return /^\d{5,15}$/.test(digits) ? `+${digits}` : null;
}

/** A number of ours, or a short code, which has no country and so no `+`. */
export const readOwnNumber = (value: unknown): string | null =>
  typeof value === 'string' && SHORT_CODE.test(value) ? value : readRecipient(value);
