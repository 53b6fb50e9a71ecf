import { describe, expect, test } from 'vitest';
import { callbackHealthSchema } from '../contract.ts';
import { createHealth } from './health.ts';

const SINCE = Date.UTC(2026, 10, 23, 9);
const HOUR = 3_600_000;
const iso = (at: number): string => new Date(at).toISOString();

const create = (secrets = ['a', 'b']) => createHealth({ secrets, auth: 'signature' }, SINCE);
const clock = { code: 'clock', detail: 'Set the clock.' } as const;
const noise = { code: 'none_found', detail: 'Who knows.' } as const;

test('it begins with nothing but the time', () => {
  expect(create().report()).toEqual({
    since: iso(SINCE),
    auth: 'signature',
    secrets: [
      { name: 'current', lastMatchedAt: null },
      { name: 'previous', lastMatchedAt: null },
    ],
    unsignedAt: null,
    diagnosis: null,
  });
  expect(create(['a']).report().secrets).toEqual([{ name: 'current', lastMatchedAt: null }]);
});

test('it knows when each secret last matched', () => {
  const health = create();
  health.matched(1, SINCE + 1);
  health.matched(0, SINCE + 2);
  health.matched(1, SINCE + 3);
  expect(health.report().secrets).toEqual([
    { name: 'current', lastMatchedAt: iso(SINCE + 2) },
    { name: 'previous', lastMatchedAt: iso(SINCE + 3) },
  ]);
});

test('it keeps to the contract', () => {
  const health = create();
  health.matched(0, SINCE);
  health.unsigned(SINCE);
  health.diagnosed(clock, SINCE);
  const report = health.report();
  expect(callbackHealthSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
});

describe('an account that does not sign', () => {
  test('is told of loudly once, then once an hour', () => {
    const health = create();
    const told = [0, 1, HOUR - 1, HOUR, HOUR + 1, 2 * HOUR - 1, 2 * HOUR, 10 * HOUR];
    expect(told.map((after) => health.unsigned(SINCE + after))).toEqual([
      'first',
      'none',
      'none',
      'again',
      'none',
      'none',
      'again',
      'again',
    ]);
  });

  test('shows by when it last came', () => {
    const health = create();
    health.unsigned(SINCE + 1);
    health.unsigned(SINCE + 2);
    expect(health.report().unsignedAt).toBe(iso(SINCE + 2));
  });
});

describe('the diagnosis', () => {
  test('is the last one', () => {
    const health = create();
    health.diagnosed(noise, SINCE);
    expect(health.report().diagnosis).toEqual({ ...noise, at: iso(SINCE) });
    health.diagnosed(clock, SINCE + 1);
    expect(health.report().diagnosis).toEqual({ ...clock, at: iso(SINCE + 1) });
    const rewritten = { code: 'body_rewritten', detail: 'A proxy.' } as const;
    health.diagnosed(rewritten, SINCE + 2);
    expect(health.report().diagnosis).toEqual({ ...rewritten, at: iso(SINCE + 2) });
  });

  test('that took the secret is not hidden by noise that anybody can make, for an hour', () => {
    const health = create();
    health.diagnosed(clock, SINCE);
    for (const code of ['none_found', 'partly_signed'] as const) {
      health.diagnosed({ code, detail: 'Noise.' }, SINCE + HOUR - 1);
      expect(health.report().diagnosis).toEqual({ ...clock, at: iso(SINCE) });
    }
    health.diagnosed(noise, SINCE + HOUR);
    expect(health.report().diagnosis).toEqual({ ...noise, at: iso(SINCE + HOUR) });
  });
});
