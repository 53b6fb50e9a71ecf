/** The findings as text for a person, or as JSON for a program. Pure. */
import { styleText } from 'node:util';
import type { Check, Status } from './finding.ts';

const SIGNS: Record<Status, string> = { pass: '✓', warn: '!', fail: '✗', skipped: '-' };
const COLOURS = { pass: 'green', warn: 'yellow', fail: 'red', skipped: 'dim' } as const;

const isGood = (checks: readonly Check[]): boolean => checks.every(({ status }) => status !== 'fail');
export const exitCodeOf = (checks: readonly Check[]): 0 | 1 => (isGood(checks) ? 0 : 1);

export const toJson = (checks: readonly Check[]): string =>
  JSON.stringify({ ok: isGood(checks), checks }, null, 2);

const count = (checks: readonly Check[], status: Status): number =>
  checks.filter((check) => check.status === status).length;
const counted = (number: number, one: string, many: string): string =>
  `${number} ${number === 1 ? one : many}`;

function summary(checks: readonly Check[]): string {
  const [wrong, doubtful, open] = [count(checks, 'fail'), count(checks, 'warn'), count(checks, 'skipped')];
  const parts = [
    wrong === 0 ? 'Nothing is wrong' : counted(wrong, 'check failed', 'checks failed'),
    ...(doubtful > 0 ? [counted(doubtful, 'deserves a look', 'deserve a look')] : []),
    ...(open > 0 ? [counted(open, 'could not be made', 'could not be made')] : []),
  ];
  return `${parts.join(', ')}.`;
}

export function toText(checks: readonly Check[], colourful: boolean): string {
  const coloured = (status: Status, text: string): string =>
    colourful ? styleText(COLOURS[status], text, { validateStream: false }) : text;
  const lines = checks.flatMap(({ id, findings }) =>
    findings.flatMap(({ status, says, remedy }, index) => [
      `${coloured(status, SIGNS[status])} ${id.padEnd(13)} ${says}`,
      // Several faults may have one remedy, which stands below the last of them.
      ...(remedy === null || remedy === findings[index + 1]?.remedy
        ? []
        : [`  ${''.padEnd(13)} → ${remedy}`]),
    ]),
  );
  return [...lines, '', summary(checks)].join('\n');
}

/** Nothing that should print one does; this is for what Sinch or a database might repeat. */
export const withoutSecrets = (text: string, secrets: readonly string[]): string =>
  secrets.filter((secret) => secret.length >= 8).reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
