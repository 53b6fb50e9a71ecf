/** `npm start`: the built server, which also serves the built page. Builds first when something is missing or old. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { onStopSignal } from './stop-signal.ts';
import { packageScript, ROOT, withBins } from './workspace.ts';

const MAIN = join(ROOT, 'server/dist/main.js');
/** The compiler leaves an unchanged output alone, but notes each build in its own file. */
const BUILT = ['server/dist/main.js', 'server/dist/.tsbuildinfo', 'client/dist/index.html'];
const SOURCES = [
  'server/src',
  'client/src',
  'client/index.html',
  'client/vite.config.ts',
  'client/package.json',
  'pnpm-lock.yaml',
];

/** When it last changed, in milliseconds; -Infinity where there is no such file. */
const changedAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;

function newestIn(path: string): number {
  const entries = statSync(path, { throwIfNoEntry: false })?.isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' }).map((entry) => join(path, entry))
    : [path];
  return Math.max(...entries.map(changedAt));
}

function needsBuild(): boolean {
  const [main, ...dated] = BUILT.map((file) => changedAt(join(ROOT, file)));
  const newestSource = Math.max(...SOURCES.map((path) => newestIn(join(ROOT, path))));
  return main === -Infinity || dated.some((time) => time < newestSource);
}

function buildOrExit(folder: 'server' | 'client'): void {
  const { status } = spawnSync(packageScript(folder, 'build'), {
    shell: true,
    cwd: join(ROOT, folder),
    env: withBins(folder, process.env),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 1);
}

async function serve(): Promise<never> {
  // In a group of its own: it hears a signal from us, once, and not from the terminal besides.
  const server = spawn(process.execPath, ['--enable-source-maps', MAIN], {
    cwd: ROOT,
    stdio: 'inherit',
    detached: true,
  });
  onStopSignal(
    (signal) => server.kill(signal),
    () => server.kill('SIGKILL'),
  );
  await once(server, 'exit');
  const { exitCode, signalCode } = server;
  process.exit(exitCode ?? 128 + (signalCode ? constants.signals[signalCode] : 0));
}

if (needsBuild()) {
  process.stdout.write('Building the server and the page.\n');
  buildOrExit('server');
  buildOrExit('client');
}
process.env.NODE_ENV ??= 'production';
await serve();
