import { describe, expect, it } from 'vitest';
import { messageOf, recipientOf } from '../test/samples.ts';
import { movementOf, pollInterval } from './poll-interval.ts';

const NOW = Date.parse('2026-11-23T08:00:00.000Z');
const MINUTE = 60_000;
const moved = (age: number, next: number | null = null) => ({ last: NOW - age, next });
const after = (age: number) => pollInterval(moved(age), NOW);

describe('pollInterval', () => {
  it('asks every second while something moves, and less and less often as it ages', () => {
    const ages = [0, 29_999, 30_000, 2 * MINUTE, 15 * MINUTE, 60 * MINUTE, 24 * 60 * MINUTE];
    expect(ages.map(after)).toEqual([1_000, 1_000, 3_000, 10_000, 30_000, 60_000, 60_000]);
  });

  it('stops when nothing is open', () => {
    expect(pollInterval(null, NOW)).toBe(false);
  });
});

describe('pollInterval of a scheduled message', () => {
  const next = (wait: number) => pollInterval(moved(60 * MINUTE, NOW + wait), NOW);

  it('asks at the very time that was set, and not more often until then', () => {
    expect([24 * 60 * MINUTE, 20_000, 5].map(next)).toEqual([60_000, 20_000, 5]);
  });
});

describe('movementOf', () => {
  const movement = (...messages: Parameters<typeof movementOf>[0]) => movementOf(messages, NOW);

  it('is null when every message is final, however recent', () => {
    expect(movement(messageOf({ final: true }))).toBeNull();
    expect(movement()).toBeNull();
  });

  it('is the latest change of an open message, or its creation', () => {
    const changed = recipientOf({ updatedAt: '2026-11-23T07:59:00.000Z' });
    const open = messageOf({
      createdAt: '2026-11-23T07:00:00.000Z',
      recipients: [changed, recipientOf({ updatedAt: null })],
    });
    expect(movement(open, messageOf({ final: true }))).toEqual(moved(MINUTE));
    expect(movement({ ...open, recipients: [] })).toEqual(moved(60 * MINUTE));
  });

  it('takes a server whose clock runs ahead for recent', () => {
    const ahead = messageOf({ createdAt: '2026-11-23T08:10:00.000Z', recipients: [] });
    expect(movement(ahead)).toEqual({ last: NOW + 10 * MINUTE, next: null });
  });

  it('counts the time that was set for sending: ahead of it, then behind, and when it was cancelled', () => {
    const open = messageOf({ createdAt: '2026-11-23T07:00:00.000Z', recipients: [] });
    const at = (sendAt: string) => ({ ...open, sendAt });
    expect(movement(at('2026-11-23T09:00:00.000Z'), at('2026-11-23T08:10:00.000Z'))).toEqual(
      moved(60 * MINUTE, NOW + 10 * MINUTE),
    );
    expect(movement(at('2026-11-23T07:50:00.000Z'))).toEqual(moved(10 * MINUTE));
    expect(movement({ ...open, canceledAt: '2026-11-23T07:59:00.000Z' })).toEqual(moved(MINUTE));
  });
});
