/** The environment as the server will see it: the real one, completed by the file. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { EXAMPLE_SECRET } from '../src/config.ts';
import { readEnvironment } from '../src/environment.ts';
import { ROOT, type Env } from './workspace.ts';

/** Null where `ENV_FILE` is set, but empty: no file at all. */
export function envFilePath(env: Env): string | null {
  if (env.ENV_FILE === '') return null;
  return resolve(ROOT, env.ENV_FILE ?? '.env');
}

/** `ENV_FILE` comes back absolute, since each program that inherits it has a directory of its own. */
export function readEnv(env: Env): Env {
  const named = env.ENV_FILE ? { ENV_FILE: resolve(ROOT, env.ENV_FILE) } : {};
  return readEnvironment({ ...env, ...named }, resolve(ROOT, '.env'));
}

/** Returns whether a file was written: one that exists is never touched. */
export function writeEnvFile(file: string): boolean {
  if (existsSync(file)) return false;
  const example = readFileSync(resolve(ROOT, '.env.example'), 'utf8');
  const secret = randomBytes(32).toString('base64url');
  writeFileSync(file, example.replaceAll(EXAMPLE_SECRET, secret), { flag: 'wx', mode: 0o600 });
  return true;
}
