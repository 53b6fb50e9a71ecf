/** What can be checked of Dockerfile, compose.yaml and the systemd unit without an engine to run them. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';
import type { Copy, From, Instruction } from 'dockerfile-ast';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../scripts/workspace.ts';
import { longestSendMs } from '../src/sinch/create-gateway.ts';
import { freePort, startApp } from './harness.ts';
import type { TestApp } from './harness.ts';
import { arrowsOf } from './imports.ts';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const matches = (text: string, pattern: RegExp): string[] =>
  [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))].toSorted();

const EXACT = /:\d+\.\d+(\.\d+)?(-[a-z0-9]+)*$/;
const main = read('server/src/main.ts');
const milliseconds = (name: string): number =>
  Number(new RegExp(`^const ${name} = ([\\d_]+);$`, 'm').exec(main)?.[1]?.replaceAll('_', ''));
/** For how long a server that stops may still finish a send. */
const PATIENCE =
  longestSendMs({ transport: { kind: 'conversation', appId: 'app' } }, milliseconds('SEND_DEADLINE_MS')) +
  milliseconds('STOP_MARGIN_MS');
/** Variables that belong to the images beside the servers, or to Node.js. */
const OF_OTHERS = ['NODE_ENV', 'POSTGRES_DB', 'POSTGRES_PASSWORD', 'POSTGRES_USER'];
const variables = [...matches(read('.env.example'), /^(?:# )?([A-Z][A-Z_]+)=/gm), ...OF_OTHERS];

const dockerfile = DockerfileParser.parse(read('Dockerfile'));
const instructions = dockerfile.getInstructions();
const keyword = (one: Instruction): string => one.getKeyword();
const words = (one: Instruction): string[] => one.getArguments().map((argument) => argument.getValue());
const stages = dockerfile.getFROMs();
const stageName = (from: From): string => from.getBuildStage() ?? '';
const images = stages
  .map((from) => from.getImage() ?? '')
  .filter((image) => !stages.map(stageName).includes(image));
const lastStage = instructions.slice(instructions.indexOf(stages.at(-1)!));
const only = (name: string): Instruction => {
  const found = lastStage.filter((one) => keyword(one) === name);
  if (found.length !== 1) throw new Error(`the last stage has ${found.length} ${name}`);
  return found[0]!;
};
/** The words of an instruction in its JSON form. */
function command(name: string): string[] {
  const text = only(name).getTextContent();
  return z.array(z.string()).parse(JSON.parse(text.slice(text.indexOf('["'))));
}
const dockerignore = read('.dockerignore')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

describe('the Dockerfile', () => {
  const copies = instructions.filter((one): one is Copy => keyword(one) === 'COPY');
  const fromStage = (copy: Copy): string | null => copy.getFromFlag()?.getValue() ?? null;

  it('copies what exists and is let in', () => {
    const sources = copies
      .filter((copy) => fromStage(copy) === null)
      .flatMap((copy) => words(copy).slice(0, -1));
    expect(sources.length).toBeGreaterThan(5);
    expect(sources.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const letIn = dockerignore.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    expect(sources.filter((path) => !letIn.includes(path.split('/')[0]!))).toEqual([]);
  });

  it('takes nothing from a stage that comes later, nor from another image', () => {
    const fromStages = copies.filter((copy) => fromStage(copy) !== null);
    const isMade = (copy: Copy): boolean => {
      const made = stages.findIndex((from) => stageName(from) === fromStage(copy));
      return made !== -1 && instructions.indexOf(stages[made]!) < instructions.indexOf(copy);
    };
    expect(fromStages.length).toBeGreaterThan(2);
    expect(fromStages.filter((copy) => !isMade(copy)).map(words)).toEqual([]);
    expect(instructions.map(keyword)).not.toContain('ADD');
  });

  it('lets in nothing that is not named: no .env, no data, no history', () => {
    expect(dockerignore[0]).toBe('*');
    expect(dockerignore).toEqual(
      expect.arrayContaining(['**/node_modules', '**/.env*', '**/data', '**/dist']),
    );
    expect(dockerignore.filter((line) => /^!(\.|\*)/.test(line))).toEqual([]);
  });

  it('is of one exact version of Node.js, which CI tests and which reads TypeScript', () => {
    expect(new Set(images).size).toBe(1);
    expect(images[0]).toMatch(EXACT);
    const [, major, minor] = /^node:(\d+)\.(\d+)\.\d+-/.exec(images[0]!) ?? [];
    const workflow = parse(read('.github/workflows/ci.yml')) as {
      jobs: { test: { strategy: { matrix: { node: number[] } } } };
    };
    expect(workflow.jobs.test.strategy.matrix.node).toContain(Number(major));
    expect(Number(major) > 22 || Number(minor) >= 18).toBe(true);
  });

  it('installs with the pnpm that the scripts name, exactly what is locked, and runs nobody’s install script', () => {
    const [pnpm] = matches(read('package.json'), /(pnpm@\d+\.\d+\.\d+)/g);
    const runs = instructions.filter((one) => keyword(one) === 'RUN').map((one) => words(one).join(' '));
    expect(runs.filter((line) => line.includes(pnpm!))).toHaveLength(1);
    const installs = runs.filter((line) => / install /.test(line) && /^(npm|pnpm)/.test(line));
    expect(installs.length).toBeGreaterThan(2);
    expect(installs.filter((line) => !line.includes('--ignore-scripts'))).toEqual([]);
    expect(installs.filter((line) => line.startsWith('pnpm') && !line.includes('--frozen-lockfile'))).toEqual(
      [],
    );
  });

  it('declares no volume: Railway builds no image that does', () => {
    expect(instructions.map(keyword)).not.toContain('VOLUME');
  });

  it('runs as a user who is not root', () => {
    expect(words(only('USER'))).toEqual(['node']);
    const after = lastStage.slice(lastStage.indexOf(only('USER'))).map(keyword);
    expect(after).not.toContain('RUN');
    expect(after).not.toContain('COPY');
    expect(after).toContain('CMD');
  });

  it('sets variables that the server knows, and no secret', () => {
    const set = lastStage.filter((one) => keyword(one) === 'ENV').flatMap(words);
    const names = set.map((one) => one.split('=')[0]!);
    expect(names.filter((name) => !variables.includes(name))).toEqual([]);
    expect(names.filter((name) => /SECRET|TOKEN|PASSWORD|KEY/.test(name))).toEqual([]);
    expect(set).toContain(`PORT=${words(only('EXPOSE'))[0]}`);
    expect(instructions.map(keyword)).not.toContain('ARG');
  });

  describe('its health check', () => {
    let app: TestApp;
    afterEach(() => app.close());
    async function check(port: number): Promise<number | null> {
      const [program, ...args] = command('HEALTHCHECK');
      expect(program).toBe('node');
      const child = spawn(process.execPath, args, { env: { PORT: String(port) }, stdio: 'ignore' });
      await once(child, 'exit');
      return child.exitCode;
    }

    it('passes while the server answers, and fails when it does not', async () => {
      app = await startApp();
      expect(await check(app.port)).toBe(0);
      expect(await check(await freePort())).toBe(1);
    });
  });
});

describe('what the image runs', () => {
  const scripts = readdirSync(join(ROOT, 'server/scripts')).filter(
    (name) => name.endsWith('.ts') && /from '\.\/stored\.ts'/.test(read(`server/scripts/${name}`)),
  );

  /** `csv-stringify/sync` is of `csv-stringify`, `@scope/name/part` of `@scope/name`. */
  const packageOf = (specifier: string): string =>
    specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/');

  /** The packages that a file imports, itself or through others. */
  function packagesOf(file: string, seen = new Set<string>()): string[] {
    if (seen.has(file)) return [];
    seen.add(file);
    return arrowsOf(file, read(file))
      .filter(({ typesOnly }) => !typesOnly)
      .flatMap(({ to }) => (to.startsWith('server/') ? packagesOf(to, seen) : [packageOf(to)]));
  }

  it.each(['server/src/main.ts', ...scripts.map((name) => `server/scripts/${name}`)])(
    '%s needs no package that production does not have',
    (file) => {
      const { dependencies } = z
        .object({ dependencies: z.record(z.string(), z.string()) })
        .parse(JSON.parse(read('server/package.json')));
      const packages = packagesOf(file).filter(
        (name) => !name.startsWith('node:') && !builtinModules.includes(name),
      );
      expect(packages.length).toBeGreaterThan(1);
      expect(packages.filter((name) => dependencies[name] === undefined)).toEqual([]);
    },
  );

  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const readsTypeScript = major > 22 || (major === 22 && minor >= 18);
  it.each(scripts)('%s runs from its source, as in the image', (name) => {
    // An older Node.js than the image's needs help to read it.
    const help = readsTypeScript ? [] : ['--import', 'tsx'];
    const { status, stderr } = spawnSync(process.execPath, [...help, join(ROOT, 'server/scripts', name)], {
      env: { ENV_FILE: '', SINCH_SERVICE_PLAN_ID: 'p', SINCH_API_TOKEN: 't', SINCH_WEBHOOK_SECRET: 's' },
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(/^DATABASE_URL is empty/),
    });
  });

  it('is what a plain host runs, with time to finish what still runs', () => {
    const unit = read('deploy/sinch-callback-app.service');
    expect(matches(unit, /^ExecStart=\/usr\/bin\/(.+)$/gm)).toEqual([command('CMD').join(' ')]);
    expect(Number(matches(unit, /^TimeoutStopSec=(\d+)$/gm)[0]) * 1000).toBeGreaterThan(PATIENCE);
    expect(command('CMD').at(-1)).toBe('server/dist/main.js');
  });
});

const serviceSchema = z.object({
  image: z.string(),
  environment: z.record(z.string(), z.union([z.string(), z.number()])),
  volumes: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.unknown()).default({}),
  env_file: z.string().optional(),
  read_only: z.boolean().default(false),
  stop_grace_period: z.string().optional(),
});

describe('compose.yaml', () => {
  const text = read('compose.yaml');
  const { services, volumes } = z
    .object({ services: z.record(z.string(), serviceSchema), volumes: z.record(z.string(), z.null()) })
    .parse(parse(text, { strict: true, uniqueKeys: true }));
  const servers = Object.entries(services).filter(([, { image }]) => image === 'sinch-callback-app');

  it('has two servers that are set up alike', () => {
    expect(servers).toHaveLength(2);
    expect(servers[0]![1]).toEqual(servers[1]![1]);
  });

  it('sets variables that the server knows, and takes the rest from a file that is not in the repository', () => {
    const [, server] = servers[0]!;
    expect(Object.keys(server.environment).filter((name) => !variables.includes(name))).toEqual([]);
    expect(matches(text, /\$\{([A-Z_]+)/g).filter((name) => !variables.includes(name))).toEqual([]);
    // None of them may be empty without a word.
    expect(text).not.toMatch(/\$\{[A-Z_]+\}/);
    const { status } = spawnSync('git', ['check-ignore', '--quiet', server.env_file!], { cwd: ROOT });
    expect(status).toBe(0);
  });

  it('holds its images to exact versions, and its servers to /data: they can write nowhere else', () => {
    const others = Object.values(services).filter(({ image }) => image !== 'sinch-callback-app');
    expect(others.map(({ image }) => image).filter((image) => !EXACT.test(image))).toEqual([]);
    for (const [, server] of servers) expect(server).toMatchObject({ read_only: true, volumes: ['/data'] });
  });

  it('gives a server time to finish what still runs', () => {
    for (const [, { stop_grace_period: grace }] of servers) {
      expect(Number(/^(\d+)s$/.exec(grace!)?.[1]) * 1000).toBeGreaterThan(PATIENCE);
    }
  });

  it('names volumes that it declares, and files that exist', () => {
    const sources = Object.values(services).flatMap((one) =>
      one.volumes.filter((volume) => volume.includes(':')).map((volume) => volume.split(':')[0]!),
    );
    const isThere = (source: string): boolean =>
      source.startsWith('.') ? existsSync(join(ROOT, source)) : source in volumes;
    expect(sources.length).toBeGreaterThan(2);
    expect(sources.filter((source) => !isThere(source))).toEqual([]);
  });

  it('has the proxy log no token of a callback', () => {
    expect(read('deploy/Caddyfile')).toMatch(
      /log \{[^}]*format filter \{[^}]*request>uri query \{\s*replace token /,
    );
  });

  it('has a proxy before all of its servers, on their port', () => {
    const upstreams = matches(read('deploy/Caddyfile'), /\b(server-\d+:\d+)\b/g);
    expect(upstreams).toEqual(servers.map(([name, { environment }]) => `${name}:${environment['PORT']}`));
    expect(Object.keys(services['proxy']!.depends_on)).toEqual(servers.map(([name]) => name));
  });
});
