import { describe, expect, it } from 'vitest';
import { criteriaOf } from './criteria.ts';
import { EVERYTHING, isFiltered, readView, searchOf } from './list-view.ts';

const read = (search: string) => readView(new URLSearchParams(search));
const local = (...parts: [number, number, number]) => new Date(...parts).toISOString();

describe('a view of the list', () => {
  it('is everything where the address says nothing', () => {
    expect(read('')).toEqual({ view: EVERYTHING, ignored: [] });
    expect(searchOf(EVERYTHING)).toBe('');
    expect(isFiltered(EVERYTHING)).toBe(false);
  });

  it.each([
    '?status=FAILED&state=accepted&progress=final&period=7d&find=%2B15550100001',
    '?from=2026-11-01&before=2026-11-06',
    '?from=2026-11-01T10%3A00%3A00.000Z&before=2026-11-01T11%3A00%3A00.000Z',
    '?state=refused&after=01JD0000000000000000000001',
  ])('is the same after a way through the address bar: %s', (search) => {
    const { view, ignored } = read(search);
    expect(ignored).toEqual([]);
    expect(searchOf(view)).toBe(search);
  });

  it('takes words in any letter case, and instants of any zone', () => {
    const { view } = read('status=failed&progress=Open&from=2026-11-01T12:00:00%2B02:00');
    expect(view).toMatchObject({ status: 'FAILED', progress: 'open', from: '2026-11-01T10:00:00.000Z' });
  });

  it.each([
    ['status=LOST', 'status', 'LOST'],
    ['state=gone', 'state', 'gone'],
    ['progress=half', 'progress', 'half'],
    ['period=1y', 'period', '1y'],
    ['from=2026-02-31', 'from', '2026-02-31'],
    ['from=0202-11-05', 'from', '0202-11-05'],
    ['before=yesterday', 'before', 'yesterday'],
    ['before=2026-11-05T25:00:00Z', 'before', '2026-11-05T25:00:00Z'],
    ['find=%20', 'find', ' '],
    [`find=${'1'.repeat(101)}`, 'find', '1'.repeat(101)],
    ['after=none', 'after', 'none'],
    ['status=__proto__', 'status', '__proto__'],
  ])('leaves out what cannot be meant, and tells: %s', (search, name, value) => {
    expect(read(`${search}&utm=x`)).toEqual({ view: EVERYTHING, ignored: [{ name, value }] });
  });

  it('takes a range before a period, and no range that ends before it begins', () => {
    expect(read('period=7d&from=2026-11-01')).toMatchObject({
      view: { period: null, from: '2026-11-01' },
      ignored: [{ name: 'period', value: '7d' }],
    });
    expect(read('from=2026-11-05&before=2026-11-05')).toMatchObject({
      view: { from: '2026-11-05', before: null },
      ignored: [{ name: 'before', value: '2026-11-05' }],
    });
  });

  it('leaves nothing out where it only begins further down', () => {
    expect(isFiltered(read('after=01JD0000000000000000000001').view)).toBe(false);
    expect(isFiltered(read('find=1').view)).toBe(true);
  });
});

describe('criteriaOf', () => {
  const criteria = (search: string) => criteriaOf(read(search).view, '2026-11-23');

  it('asks for nothing that is not set', () => {
    expect(criteria('')).toEqual({});
    expect(criteria('status=READ&find=x')).toEqual({ status: 'READ', find: 'x' });
  });

  it('begins a period with the midnight of whoever reads, today counted', () => {
    expect(criteria('period=today')).toEqual({ from: local(2026, 10, 23) });
    expect(criteria('period=7d')).toEqual({ from: local(2026, 10, 17) });
    expect(criteria('period=30d')).toEqual({ from: local(2026, 9, 25) });
  });

  it('turns days into the instants that they begin with', () => {
    expect(criteria('from=2026-03-29&before=2026-03-30')).toEqual({
      from: local(2026, 2, 29),
      before: local(2026, 2, 30),
    });
  });
});
