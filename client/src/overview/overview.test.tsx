import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { askedFor, startFakeServer } from '../test/fake-server.ts';
import { openPage } from '../test/open-page.tsx';
import { emptyOverview, overviewOf } from '../test/view-samples.ts';

const panel = (name: string) => screen.findByRole('region', { name });
const asTable = (title: string) => screen.findByRole('button', { name: `Show as a table: ${title}` });
const rows = (table: HTMLElement) =>
  within(table)
    .getAllByRole('row')
    .map((row) => row.textContent);
const asked = (server: ReturnType<typeof startFakeServer>) =>
  askedFor(server, '/api/overview').map(({ url }) => new URL(url).searchParams);

afterEach(() => window.localStorage.clear());

describe('the overview', () => {
  it('says first what matters most', async () => {
    startFakeServer({ overview: overviewOf() });
    openPage('/overview');
    const rate = await screen.findByText('Delivered', { selector: 'dt' });
    // 45 of 45 + 3 + 1 + 1 refused.
    expect(rate.parentElement).toHaveTextContent('90 %8 are still on the way.');
    expect(screen.getByText('Half arrived in').parentElement).toHaveTextContent('≤ 5 s');
  });

  it('has charts with words for those who do not see them', async () => {
    startFakeServer({ overview: overviewOf() });
    openPage('/overview');
    expect(await screen.findByRole('img', { name: /delivery rate: 90\s% in all/ })).toBeInTheDocument();
    expect(
      screen.getByRole('img', {
        name: /Delivered 45, Unknown 1, Not delivered 4, Cancelled 2, On its way 8\./,
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('img', { name: /Half arrived within 5 s, 95 % within 1 min/ }),
    ).toBeInTheDocument();
  });

  it('has a table behind every chart, and keeps the choice', async () => {
    startFakeServer({ overview: overviewOf() });
    const user = openPage('/overview');
    for (const title of ['Delivery rate', 'What became of them', 'Time to delivery', 'Failures by cause']) {
      await user.click(await asTable(title));
      expect(screen.getByRole('table', { name: title })).toBeInTheDocument();
      expect(await asTable(title)).toHaveAttribute('aria-pressed', 'true');
    }
    expect(rows(screen.getByRole('table', { name: 'What became of them' }))).toEqual([
      'DayDeliveredUnknownNot deliveredCancelledOn its way',
      '23 Nov91028',
      '22 Nov00000',
      '21 Nov360400',
      'Total451428',
    ]);
    expect(rows(screen.getByRole('table', { name: 'Delivery rate' }))).toEqual([
      'DayDelivered',
      '23 Nov90\u00a0%',
      '22 Nov–',
      '21 Nov90\u00a0%',
      'Total90\u00a0%',
    ]);
    await user.click(screen.getByRole('link', { name: 'Messages' }));
    await user.click(screen.getByRole('link', { name: 'Overview' }));
    expect(await screen.findByRole('table', { name: 'Delivery rate' })).toBeInTheDocument();
  });

  it('tells causes in plain words that lead to the messages', async () => {
    startFakeServer({ overview: overviewOf() });
    openPage('/overview');
    const [first] = within(await panel('Failures by cause')).getAllByRole('listitem');
    expect(first).toHaveTextContent('Failed: Sinch has no route to this number. code 402');
    const href = within(first!).getByRole('link', { name: 'Failed' }).getAttribute('href');
    expect(href).toMatch(/^\/\?status=FAILED&from=2026-11-21T.*&before=2026-11-23T/);
  });

  it('says so where there is nothing to show', async () => {
    startFakeServer({ overview: emptyOverview() });
    openPage('/overview');
    expect(await screen.findByText('Nothing was sent in this period.')).toBeInTheDocument();
    expect(screen.queryByRole('img')).toBeNull();
  });

  it('says what is still missing of it', async () => {
    startFakeServer({ overview: { ...emptyOverview(), total: { ...overviewOf().total, counts: {} } } });
    openPage('/overview');
    expect(await panel('Time to delivery')).toHaveTextContent('No receipt with a time has come yet.');
    expect(await panel('Failures by cause')).toHaveTextContent('Nothing failed.');
  });

  it('is read again every minute', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const server = startFakeServer({ overview: emptyOverview() });
    openPage('/overview');
    await screen.findByText('Nothing was sent in this period.');
    server.overview = overviewOf();
    await act(() => vi.advanceTimersByTimeAsync(60_000));
    expect(await panel('Delivery rate')).toBeInTheDocument();
    expect(asked(server)).toHaveLength(2);
  });

  it('says what to do where the server cannot compute it', async () => {
    startFakeServer({ overview: null });
    openPage('/overview');
    expect(await screen.findByText(/This server does not compute an overview/)).toBeInTheDocument();
  });

  it('tries on where the server does not answer', async () => {
    const server = startFakeServer({ overview: overviewOf() });
    const user = openPage('/');
    await user.click(await screen.findByRole('link', { name: 'Callbacks' }));
    server.down = true;
    await user.click(screen.getByRole('link', { name: 'Overview' }));
    expect(await screen.findByText(/The overview cannot be had now/)).toBeInTheDocument();
    server.down = false;
    expect(await panel('Delivery rate')).toBeInTheDocument();
  });
});

describe('the period', () => {
  it('is chosen by a link, and stands in the address; what is known stays meanwhile', async () => {
    const server = startFakeServer({ overview: overviewOf() });
    openPage('/overview');
    await panel('Delivery rate');
    expect(screen.getByRole('link', { name: '7 days' })).toHaveAttribute('aria-current', 'true');
    // Not waited for: the answer is still on its way.
    fireEvent.click(screen.getByRole('link', { name: '30 days' }));
    expect(screen.getByRole('region', { name: 'Delivery rate' })).toBeInTheDocument();
    expect(window.location.search).toBe('?last=30d');
    expect(screen.getByRole('link', { name: '30 days' })).toHaveAttribute('aria-current', 'true');
    await vi.waitFor(() => expect(asked(server)).toHaveLength(2));
  });

  it('can be days of one’s own; those that make no sense are not asked for', async () => {
    const server = startFakeServer({ overview: overviewOf() });
    const user = openPage('/overview');
    await panel('Delivery rate');
    await user.click(screen.getByRole('button', { name: 'Other days' }));
    await user.click(screen.getByRole('button', { name: 'Show' }));
    expect(screen.getByLabelText('First day')).toHaveAccessibleDescription('Choose both days.');
    await user.type(screen.getByLabelText('First day'), '2026-11-01');
    await user.clear(screen.getByLabelText('Last day'));
    await user.type(screen.getByLabelText('Last day'), '2026-11-02');
    await user.click(screen.getByRole('button', { name: 'Show' }));
    expect(window.location.search).toBe('?from=2026-11-01&to=2026-11-02');
    await vi.waitFor(() => expect(asked(server)).toHaveLength(2));
    expect(Object.fromEntries(asked(server)[1]!)).toEqual({
      from: '2026-11-01T00:00:00.000Z',
      before: '2026-11-03T00:00:00.000Z',
    });
  });

  it('that the address does not make sense of is asked for again', async () => {
    const server = startFakeServer({ overview: overviewOf() });
    openPage('/overview?last=forever');
    expect(await screen.findByText(/names no period that can be shown/)).toBeInTheDocument();
    expect(asked(server)).toEqual([]);
  });
});
