import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextAttempts } from './next-attempts.ts';

const T0 = Date.UTC(2026, 10, 23, 9);
const anyTime = fc.integer({ min: 0, max: Date.UTC(2100, 0) });

test('what was taken is done, and no other answer of 4xx but 429 is ever repeated', () => {
  const none = { at: [], givesUpAt: null };
  fc.assert(
    fc.property(fc.integer({ min: 200, max: 499 }), anyTime, (status, at) => {
      fc.pre(status !== 429);
      expect(nextAttempts(status, at)).toEqual({ kind: status < 300 ? 'done' : 'never', ...none });
    }),
  );
});

describe('what is repeated', () => {
  test('comes after 5, 10, 20 … seconds, fifteen times, the last one 22 h 45 min after the first attempt', () => {
    const { kind, at, givesUpAt } = nextAttempts(503, T0);
    const seconds = at.map((instant) => (Date.parse(instant) - T0) / 1000);
    expect(kind).toBe('again');
    expect(seconds.slice(0, 4)).toEqual([5, 10, 20, 40]);
    expect(seconds).toHaveLength(15);
    expect(seconds.at(-1)).toBe(81_920);
    expect(givesUpAt).toBe(at.at(-1));
  });

  test('is twice as late each time, whenever it came and whether it was 429 or 5xx', () => {
    fc.assert(
      fc.property(fc.constantFrom(429, 500, 502, 503, 504), anyTime, (status, receivedAt) => {
        const { at } = nextAttempts(status, receivedAt);
        const delays = at.map((instant) => Date.parse(instant) - receivedAt);
        expect(delays[0]).toBe(5000);
        for (const [index, delay] of delays.slice(1).entries()) expect(delay).toBe(2 * delays[index]!);
      }),
    );
  });
});
