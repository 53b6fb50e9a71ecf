import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'dotenv';
import { codeOf } from './thrown.ts';

type Environment = Record<string, string | undefined>;

/**
 * The process's environment over what the `.env` file says. `ENV_FILE` names another file, relative to the folder of
 * the default one; empty means none. The default file may be missing, one that was named may not.
 */
export function readEnvironment(environment: Environment, defaultFile: string): Environment {
  const named = environment.ENV_FILE;
  if (named === '') return environment;
  const file = resolve(dirname(defaultFile), named ?? defaultFile);
  try {
    return { ...parse(readFileSync(file)), ...environment };
  } catch (error) {
    if (named === undefined && codeOf(error) === 'ENOENT') return environment;
    throw new Error(`names ${file}, which cannot be read`, { cause: error });
  }
}
