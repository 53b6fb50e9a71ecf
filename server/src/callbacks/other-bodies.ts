/** What a body may have been before something on its way changed it. */
import { isObject } from './fields.ts';
import type { Finding } from '../contract.ts';

interface OtherBody extends Finding {
  body: Buffer;
}

/** Indented, nested brackets grow with the square of their depth. */
const MOST_BRACKETS = 500;

const REWRITTEN =
  'Something between Sinch and this server rewrites the JSON of the body: a proxy, an API gateway or a platform that parses it and writes it anew. The signature is over the bytes as Sinch sent them. Have them passed on unchanged.';
const TRIMMED =
  'Something between Sinch and this server changes the blanks or line breaks of the body, at its edges or within. The signature is over the bytes as Sinch sent them. Have them passed on unchanged.';

/** For `JSON.stringify`: objects with their fields in the order of their names. */
const sortFields = (_key: string, value: unknown): unknown =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

const BLANKS = ' \t\r\n';

/** Not by a regular expression, which would look at a run of blanks within from each of its places. */
function trimBlanks(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && BLANKS.includes(text[start]!)) start += 1;
  while (end > start && BLANKS.includes(text[end - 1]!)) end -= 1;
  return text.slice(start, end);
}

/** Each byte one character, so that nothing is lost. */
function whitespaceVariants(bytes: string): string[] {
  const bare = trimBlanks(bytes.replace(/^\xef\xbb\xbf/, ''));
  const oneLineEnd = bytes.replaceAll('\r\n', '\n');
  return [bare, `${bare}\n`, `${bare}\r\n`, oneLineEnd, oneLineEnd.replaceAll('\n', '\r\n')];
}

function jsonVariants(text: string): string[] {
  if ((text.match(/[[{]/g) ?? []).length > MOST_BRACKETS) return [];
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return [JSON.stringify(value), JSON.stringify(value, sortFields), JSON.stringify(value, null, 2)];
  } catch {
    return [];
  }
}

export function otherBodies(received: Buffer): OtherBody[] {
  const trimmed = whitespaceVariants(received.toString('latin1')).map((text): OtherBody => ({
    body: Buffer.from(text, 'latin1'),
    code: 'body_trimmed',
    detail: TRIMMED,
  }));
  const rewritten = jsonVariants(received.toString('utf8')).map((text): OtherBody => ({
    body: Buffer.from(text),
    code: 'body_rewritten',
    detail: REWRITTEN,
  }));
  return [...trimmed, ...rewritten].filter(({ body }) => !body.equals(received));
}
