import { expect, it } from 'vitest';
import { messageOf, recipientOf } from '../test/samples.ts';
import { lateLook } from './late-look.ts';

const NOW = Date.parse('2026-11-23T08:10:00.000Z');
const at = (before: number) => new Date(NOW - before * 1_000).toISOString();
const look = (moved: number, part: Parameters<typeof messageOf>[0] = {}) =>
  lateLook(
    messageOf({
      recipients: [recipientOf({ updatedAt: at(500) }), recipientOf({ updatedAt: at(moved) })],
      ...part,
    }),
    NOW,
  );

it('goes on for two minutes after the last recipient moved: what is late, or said again, is a step, too', () => {
  expect([0, 119, 120, 400].map((moved) => look(moved))).toEqual([5_000, 5_000, false, false]);
});

it('waits for nothing where Sinch has nothing', () => {
  expect(look(0, { state: 'refused' })).toBe(false);
});
