import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const CLIENT = resolve(import.meta.dirname, '..');

/** The tests run what users get: the built page, served by the server. */
export default function buildPage(): void {
  execFileSync(
    process.execPath,
    [join(CLIENT, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
    {
      cwd: CLIENT,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: 'inherit',
    },
  );
}
