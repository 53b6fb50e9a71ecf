import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'dotenv';
import { codeOf } from './thrown.ts';

type Environment = Record<string, string | undefined>;

/** A value without quotes up to a `#` in its midst, which nobody means for a comment. */
const CUT = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*([^#\r\n]*[^#\s])#/gm;

/**
 * The process's environment over what the `.env` file says. `ENV_FILE` names another file, relative to the folder of
 * the default one; empty means none. The default file may be missing, one that was named may not. A value that a `#`
 * cuts short is an error: a secret that lost its end would look like a wrong one.
 */
export function readEnvironment(environment: Environment, defaultFile: string): Environment {
  const named = environment.ENV_FILE;
  if (named === '') return environment;
  const file = resolve(dirname(defaultFile), named ?? defaultFile);
  const text = readText(file, named === undefined);
  const values = parse(text);
  const cut = [...text.matchAll(CUT)].find(([, name = '', value]) => values[name] === value);
  if (cut) throw new Error(`cuts ${cut[1]} short at its #: put the value into quotes in ${file}`);
  return { ...values, ...environment };
}

function readText(file: string, mayBeMissing: boolean): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (mayBeMissing && codeOf(error) === 'ENOENT') return '';
    throw new Error(`names ${file}, which cannot be read`, { cause: error });
  }
}
