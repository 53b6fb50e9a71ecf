import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { askedFor, json, problem, startFakeServer } from '../test/fake-server.ts';
import { openPage } from '../test/open-page.tsx';
import { budgetOf, messageOf } from '../test/samples.ts';

const form = () => screen.findByRole('form', { name: 'Send an SMS' });
const minutes = (count: number) => act(() => vi.advanceTimersByTimeAsync(count * 60_000));

describe('the budget of the day', () => {
  it.each([0, 12, 3999])('is not spoken of while there is plenty: %i of 5000', async (partsToday) => {
    const server = startFakeServer({ budget: budgetOf({ partsToday }) });
    openPage();
    await waitFor(() => expect(askedFor(server, '/api/budget')).toHaveLength(1));
    await act(async () => {});
    expect(await form()).not.toHaveTextContent(/used today|limit/);
  });

  it.each([
    [4000, '4,000'],
    [4999, '4,999'],
  ])('is a quiet line once four fifths are used: %i of 5000', async (partsToday, shown) => {
    startFakeServer({ budget: budgetOf({ partsToday }) });
    openPage();
    const line = await screen.findByText(`${shown} of 5,000 SMS parts are used today.`);
    expect(await form()).toContainElement(line);
    expect(line.closest('[aria-live]')).toBeNull();
    expect(screen.queryByText('Today’s limit is reached.')).not.toBeInTheDocument();
  });

  it.each([5000, 5003])(
    'is a clear notice at the limit, with when it ends: %i of 5000',
    async (partsToday) => {
      startFakeServer({ budget: budgetOf({ partsToday }) });
      openPage();
      const notice = (await screen.findByText('Today’s limit is reached.')).parentElement!;
      expect(notice).toHaveTextContent(
        /5,000 SMS parts a day.*SEND_PARTS_PER_DAY.*send again (today|tomorrow) \d\d:\d\d \(in 3 h\)/,
      );
      expect(notice.closest('[aria-live="polite"]')).not.toBeNull();
      expect(screen.queryByText(/used today/)).not.toBeInTheDocument();
    },
  );

  it('is forgotten when the day is over, even if the server does not answer', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const resetsAt = new Date(Date.now() + 3 * 60_000).toISOString();
    const server = startFakeServer({ budget: budgetOf({ partsToday: 5000, resetsAt }) });
    openPage();
    await screen.findByText('Today’s limit is reached.');
    server.down = true;
    await minutes(2);
    expect(screen.getByText('Today’s limit is reached.')).toBeInTheDocument();
    await minutes(1.5);
    expect(screen.queryByText('Today’s limit is reached.')).not.toBeInTheDocument();
  });

  it('is asked about once a minute', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const server = startFakeServer();
    openPage();
    await form();
    await minutes(10);
    const asked = askedFor(server, '/api/budget').length;
    expect(asked).toBeGreaterThanOrEqual(10);
    expect(asked).toBeLessThanOrEqual(12);
  });

  it('is not asked about again where the server knows nothing of it', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const server = startFakeServer({ budget: null });
    openPage();
    await form();
    await minutes(10);
    expect(askedFor(server, '/api/budget')).toHaveLength(1);
  });

  it.each([
    ['was taken', () => json(messageOf(), 201), 'Accepted by Sinch.'],
    ['was too much', () => problem({ status: 429, code: 'daily_budget', detail: 'Too much.' }), 'Not sent.'],
  ])('is asked about when a message %s', async (_, send, words) => {
    const server = startFakeServer({ send });
    const user = openPage();
    await user.type(await screen.findByLabelText('To'), '+15550100001');
    await user.type(screen.getByLabelText('Message'), 'Hello');
    server.budget = budgetOf({ partsToday: 5000 });
    await user.click(screen.getByRole('button', { name: 'Send' }));
    await screen.findByText(words);
    expect(await screen.findByText('Today’s limit is reached.')).toBeInTheDocument();
  });

  it('that a message would pass is not waited for in seconds', async () => {
    const refused = {
      type: '',
      title: 'Too Many Requests',
      status: 429,
      code: 'daily_budget',
      detail: 'Too much.',
    };
    startFakeServer({ send: () => json(refused, 429, { 'retry-after': '41000' }) });
    const user = openPage();
    await user.type(await screen.findByLabelText('To'), '+15550100001');
    await user.type(screen.getByLabelText('Message'), 'Hello');
    await user.click(screen.getByRole('button', { name: 'Send' }));
    expect((await screen.findByText('Not sent.')).parentElement).toHaveTextContent(/Too much\.$/);
  });
});
