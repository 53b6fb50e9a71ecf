/** What the README claims, checked against the repository. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ROOT } from '../scripts/workspace.ts';
import { loadConfig } from '../src/config.ts';
import { runScript } from './run-script.ts';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const unique = (words: (string | undefined)[]): string[] =>
  [...new Set(words.filter((word) => word !== undefined))].toSorted();
const matches = (text: string, pattern: RegExp): string[] =>
  unique([...text.matchAll(pattern)].map((match) => match[1]));

const readme = read('README.md');
const example = read('.env.example');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')));
const variables = matches(example, /^(?:# )?([A-Z][A-Z_]+)=/gm);

test('every npm and pnpm command of the README exists', () => {
  const commands = unique([
    ...matches(readme, /\bnpm run ([\w:]+)/g),
    ...matches(readme, /\bnpm (test|start)\b/g),
    ...matches(readme, /\bpnpm run ([\w:]+)/g),
    ...matches(readme, /\bpnpm (?!run\b)([a-z:-]+)/g),
  ]).filter((command) => command !== 'exec');
  expect(commands.filter((command) => scripts[command] === undefined)).toEqual([]);
  expect(commands).toEqual(expect.arrayContaining(['bench', 'callback', 'dev', 'doctor', 'start', 'test']));
});

test('every variable of .env.example is in the table of the README, and no other', () => {
  expect(matches(readme, /^\| `([A-Z][A-Z_]+)`/gm)).toEqual(variables);
});

test('every variable that the server reads is in .env.example', () => {
  const serverReads = matches(read('server/src/config.ts'), /^ {2}([A-Z][A-Z_]+): /gm);
  expect(serverReads.filter((name) => !variables.includes(name))).toEqual([]);
  expect(serverReads.length).toBeGreaterThan(15);
});

test('.env.example runs as it stands', () => {
  const result = loadConfig(parse(example));
  expect(result).toMatchObject({ ok: true, warnings: [] });
});

test('every file and folder that the README names exists', () => {
  const linked = matches(readme, /\]\(([^)#:]+)\)/g);
  // The tutorial's own App.jsx and App.css are named beside what took their place.
  const named = matches(readme, /`((?:server|client|docs)\/src\/(?!App\.)[\w./-]+)`/g);
  expect([...linked, ...named].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

/** Lines of a shell block, and code in a sentence. */
const callbackCommands = matches(readme, /(?:^|`)pnpm callback (--[^`\n]+)/gm);

describe('pnpm callback', () => {
  test.concurrent.each(callbackCommands)('%s', async (line) => {
    const args = shellWords(line);
    const script = runScript(['server/scripts/callback.ts', ...args, '--print'], {
      SINCH_WEBHOOK_SECRET: 'a secret for this test alone',
    });
    expect(await script.ended).toBe(0);
    expect(script.output()).toContain(args.includes('--help') ? 'Usage: pnpm callback' : 'curl -i');
    expect(script.output()).not.toContain('a secret for this test alone');
  });

  test('signs as the published vector of Sinch', async () => {
    const vector = read('docs/sinch.md');
    const [body, nonce, timestamp, secret, signature] = [
      'body',
      'nonce',
      'timestamp',
      'secret',
      'signature',
    ].map(
      (name) =>
        new RegExp(`^${name} +(.+)$`, 'm').exec(
          vector.split('as this published vector shows')[1] ?? '',
        )?.[1] ?? '',
    );
    const script = runScript(
      [
        'server/scripts/callback.ts',
        '--print',
        `--body=${body}`,
        `--nonce=${nonce}`,
        `--timestamp=${timestamp}`,
      ],
      { SINCH_WEBHOOK_SECRET: secret ?? '' },
    );
    expect(await script.ended).toBe(0);
    expect(script.output()).toContain(`x-sinch-webhook-signature: ${signature}'`);
    expect(signature).toHaveLength(44);
  });

  test('says in one line that no server is there', async () => {
    const script = runScript([
      'server/scripts/callback.ts',
      '--batch=1',
      '--to=+12025550101',
      '--secret=s',
      '--url=http://127.0.0.1:9999',
    ]);
    expect(await script.ended).toBe(1);
    expect(script.output()).toMatch(/^Nothing answered .* Is the server running\?.*\n$/);
  });
});

test('the command that makes a secret makes one', () => {
  const [code] = matches(readme, /^node -p "(.+)"$/gm);
  const { stdout } = spawnSync(process.execPath, ['-p', code ?? ''], { encoding: 'utf8' });
  expect(stdout).toMatch(/^[\w+/]{43}=\n$/);
});

/** Enough of a shell for the README: words, and single quotes around one. */
const shellWords = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
