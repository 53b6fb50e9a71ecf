import { resolve } from 'node:path';

/** The file that the command names. pnpm changes the directory; it is looked for where the command was given. */
export function readFileArgument(usage: string): string {
  const [name, ...rest] = process.argv.slice(2);
  if (name === undefined || rest.length > 0 || name.startsWith('-')) throw new Error(`Which file? ${usage}`);
  return resolve(process.env.INIT_CWD ?? '.', name);
}
