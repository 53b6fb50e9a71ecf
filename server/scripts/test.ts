/** `npm test`: types, lint, format, then every test suite. The last line printed is the sum of their tests. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOG_FOLDER } from '../test/keep-log.ts';
import { findLeaks, readLogs } from './log-leaks.ts';
import { addCounts, readPlaywrightCounts, readVitestCounts, type Counts } from './test-counts.ts';
import { packageScript, ROOT, withBins, type Env } from './workspace.ts';

interface Check {
  title: string;
  script: string;
}

interface Suite {
  title: string;
  folder: 'server' | 'client';
  script: string;
  args(report: string): string[];
  env(report: string): Env;
  count(report: string): Counts;
}

const CHECKS: Check[] = [
  { title: 'Types', script: 'types' },
  { title: 'Lint', script: 'lint' },
  { title: 'Format', script: 'format:check' },
];

const vitest = (title: string, folder: Suite['folder'], args: string[]): Suite => ({
  title,
  folder,
  script: 'test',
  args: (report) => [...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  env: () => ({}),
  count: readVitestCounts,
});

const SUITES: Suite[] = [
  vitest('Unit tests of the server', 'server', ['--project', 'unit']),
  vitest('Unit tests of the page', 'client', []),
  vitest('Integration tests', 'server', ['--project', 'integration']),
  {
    title: 'Browser tests',
    folder: 'client',
    script: 'e2e',
    args: () => ['--reporter=list,json'],
    env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: report }),
    count: readPlaywrightCounts,
  },
];

/** Nothing of the developer's own account or files reaches a test. */
const testEnv: Env = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(SINCH_|EMULATOR_|DATABASE_URL$|PUBLIC_URL$|NODE_ENV$)/.test(name),
    ),
  ),
  ENV_FILE: '',
};

const MOST_SHOWN = 20;
const logsIn = (folder: string): string => join(folder, 'logs');

const say = (line: string) => process.stdout.write(`${line}\n`);

function run(title: string, folder: string, command: string, env: Env): boolean {
  say(`\n=== ${title}`);
  const { status } = spawnSync(command, {
    shell: true,
    cwd: join(ROOT, folder),
    env: withBins(folder, env),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) say(`=== ${title}: failed`);
  return status === 0;
}

/** No server of any test may have logged a number, a text or a secret: one test more. */
function searchLogs(folder: string): Counts {
  say('\n=== Logs of the whole run');
  const { logs, secrets } = readLogs(folder);
  const leaks = [...logs].flatMap(([file, log]) =>
    findLeaks(log, secrets).map(({ line, what, masked }) => `${file}:${line} holds ${what}: ${masked}`),
  );
  const lines = [...logs.values()].reduce((sum, log) => sum + log.split('\n').length - 1, 0);
  say(
    `${lines} lines of ${logs.size} servers searched for numbers, message texts and ${secrets.length} secrets`,
  );
  for (const leak of leaks.slice(0, MOST_SHOWN)) say(leak);
  if (leaks.length > 0) say(`=== Logs of the whole run: failed, ${leaks.length} found`);
  if (lines === 0) say('=== Logs of the whole run: failed, no server has kept one');
  const failed = leaks.length > 0 || lines === 0 ? 1 : 0;
  return { passed: 1 - failed, failed, skipped: 0 };
}

function runSuite(suite: Suite, folder: string): Counts {
  const report = join(folder, `${suite.title}.json`.replaceAll(' ', '-'));
  const command = packageScript(suite.folder, suite.script, suite.args(report));
  const passed = run(suite.title, suite.folder, command, {
    ...testEnv,
    ...suite.env(report),
    [LOG_FOLDER]: logsIn(folder),
  });
  const counts = suite.count(report);
  const none = counts.passed + counts.failed + counts.skipped === 0;
  if (none) say(`=== ${suite.title}: not a single test ran`);
  // A suite can fail beside its tests: a file that cannot be loaded, a setup, an unhandled rejection.
  const hidden = counts.failed === 0 && (none || !passed);
  return hidden ? { ...counts, failed: 1 } : counts;
}

function finish(counts: Counts): never {
  say(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  process.exit(counts.failed === 0 ? 0 : 1);
}

for (const { title, script } of CHECKS) {
  if (!run(title, '.', packageScript('.', script), testEnv)) finish({ passed: 0, failed: 1, skipped: 0 });
}
const reports = mkdtempSync(join(tmpdir(), 'sinch-callback-app-test-'));
process.on('exit', () => rmSync(reports, { recursive: true, force: true }));
mkdirSync(logsIn(reports));
const counts = SUITES.map((suite) => runSuite(suite, reports));
finish([...counts, searchLogs(logsIn(reports))].reduce(addCounts));
