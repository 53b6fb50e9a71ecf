/** Looks through the logs of a whole test run for what must never stand in one. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

interface Leak {
  /** Counted from 1. */
  line: number;
  what: string;
  /** With all that was found in it hidden. */
  masked: string;
}

/** A word that stands in message texts of the tests, and nowhere else. */
export const MARKED = 'quokka';

/** A shorter one would be found in what is none. */
const LEAST_SECRET = 12;

/** Ids that a stranger may choose, and counts of milliseconds and seconds, are not for people's numbers to hide in. */
const HARMLESS = /"(?:requestId|id|sinchId)":"[\w-]*"|"(?:time|skewSeconds)":-?\d+/g;

const PATTERNS: readonly [what: string, pattern: RegExp][] = [
  // Not within an id: neither a letter, a digit, an underscore nor a hyphen touches it.
  ['a phone number', /(?<![\w-])\d{10,15}(?![\w-])/g],
  ['a phone number', /(?:\+|%2B)\d{7,15}/gi],
  // The range for fiction that the tests use, however it is written and whatever touches it.
  ['a phone number', /\(?202\)?[ .-]?555[ .-]?01\d\d/g],
  ['the token of a callback', /token(?:=|%3D|\\u003d)[\w-]+\.[\w-]{8,}/gi],
  ['a session', /sinch_session=[^;\s"]+/g],
  ['an Authorization header', /\b(?:Bearer|Basic) [\w+/=.-]{12,}/g],
  ['a password', /:\/\/[^\s/@:]*:[^\s/@]+@/g],
  // A text with this word is recognised by a part of it, too.
  ['a message text', new RegExp(MARKED, 'gi')],
];

const HIDDEN = '▒▒▒';

const spellings = (secret: string): string[] => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  encodeURIComponent(secret),
];

/** Matches any of the secrets; without any, nothing. */
function anyOf(secrets: readonly string[]): RegExp {
  const sought = secrets.filter((one) => one.length >= LEAST_SECRET).flatMap(spellings);
  const literally = [...new Set(sought)].map((one) => one.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`));
  return new RegExp(literally.join('|') || '(?!)', 'g');
}

/** Looks through the lines of a log. `secrets`: keys, tokens and whole texts, to the letter. */
export function findLeaks(log: string, secrets: readonly string[]): Leak[] {
  // A secret first: a part of one may look like something else.
  const patterns = [['a secret or a message text', anyOf(secrets)] as const, ...PATTERNS];
  return log.split('\n').flatMap((text, index) => {
    const found = new Set<string>();
    let masked = text.replaceAll(HARMLESS, '');
    for (const [what, pattern] of patterns) {
      masked = masked.replaceAll(pattern, () => {
        found.add(what);
        return HIDDEN;
      });
    }
    return [...found].map((what) => ({ line: index + 1, what, masked }));
  });
}

const secretsSchema = z.array(z.string());

/** The logs in a folder, and the secrets of all the servers that wrote them. */
export function readLogs(folder: string): { logs: Map<string, string>; secrets: string[] } {
  const files = existsSync(folder) ? readdirSync(folder).toSorted() : [];
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const ending = (end: string): string[] => files.filter((name) => name.endsWith(end));
  return {
    logs: new Map(ending('.log').map((name) => [name, read(name)])),
    secrets: [...new Set(ending('.secrets').flatMap((name) => secretsSchema.parse(JSON.parse(read(name)))))],
  };
}
