/**
 * `pnpm run audit [--require] [--registry URL]`: asks the registry for known holes in what production runs, and fails on
 * any. A registry that does not answer is no hole: that is said loudly, and fails only with `--require`, as CI has it.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { readAudit } from './audit-answer.ts';
import type { AuditAnswer } from './audit-answer.ts';
import { packageScript, ROOT } from './workspace.ts';

const { values } = parseArgs({
  options: { require: { type: 'boolean', default: false }, registry: { type: 'string' } },
});

/** The pnpm that all scripts name. */
const [pnpm = 'pnpm'] = /pnpm@[\d.]+/.exec(packageScript('.', 'test')) ?? [];

function ask(): AuditAnswer {
  const registry = values.registry === undefined ? [] : [`--registry=${values.registry}`];
  const args = ['-y', '--prefer-offline', pnpm, 'audit', '--prod', '--json', ...registry];
  return readAudit(
    spawnSync('npx', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }),
  );
}

function report(answer: AuditAnswer): { text: string; failed: boolean } {
  switch (answer.kind) {
    case 'clean':
      return { text: `No known hole in the ${answer.packages} packages of production.`, failed: false };
    case 'holes':
      return {
        text: [`${answer.holes.length} known holes in the packages of production:`, ...answer.holes].join(
          '\n',
        ),
        failed: true,
      };
    case 'not_answered':
      return {
        text: `COULD NOT ASK: whether there are known holes is not known. ${answer.why}`,
        failed: values.require,
      };
  }
}

const { text, failed } = report(ask());
process.stdout.write(`${text}\n`);
process.exitCode = failed ? 1 : 0;
