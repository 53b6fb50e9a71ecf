/** What a source imports. */
import { posix } from 'node:path';

export interface Arrow {
  from: string;
  /** A path from the root of the repository, or the name of a package. */
  to: string;
  typesOnly: boolean;
}

const STATEMENT = /^\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const CALL = /\b(?:import|require)\(\s*['"]([^'"]+)['"]/g;

export const withoutComments = (source: string): string =>
  source
    .split('\n')
    .filter((line) => !/^\s*(\/\*|\*|\/\/)/.test(line))
    .join('\n');

export function arrowsOf(from: string, source: string): Arrow[] {
  const code = withoutComments(source);
  const resolve = (specifier: string): string =>
    specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : specifier;
  return [
    ...[...code.matchAll(STATEMENT)].map(([, type, to]) => ({
      from,
      to: resolve(to!),
      typesOnly: type !== undefined,
    })),
    ...[...code.matchAll(CALL)].map(([, to]) => ({ from, to: resolve(to!), typesOnly: false })),
  ];
}
