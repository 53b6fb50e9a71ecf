/** The command itself, as a process of its own. */
import { describe, expect, test } from 'vitest';
import { ANY_MESSAGE } from '../../src/store/criteria.ts';
import { CHECK_IDS } from '../../scripts/doctor/finding.ts';
import { runScript } from '../run-script.ts';
import { answering, expectNoSecrets, PLAN, serve, SERVICE_PLAN, setUp } from './kit.ts';
import type { Env } from './kit.ts';

async function doctor(args: string[], env: Env): Promise<{ code: number | null; output: string }> {
  const script = runScript(['server/scripts/doctor.ts', ...args], env);
  return { code: await script.ended, output: script.output() };
}

test('ends with 0 and one line a check when nothing is wrong', async () => {
  const env = await setUp();
  await serve(env);
  const { code, output } = await doctor([], env);
  expect(code).toBe(0);
  for (const id of CHECK_IDS) expect(output).toMatch(new RegExp(`^[✓!-] ${id} `, 'm'));
  expect(output.trimEnd().split('\n').at(-1)).toMatch(/^Nothing is wrong/);
  expectNoSecrets(output);
});

test('ends with 1 and a remedy when something is', async () => {
  const { code, output } = await doctor([], await setUp({ projectTooNew: true }));
  expect(code).toBe(1);
  expect(output).toMatch(/^✗ account .*15 April 2026.*\n +→ There are three ways/m);
  expect(output).toMatch(/^1 check failed/m);
  expectNoSecrets(output);
});

test('--json: stable ids and causes, and nothing else', async () => {
  const { code, output } = await doctor(['--json'], await setUp({ blocked: true }, SERVICE_PLAN));
  expect(code).toBe(1);
  const { ok, checks } = JSON.parse(output) as { ok: boolean; checks: { id: string; findings: object[] }[] };
  expect(ok).toBe(false);
  expect(checks.map(({ id }) => id)).toEqual(CHECK_IDS);
  expect(checks[3]).toMatchObject({ status: 'fail', findings: [{ status: 'fail', cause: 'blocked' }] });
  for (const { findings } of checks) {
    for (const finding of findings) {
      expect(Object.keys(finding).toSorted()).toEqual(['cause', 'remedy', 'says', 'status']);
    }
  }
  expectNoSecrets(output);
});

test('what Sinch repeats of a secret is not shown', async () => {
  const token = 'a-token-of-ann-that-is-long-enough';
  const text = `The token ${PLAN.apiToken} or ${token} of +12025550123 is not welcome here`;
  const { url } = await answering(403, {}, JSON.stringify({ code: 'forbidden', text }));
  const { output } = await doctor(
    [],
    await setUp({}, { ...SERVICE_PLAN, SINCH_SMS_URL: url, ACCESS_TOKENS: `ann:${token}` }),
  );
  expect(output).toContain('is not welcome here');
  expect(output).not.toContain(token);
  expectNoSecrets(output);
});

test('--send-to sends one SMS to that number', async () => {
  const env = await setUp({ unsigned: true, speed: 1000 });
  const app = await serve(env);
  const { code, output } = await doctor(['--', '--send-to', '+1 202 555 0101'], env);
  expect(code).toBe(1);
  expect(output).toMatch(/^✗ signing .*without a signature/m);
  const sent = await app.store.listMessages({ limit: 10, after: null, criteria: ANY_MESSAGE });
  expect(sent.map(({ recipients }) => recipients.map(({ recipient }) => recipient))).toEqual([
    ['+12025550101'],
  ]);
  expect(output).not.toContain('2025550101');
});

test('sends nothing unless it is told to', async () => {
  const env = await setUp();
  const app = await serve(env);
  await doctor([], env);
  expect(await app.store.listMessages({ limit: 10, after: null, criteria: ANY_MESSAGE })).toEqual([]);
});

describe('what is said wrongly', () => {
  test.each([
    [['--sendto', '+12025550101'], /Unknown option/],
    [['--send-to', '2025550101'], /--send-to: This has no country code/],
    [['--send-to'], /--send-to/],
  ])('%j', async (args, says) => {
    const { code, output } = await doctor(args, {});
    expect(code).toBe(1);
    expect(output).toMatch(says);
    expect(output).not.toContain('2025550101');
  });
});

test('--help says what it does, and does nothing', async () => {
  const { code, output } = await doctor(['--help'], {});
  expect({ code, usage: output.startsWith('Usage: npm run doctor') }).toEqual({ code: 0, usage: true });
});
