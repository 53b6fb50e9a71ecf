import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export type Env = Record<string, string | undefined>;

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const packageSchema = z.object({ scripts: z.record(z.string(), z.string()) });

/** What `pnpm run` would start, but without pnpm between a signal and the program. `folder`: '.', 'server', 'client'. */
export function packageScript(folder: string, name: string, args: readonly string[] = []): string {
  const { scripts } = packageSchema.parse(
    JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')),
  );
  const script = scripts[name];
  if (script === undefined) throw new Error(`${folder}/package.json has no script "${name}"`);
  return [script, ...args.map(shellQuoted)].join(' ');
}

/** `env` with the programs of the package and of the root in reach. */
export function withBins(folder: string, env: Env): Env {
  const bins = [join(ROOT, folder, 'node_modules/.bin'), join(ROOT, 'node_modules/.bin')];
  return { ...env, PATH: [...bins, env.PATH].join(delimiter) };
}

function shellQuoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
