/** Puts what a server of the tests says into the log of the whole run, which is searched when all suites have ended. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

/** `npm test` names the folder; a single test keeps nothing. */
export const LOG_FOLDER = 'TEST_LOG_FOLDER';

const SECRET_VARIABLES = [
  'SINCH_KEY_SECRET',
  'SINCH_API_TOKEN',
  'SINCH_WEBHOOK_SECRET',
  'SINCH_WEBHOOK_SECRET_PREVIOUS',
];

/** What a server with these variables must never say. */
function secretsOf(env: Readonly<Record<string, string | undefined>>): string[] {
  const tokens = (env.ACCESS_TOKENS ?? '').split(',').map((pair) => pair.slice(pair.indexOf(':') + 1));
  return [...SECRET_VARIABLES.map((name) => env[name] ?? ''), ...tokens].filter((secret) => secret !== '');
}

let files = 0;

/** A file of its own: many processes write at a time. */
const newName = (folder: string): string => join(folder, `${process.pid}-${(files += 1)}`);

/** A text that the tests send, and that no log may show. */
export function keepText(text: string): void {
  const folder = process.env[LOG_FOLDER];
  if (folder) appendFileSync(`${newName(folder)}.secrets`, JSON.stringify([text]));
}

/** Of one server: takes what it says, as it says it. */
export function keepLog(env: Readonly<Record<string, string | undefined>>): (said: string) => void {
  const folder = process.env[LOG_FOLDER];
  if (!folder) return () => {};
  const name = newName(folder);
  appendFileSync(`${name}.secrets`, JSON.stringify(secretsOf(env)));
  return (said) => appendFileSync(`${name}.log`, said);
}
