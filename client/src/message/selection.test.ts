import { describe, expect, it } from 'vitest';
import { recipientOf } from '../test/samples.ts';
import { countShows, pageOf, readSelection, select, writeSelection } from './selection.ts';

const recipients = (
  [
    ['+15550100001', 'DELIVERED', 0],
    ['+15550100002', 'FAILED', 150],
    ['+15550100003', 'EXPIRED', 406],
    ['+4915550100', 'QUEUED', null],
    ['+15550100005', 'UNKNOWN', null],
    ['+15550100006', null, null],
  ] as const
).map(([recipient, status, code]) =>
  recipientOf({ recipient, status, code, conflict: status === 'DELIVERED' }),
);
const read = (search: string) => readSelection(new URLSearchParams(search));
const shown = (search: string) =>
  select(recipients, read(search)).map(({ recipient }) => recipient.slice(-2));

describe('what is shown', () => {
  it.each([
    ['', ['01', '02', '03', '00', '05', '06']],
    ['show=open', ['00']],
    ['show=arrived', ['01']],
    ['show=failed', ['02', '03']],
    ['show=failed&cause=FAILED.150', ['02']],
    ['show=unsure', ['05', '06']],
    ['show=conflict', ['01']],
    ['find=0049 1555', ['00']],
    ['find=%2B1 (555) 010-0005', ['05']],
    ['find=nobody', []],
    ['show=failed&find=3', ['03']],
    ['show=whatever&page=-1', ['01', '02', '03', '00', '05', '06']],
  ])('with %j', (search, numbers) => {
    expect(shown(search)).toEqual(numbers);
  });

  it('is counted in the same way', () => {
    const counts = countShows(recipients);
    expect(counts).toEqual({ open: 1, arrived: 1, failed: 2, unsure: 2, conflict: 1 });
    for (const [show, count] of Object.entries(counts)) expect(shown(`show=${show}`)).toHaveLength(count);
  });
});

it('says nothing in the address that goes without saying, and reads what it wrote', () => {
  const selection = { show: 'failed', cause: 'FAILED.150', find: '+1 555', page: 3 } as const;
  expect(read(writeSelection(selection).toString())).toEqual(selection);
  expect(writeSelection({ show: null, cause: null, find: '', page: 1 }).toString()).toBe('');
});

it('shows the last page where there are fewer by now', () => {
  const items = Array.from({ length: 101 }, (_, index) => index);
  expect(pageOf(items, 2).items).toEqual(items.slice(50, 100));
  expect(pageOf(items, 9)).toEqual({ items: [100], page: 3, pages: 3 });
  expect(pageOf([], 1)).toEqual({ items: [], page: 1, pages: 1 });
});
