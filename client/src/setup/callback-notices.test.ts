import { describe, expect, it } from 'vitest';
import { healthOf } from '../test/samples.ts';
import { freshDiagnosis, rotationOf, unsignedNotice } from './callback-notices.ts';

const HOUR = 60 * 60_000;
const NOW = Date.parse('2026-11-23T08:00:00.000Z');
const ago = (time: number) => new Date(NOW - time).toISOString();
const secret = (name: 'current' | 'previous', age: number | null) => ({
  name,
  lastMatchedAt: age === null ? null : ago(age),
});

describe('an account that does not sign', () => {
  const unsigned = (auth: 'signature' | 'signature-or-token', matched: number | null) =>
    unsignedNotice(healthOf({ auth, unsignedAt: ago(HOUR), secrets: [secret('current', matched)] }));

  it('is a loud matter where its callbacks are refused, and a quiet one where tokens count', () => {
    expect(unsignedNotice(healthOf())).toBeNull();
    expect(unsigned('signature', null)).toBe('loud');
    expect(unsigned('signature-or-token', null)).toBe('quiet');
    expect(unsigned('signature', 2 * HOUR)).toBe('loud');
  });

  it('is no matter any more once it signs', () => {
    expect(unsigned('signature', HOUR / 2)).toBeNull();
  });
});

describe('a diagnosis', () => {
  const diagnosed = (age: number) =>
    healthOf({ diagnosis: { at: ago(age), code: 'clock', detail: 'Set your clock.' } });

  it('is news for an hour', () => {
    expect(freshDiagnosis(healthOf(), '', NOW)).toBeNull();
    expect(freshDiagnosis(diagnosed(HOUR - 1), '', NOW)).toMatchObject({ code: 'clock' });
    expect(freshDiagnosis(diagnosed(HOUR), '', NOW)).toBeNull();
  });

  it('stays away once it was put away, until there is a newer one', () => {
    expect(freshDiagnosis(diagnosed(2_000), ago(2_000), NOW)).toBeNull();
    expect(freshDiagnosis(diagnosed(1_000), ago(2_000), NOW)).not.toBeNull();
  });
});

describe('a rotation of secrets', () => {
  const advice = (current: number | null, previous: number | null, running = 72 * HOUR) =>
    rotationOf(
      healthOf({
        since: ago(running),
        secrets: [secret('current', current), secret('previous', previous)],
      }),
      NOW,
    )?.advice;

  it('is one where there are two', () => {
    expect(rotationOf(healthOf(), NOW)).toBeNull();
    expect(rotationOf(healthOf({ secrets: [] }), NOW)).toBeNull();
  });

  it('goes on while the new secret has matched nothing, or the previous one still does', () => {
    expect(advice(null, null)).toMatch(/^Keep both: nothing has been signed with the new one/);
    expect(advice(2_000, 1_000)).toMatch(/^Keep both: Sinch still signs with the previous one/);
  });

  it('ends two days after the previous one matched for the last time: callbacks may be on their way so long', () => {
    expect(advice(1_000, 48 * HOUR - 1)).toMatch(/^Keep both until/);
    expect(advice(1_000, 48 * HOUR)).toMatch(/remove SINCH_WEBHOOK_SECRET_PREVIOUS/);
  });

  it('ends two days after the start where the previous one has not matched since', () => {
    expect(advice(1_000, null, 48 * HOUR - 1)).toMatch(/^Keep both until/);
    expect(advice(1_000, null, 48 * HOUR)).toMatch(/remove SINCH_WEBHOOK_SECRET_PREVIOUS/);
  });
});
