import { describe, expect, it } from 'vitest';
import { messageOf } from '../test/samples.ts';
import { canBeCancelled, planOf } from './plan.ts';

const NOW = Date.parse('2026-11-23T08:00:00.000Z');
const SEND_AT = '2026-11-24T08:00:00.000Z';
const CANCELED_AT = '2026-11-23T08:00:00.000Z';

it('plans what is still to be sent or stopped, and nothing once it is over', () => {
  const plan = (part: Parameters<typeof messageOf>[0], now = NOW) => planOf(messageOf(part), now);
  expect(plan({})).toBeNull();
  expect(plan({ sendAt: SEND_AT })).toEqual({ kind: 'scheduled', at: SEND_AT });
  expect(plan({ sendAt: SEND_AT }, Date.parse(SEND_AT))).toBeNull();
  expect(plan({ sendAt: SEND_AT, canceledAt: CANCELED_AT })).toEqual({ kind: 'cancelling' });
  expect(plan({ canceledAt: CANCELED_AT, final: true })).toBeNull();
  expect(plan({ sendAt: SEND_AT, state: 'refused' })).toBeNull();
  expect(plan({ sendAt: SEND_AT, state: 'unclear' })).toBeNull();
});

describe('a cancel', () => {
  it('is offered while Sinch may still stop something', () => {
    expect(canBeCancelled(messageOf())).toBe(true);
    expect(canBeCancelled(messageOf({ sendAt: SEND_AT }))).toBe(true);
  });

  it.each([
    { transport: 'conversation' },
    { state: 'submitting' },
    { state: 'unclear' },
    { state: 'refused', final: true },
    { final: true },
    { canceledAt: CANCELED_AT },
  ] as const)('is not offered for %j', (part) => {
    expect(canBeCancelled(messageOf(part))).toBe(false);
  });
});
