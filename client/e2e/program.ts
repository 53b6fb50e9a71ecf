/** A child process with all that it starts, from its first answer to its end. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const SERVER = resolve(import.meta.dirname, '../../server');
const START_PATIENCE = 20_000;
const STOP_PATIENCE = 5_000;

export interface Program {
  /** At once, as when the power fails. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Runs a file of server/ until it says that it is ready. (Who answers on its port may be another program.) */
export async function startProgram(
  file: string,
  env: NodeJS.ProcessEnv,
  ready: RegExp,
  /** Hears all that it says. */
  hear: (said: string) => void = () => {},
): Promise<Program> {
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    cwd: SERVER,
    env,
    // A group of its own, so that its end is the end of its children, too.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = once(child, 'exit');
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const signal = (name: NodeJS.Signals) => {
    if (isRunning() && child.pid !== undefined) process.kill(-child.pid, name);
  };
  // Detached, it would outlive a test run that ends in the middle.
  const orphaned = () => signal('SIGKILL');
  process.once('exit', orphaned);
  void ended.then(() => process.off('exit', orphaned));
  const kill = async () => {
    signal('SIGKILL');
    await ended;
  };
  const stop = async () => {
    signal('SIGTERM');
    await Promise.race([ended, sleep(STOP_PATIENCE, undefined, { ref: false })]);
    await kill();
  };

  const started = new Promise<void>((done) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text) => {
        output += String(text);
        hear(String(text));
        if (ready.test(output)) done();
      });
    }
  });
  await Promise.race([started, ended, sleep(START_PATIENCE, undefined, { ref: false })]);
  if (!isRunning() || !ready.test(output)) {
    await kill();
    throw new Error(`${file} did not start:\n${output}`);
  }
  return { kill, stop };
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port to be had.');
  return address.port;
}
