/** A program in a process group of its own, so that a signal finds whatever it started too. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { ROOT, withBins, type Env } from './workspace.ts';

const GRACE_MS = 5000;

export interface ProcessGroup {
  name: string;
  /** Settles when the program has ended: "exited with code 1". */
  ended: Promise<string>;
  /** Asks it to end; what is left of its group then, or after five seconds, is killed. */
  stop(): Promise<void>;
  kill(): void;
}

interface GroupOptions {
  name: string;
  command: string;
  folder: string;
  env: Env;
  onLine: (line: string) => void;
}

export function startGroup({ name, command, folder, env, onLine }: GroupOptions): ProcessGroup {
  // `exec`: the shell becomes the program, so that one SIGTERM reaches the program once and it can end in order.
  const child = spawn(`exec ${command}`, {
    shell: true,
    detached: true,
    cwd: join(ROOT, folder),
    env: withBins(folder, env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', onLine);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${name} could not be started`);
  const ended = once(child, 'exit').then(describeExit);
  return {
    name,
    ended,
    stop: () => stopGroup(pid, ended),
    kill: () => signal(-pid, 'SIGKILL'),
  };
}

function describeExit([code, reason]: unknown[]): string {
  return typeof code === 'number' ? `exited with code ${code}` : `was ended by ${String(reason)}`;
}

async function stopGroup(pid: number, ended: Promise<unknown>): Promise<void> {
  signal(pid, 'SIGTERM');
  await Promise.race([ended, setTimeout(GRACE_MS)]);
  signal(-pid, 'SIGKILL');
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // There is nobody left to hear it.
  }
}
