/** The environment as the server will see it: the real one, completed by the file. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'dotenv';
import { EXAMPLE_SECRET } from '../src/config.ts';
import { ROOT, type Env } from './workspace.ts';

/** Null where `ENV_FILE` is set, but empty: no file at all. */
export function envFilePath(env: Env): string | null {
  if (env.ENV_FILE === '') return null;
  return resolve(ROOT, env.ENV_FILE ?? '.env');
}

export function readEnv(env: Env): Env {
  const file = envFilePath(env);
  if (file === null || !existsSync(file)) return env;
  return { ...parse(readFileSync(file)), ...env };
}

/** Returns whether a file was written: one that exists is never touched. */
export function writeEnvFile(file: string): boolean {
  if (existsSync(file)) return false;
  const example = readFileSync(resolve(ROOT, '.env.example'), 'utf8');
  const secret = randomBytes(32).toString('base64url');
  writeFileSync(file, example.replaceAll(EXAMPLE_SECRET, secret), { flag: 'wx', mode: 0o600 });
  return true;
}
