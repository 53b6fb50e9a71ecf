/** The body of a callback for people to read. */
import type { ReceivedCallback } from '../contract.ts';
import { maskNumbers } from '../messages/phone.ts';
import { isObject } from './fields.ts';

const HIDDEN = '…';
/** What people write to each other, in either of Sinch's APIs, how they are called, and what was noted of them. */
const TEXT_NAMES = String.raw`body|text|email|(?:\w*_)?(?:name|metadata)`;
const TEXTS = new RegExp(`^(?:${TEXT_NAMES})$`, 'i');
/** A whole text that is nothing but a number, as people write one. */
const SPELLED = /^\s*[+\d(][\d\s()./-]{6,}$/;
/** The same between quotes, where nothing else tells where a text begins. */
const QUOTED = /"\s*[+\d(][\d\s()./-]{6,}"/g;
const CONTACT_MESSAGE = 'contact_message';
const FIRST_TEXT = new RegExp(String.raw`"(?:${TEXT_NAMES}|${CONTACT_MESSAGE})"\s*:`, 'i');
/** Sinch nests far less; each level costs some of the stack. */
const MAX_DEPTH = 100;

const isNumber = (text: string): boolean => SPELLED.test(text) && text.replaceAll(/\D/g, '').length >= 7;
const maskText = (text: string): string =>
  maskNumbers(isNumber(text) ? text.replaceAll(/[^+\d]/g, '') : text);

function maskValue(value: unknown, depth: number, isText: boolean): unknown {
  if (depth > MAX_DEPTH) return HIDDEN;
  if (Array.isArray(value)) return value.map((one) => maskValue(one, depth + 1, isText));
  if (isObject(value)) {
    const masked = Object.entries(value).map(([name, one]) => [
      maskText(name),
      TEXTS.test(name) ? HIDDEN : maskValue(one, depth + 1, isText || name === CONTACT_MESSAGE),
    ]);
    return Object.fromEntries(masked);
  }
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  if (isText) return HIDDEN;
  const masked = maskText(String(value));
  return masked === String(value) ? value : masked;
}

/** No JSON, or the beginning of some: from the first text on, nothing tells where it ends. */
function maskPart(text: string): string {
  const start = FIRST_TEXT.exec(text);
  const known = start === null ? text : text.slice(0, start.index + start[0].length) + HIDDEN;
  return maskNumbers(known.replaceAll(QUOTED, (quoted) => `"${maskText(quoted.slice(1, -1))}"`));
}

/** Without whole numbers, and without what anybody wrote. */
export function maskBody(text: string): string {
  try {
    return JSON.stringify(maskValue(JSON.parse(text), 0, false));
  } catch {
    return maskPart(text);
  }
}

/** Null for bytes that are no UTF-8. Of a body that was cut, the last character may be cut, too. */
function decode(body: Buffer, whole: boolean): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body, { stream: !whole });
  } catch {
    return null;
  }
}

export function presentBody(body: Buffer, whole: boolean, reveal: boolean): ReceivedCallback['body'] {
  const bytes = body.length;
  const text = decode(body, whole);
  if (text !== null) return { text: reveal ? text : maskBody(text), encoding: 'utf8', bytes, whole };
  // Whatever stands in such bytes, nobody could see that it is masked.
  return { text: reveal ? body.toString('base64') : '', encoding: 'base64', bytes, whole };
}
