import { expect, test } from 'vitest';
import { createDiagnostician } from './diagnostician.ts';

const HEADERS = { signature: 'x', nonce: 'n', timestamp: '1', algorithm: 'HmacSHA256' };
const MISMATCH = { ok: false, reason: 'mismatch' } as const;
const LATE = { ok: false, reason: 'time', skewSeconds: 200_000 } as const;
const BODY = Buffer.from('{}');
const MINUTE = 60_000;

const codes = (count: number, one: () => { code: string } | null) =>
  Array.from({ length: count }, () => one()?.code ?? null);

test('five refusals a minute are looked into, and no more, whoever sends them', () => {
  const find = createDiagnostician(['secret']);
  const at = (now: number) => codes(7, () => find(MISMATCH, HEADERS, BODY, now));
  const five = [...codes(5, () => ({ code: 'none_found' })), null, null];
  expect(at(0)).toEqual(five);
  expect(at(MINUTE - 1)).toEqual(codes(7, () => null));
  expect(at(MINUTE)).toEqual(five);
  // A clock that was set back must not end it for good.
  expect(at(-10 * MINUTE)).toEqual(five);
});

test('what can be told without any work is told each time, and costs none of the five', () => {
  const find = createDiagnostician(['secret']);
  expect(codes(20, () => find(LATE, HEADERS, BODY, 0))).toEqual(codes(20, () => ({ code: 'clock' })));
  const partly = { ...HEADERS, nonce: undefined };
  expect(codes(20, () => find({ ok: false, reason: 'missing' }, partly, BODY, 0))).toEqual(
    codes(20, () => ({ code: 'partly_signed' })),
  );
  expect(find(MISMATCH, HEADERS, BODY, 0)?.code).toBe('none_found');
});

test('a body of more than 64 kB is not looked into, and costs none of the five', () => {
  const find = createDiagnostician(['secret']);
  const large = Buffer.alloc(64 * 1024 + 1, '1');
  expect(codes(10, () => find(MISMATCH, HEADERS, large, 0))).toEqual(codes(10, () => null));
  expect(find(MISMATCH, HEADERS, large.subarray(1), 0)?.code).toBe('none_found');
});
