import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';

type Environment = Record<string, string | undefined>;

/**
 * The process's environment over what the `.env` file says. `ENV_FILE` names another file; empty means none. The file
 * of the default path may be missing, one that was named may not.
 */
export function readEnvironment(environment: Environment, defaultFile: string): Environment {
  const named = environment.ENV_FILE;
  if (named === '') return environment;
  try {
    return { ...parse(readFileSync(named ?? defaultFile)), ...environment };
  } catch (error) {
    if (named === undefined && error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return environment;
    }
    throw new Error(`names ${named ?? defaultFile}, which cannot be read`, { cause: error });
  }
}
