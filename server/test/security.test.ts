/** `docs/security.md` names tests as proofs; each of them exists. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../scripts/workspace.ts';

interface Proof {
  file: string;
  title: string;
}

const rows = readFileSync(join(ROOT, 'docs/security.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (Who +\||-)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, who = '', what = '', defence = '', proofs = '']) => ({ who, what, defence, proofs }));

const proofsIn = (cell: string): Proof[] =>
  [...cell.matchAll(/`([^`]+)` “(.+?)”(?= ·|$)/g)].map(([, file = '', title = '']) => ({ file, title }));

/** A test is called by its title, whole and in quotes, before its function. */
function isThere({ file, title }: Proof): boolean {
  const path = join(ROOT, file);
  if (!/\.(test|spec)\.tsx?$/.test(file) || !existsSync(path)) return false;
  const source = readFileSync(path, 'utf8');
  return ["'", '"', '`'].some((quote) => source.includes(`${quote}${title}${quote},`));
}

it('there is something to prove', () => {
  expect(rows.length).toBeGreaterThan(20);
});

describe.each(rows)('$who: $what', ({ what, defence, proofs }) => {
  it('is answered by a defence and its tests', () => {
    expect([what, defence].every((cell) => cell !== '')).toBe(true);
    const named = proofsIn(proofs);
    expect(named.length).toBeGreaterThan(0);
    expect(named.map(({ file, title }) => `\`${file}\` “${title}”`).join(' · ')).toBe(proofs);
  });

  it.each(proofsIn(proofs))('$file: $title', (proof) => {
    expect(isThere(proof)).toBe(true);
  });
});

describe('a test is not there', () => {
  const file = 'server/test/security.test.ts';
  it.each([
    ['under another title', { file, title: 'there is nothing to prove' }],
    ['by a part of its title', { file, title: 'there is something' }],
    ['in another file', { file: 'server/test/logs.test.ts', title: 'there is something to prove' }],
    ['in a file that is none', { file: 'server/test/none.test.ts', title: 'there is something to prove' }],
    ['in a file without tests', { file: 'server/src/app.ts', title: './metrics' }],
  ])('%s', (_, proof) => {
    expect(isThere(proof)).toBe(false);
  });

  it('unless it is', () => {
    expect(isThere({ file, title: 'there is something to prove' })).toBe(true);
  });
});
