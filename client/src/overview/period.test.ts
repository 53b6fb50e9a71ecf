import { describe, expect, it } from 'vitest';
import { faultOf, readPeriod, spanOf } from './period.ts';

const NOW = Date.parse('2026-11-23T08:20:00.000Z');
const read = (search: string) => readPeriod(search, NOW);
const iso = ({ from, before }: { from: number; before: number }) =>
  [from, before].map((instant) => new Date(instant).toISOString());

describe('a period', () => {
  it('stands in the address; without one it is the last seven days', () => {
    expect(read('')).toEqual({ kind: 'last', length: '7d' });
    expect(read('last=24h')).toEqual({ kind: 'last', length: '24h' });
    expect(read('from=2026-11-01&to=2026-11-07')).toEqual({
      kind: 'range',
      from: '2026-11-01',
      to: '2026-11-07',
    });
  });

  it.each([
    'last=1y',
    'last=toString',
    'from=2026-11-01',
    'to=2026-11-01',
    'from=yesterday&to=today',
    'from=2026-11-07&to=2026-11-01',
    'from=2026-02-30x&to=2026-11-01',
  ])('is none in %s', (search) => {
    expect(read(search)).toEqual({ kind: 'wrong' });
  });

  it('begins with a whole hour or day, and ends now', () => {
    const span = (length: '24h' | '7d') => iso(spanOf({ kind: 'last', length }, NOW));
    expect(span('24h')).toEqual(['2026-11-22T09:00:00.000Z', '2026-11-23T08:20:00.000Z']);
    expect(span('7d')).toEqual(['2026-11-17T00:00:00.000Z', '2026-11-23T08:20:00.000Z']);
  });

  it('of days of one’s own has both of them, as far as they have gone by', () => {
    const span = (from: string, to: string) => iso(spanOf({ kind: 'range', from, to }, NOW));
    expect(span('2026-11-01', '2026-11-02')).toEqual([
      '2026-11-01T00:00:00.000Z',
      '2026-11-03T00:00:00.000Z',
    ]);
    expect(span('2026-11-23', '2026-11-23')[1]).toBe('2026-11-23T08:20:00.000Z');
  });
});

describe('days of one’s own', () => {
  const fault = (from: string, to: string) => faultOf({ from, to }, NOW);

  it('are told what is wrong with them', () => {
    expect(fault('', '2026-11-01')).toBe('missing');
    expect(fault('2026-11-02', '2026-11-01')).toBe('order');
    expect(fault('2026-11-24', '2026-11-25')).toBe('future');
    expect(fault('2026-11-23', '2026-11-23')).toBeNull();
    expect(faultOf({ from: '2026-11-23', to: '2026-11-23' }, Date.parse('2026-11-23'))).toBe('future');
  });

  it('are 92 at most', () => {
    expect(fault('2026-08-01', '2026-10-31')).toBeNull();
    expect(fault('2026-08-01', '2026-11-01')).toBe('long');
  });
});
