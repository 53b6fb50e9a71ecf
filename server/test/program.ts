/** The program itself, as a process of its own. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { keepLog } from './keep-log.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

export interface Program {
  process: ChildProcess;
  /** Everything it wrote so far. */
  output(): string;
  /** Resolves once it wrote `text`; rejects when it ends before. */
  says(text: string): Promise<void>;
  exit: Promise<number | null>;
}

/** Straight from its sources, unless `args` name another way. */
export function startProgram(
  env: Record<string, string>,
  args: readonly string[] = ['--import', 'tsx', MAIN],
): Program {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, ENV_FILE: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const keep = keepLog(env);
  let written = '';
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  const says = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!written.includes(text)) return;
        child.stdout.off('data', look);
        resolve();
      };
      child.stdout.on('data', look);
      void exit.then(() => reject(new Error(`ended without “${text}”:\n${written}`)));
      look();
    });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      written += data.toString();
      keep(data.toString());
    });
  }
  return { process: child, output: () => written, says, exit };
}
