/**
 * An unexpected `console.error` fails the test it happens in. A test that expects one replaces the method itself:
 * `vi.spyOn(console, 'error').mockImplementation(…)`.
 */
import { format } from 'node:util';
import { afterEach } from 'vitest';

const said: string[] = [];

Object.assign(console, { error: (...args: unknown[]) => said.push(format(...args)) });

afterEach(() => {
  const unexpected = said.splice(0);
  if (unexpected.length > 0) throw new Error(`Unexpected console.error:\n${unexpected.join('\n')}`);
});
