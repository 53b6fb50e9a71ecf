import { describe, expect, it } from 'vitest';
import { messageOf, recipientOf } from '../test/samples.ts';
import { lastMovement, pollInterval } from './poll-interval.ts';

const NOW = Date.parse('2026-11-23T08:00:00.000Z');
const MINUTE = 60_000;
const after = (age: number) => pollInterval({ now: NOW, lastMovement: NOW - age, failingSince: null });
const failing = (time: number) => pollInterval({ now: NOW, lastMovement: NOW, failingSince: NOW - time });

describe('pollInterval', () => {
  it('asks every second while something moves, and less and less often as it ages', () => {
    const ages = [0, 29_999, 30_000, 2 * MINUTE, 15 * MINUTE, 60 * MINUTE, 24 * 60 * MINUTE];
    expect(ages.map(after)).toEqual([1_000, 1_000, 3_000, 10_000, 30_000, 60_000, 60_000]);
  });

  it('stops when nothing is open', () => {
    expect(pollInterval({ now: NOW, lastMovement: null, failingSince: null })).toBe(false);
  });

  it('goes on while the server is away, with longer and longer pauses', () => {
    expect([0, 4_000, 20_000, 30_000, 60 * MINUTE].map(failing)).toEqual([
      1_000, 2_000, 10_000, 15_000, 15_000,
    ]);
    expect(pollInterval({ now: NOW, lastMovement: null, failingSince: NOW })).toBe(1_000);
  });
});

describe('lastMovement', () => {
  it('is null when every message is final, however recent', () => {
    expect(lastMovement([messageOf({ final: true })])).toBeNull();
    expect(lastMovement([])).toBeNull();
  });

  it('is the latest change of an open message, or its creation', () => {
    const changed = recipientOf({ updatedAt: '2026-11-23T07:59:00.000Z' });
    const open = messageOf({
      createdAt: '2026-11-23T07:00:00.000Z',
      recipients: [changed, recipientOf({ updatedAt: null })],
    });
    expect(lastMovement([open, messageOf({ final: true })])).toBe(NOW - MINUTE);
    expect(lastMovement([{ ...open, recipients: [] }])).toBe(NOW - 60 * MINUTE);
  });
});
