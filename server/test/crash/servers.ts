/** The built program as processes that can be killed and started again, each on a port of its own. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, withBins } from '../../scripts/workspace.ts';
import { PROJECT, SECRET, freePort } from '../harness.ts';
import { startProgram } from '../program.ts';
import type { Program } from '../program.ts';

const SERVER = join(ROOT, 'server');
/** Below the packages that the program needs, and apart from the build that others start. */
const BUILD = join(SERVER, 'node_modules', `.crash-${process.pid}`);

export interface TestServer {
  readonly url: string;
  readonly port: number;
  /** Resolves when it is ready. */
  start(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** Ends gently; resolves to the exit code. */
  stop(): Promise<number | null>;
  isRunning(): boolean;
  /** All that it wrote since its last start. */
  output(): string;
}

export interface Servers {
  create(env: Record<string, string>): Promise<TestServer>;
  /** Runs the program once, to its end. */
  run(env: Record<string, string>): Program;
  /** Kills all that still run. */
  killAll(): Promise<void>;
  remove(): void;
}

const COMMON = {
  SINCH_PROJECT_ID: PROJECT.projectId,
  SINCH_KEY_ID: PROJECT.keyId,
  SINCH_KEY_SECRET: PROJECT.keySecret,
  SINCH_WEBHOOK_SECRET: SECRET,
  SINCH_NUMBER: '+12025550123',
  SINCH_AUTH_URL: 'http://127.0.0.1:9',
  SINCH_SMS_URL: 'http://127.0.0.1:9',
  SEND_LIMIT_PER_MINUTE: '100000',
  SEND_PARTS_PER_DAY: '1000000',
};

export const sinchAt = (url: string): Record<string, string> => ({
  SINCH_AUTH_URL: url,
  SINCH_SMS_URL: url,
});

/** Built once: a restart from the sources would take twice as long. */
export function buildServers(): Servers {
  const flags = ['--outDir', BUILD, '--composite', 'false', '--incremental', 'false', '--noCheck'];
  execFileSync('tsc', ['-p', 'src', ...flags], { cwd: SERVER, env: withBins('server', process.env) });
  const started: Program[] = [];
  const run = (env: Record<string, string>): Program => {
    const program = startProgram({ ...COMMON, ...env }, [join(BUILD, 'main.js')]);
    started.push(program);
    return program;
  };
  return {
    run,
    create: async (env) => createTestServer(run, env, await freePort()),
    killAll: async () => {
      for (const { process: child } of started) child.kill('SIGKILL');
      await Promise.all(started.splice(0).map(({ exit }) => exit));
    },
    remove: () => rmSync(BUILD, { recursive: true, force: true }),
  };
}

function createTestServer(
  run: (env: Record<string, string>) => Program,
  env: Record<string, string>,
  port: number,
): TestServer {
  let program: Program | null = null;
  const running = (): Program => {
    if (program === null) throw new Error('the server was never started');
    return program;
  };
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    running().process.kill(signal);
    return running().exit;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    start: () => {
      program = run({ PORT: String(port), ...env });
      return program.says('"ready"');
    },
    kill: async () => {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
    isRunning: () =>
      program !== null && program.process.exitCode === null && program.process.signalCode === null,
    output: () => program?.output() ?? '',
  };
}
