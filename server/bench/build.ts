import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const fromHere = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Compiles what is measured, with the compiler and the settings that production has. A loader that transforms on the fly
 * wraps functions to keep their names, which would be measured too.
 */
export function build(): void {
  execFileSync(fromHere('../../node_modules/.bin/tsc'), ['-p', fromHere('.')], { stdio: 'inherit' });
}

/** The compiled form of one of the files of this folder. */
export const built = (name: string): string => fromHere(`../dist/bench/bench/${name}.js`);
