/** Runs a script of the repository as npm would, with no variable of the developer's own. */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { ROOT } from '../scripts/workspace.ts';

export interface Running {
  pid: number;
  /** Everything written so far. */
  output(): string;
  /** Settles when the output contains the text; rejects when the program ends before. */
  until(text: string): Promise<void>;
  /** The exit code; null after a signal that nobody handled. */
  ended: Promise<number | null>;
  /** What it has started, and what those have. */
  descendants(): number[];
  kill(signal: NodeJS.Signals): void;
}

const { PATH, HOME, TMPDIR } = process.env;

export function runScript(args: readonly string[], env: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: ROOT,
    env: { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }), ENV_FILE: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('the script could not be started');
  const output = collectOutput(child);
  const ended = once(child, 'close').then(() => child.exitCode);
  return {
    pid,
    output,
    ended,
    until: (text) => untilOutput(child, output, text),
    descendants: () => descendantsOf(pid),
    kill: (signal) => void child.kill(signal),
  };
}

function collectOutput(child: ChildProcess): () => string {
  let text = '';
  const add = (chunk: Buffer) => (text += chunk.toString());
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return () => text;
}

function untilOutput(child: ChildProcess, output: () => string, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => output().includes(text) && resolve();
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.once('close', () => reject(new Error(`ended before it said "${text}":\n${output()}`)));
    look();
  });
}

function descendantsOf(ancestor: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const rows = stdout.split('\n').map((row) => row.trim().split(/\s+/).map(Number));
  const childrenOf = (parent: number): number[] =>
    rows.flatMap(([pid, ppid]) => (ppid === parent && pid !== undefined ? [pid, ...childrenOf(pid)] : []));
  return childrenOf(ancestor);
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
