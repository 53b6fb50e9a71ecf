/** Whatever the program asks Sinch through the SDK, the emulator answers with the fields that the SDK declares. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const SERVER = join(import.meta.dirname, '..');
/** `client.sms.batches.send(` in the program, `batches.send(` in the test of the models. */
const MADE = /\.(?:sms|conversation)\s*\.(\w+)\s*\.(\w+)\(/g;
const CHECKED = /\b(\w+)\.(\w+)\(/g;

const callsIn = (source: string, pattern: RegExp): string[] =>
  [...source.matchAll(pattern)].map(([, group, call]) => `${group}.${call}`);

function sourcesOf(folder: string): string[] {
  return readdirSync(join(SERVER, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => readFileSync(join(SERVER, folder, path), 'utf8'));
}

const made = new Set(['src', 'scripts'].flatMap(sourcesOf).flatMap((source) => callsIn(source, MADE)));
const checked = new Set(callsIn(readFileSync(join(SERVER, 'emulator/sdk-models.test.ts'), 'utf8'), CHECKED));

test('the calls are found', () => {
  expect(made).toContain('batches.send');
  expect(made).toContain('deliveryReports.get');
});

test.each([
  ...made,
  'batches.dryRun',
  'batches.get',
  'deliveryReports.getForNumber',
  'deliveryReports.list',
  'messages.get',
])('the answer to %s is checked field by field', (call) => {
  expect(checked).toContain(call);
});
