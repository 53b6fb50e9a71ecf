import type { Message } from '@sinch-callback-app/server/contract';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { focusManager } from '@tanstack/react-query';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { askedFor, startFakeServer } from '../test/fake-server.ts';
import { openPage } from '../test/open-page.tsx';
import { messageOf, recipientOf } from '../test/samples.ts';

const recent = () => new Date().toISOString();
const open = () => messageOf({ createdAt: recent(), recipients: [recipientOf({ updatedAt: recent() })] });
const delivered = () =>
  messageOf({ final: true, recipients: [recipientOf({ status: 'DELIVERED', code: 0, final: true })] });

afterEach(() => focusManager.setFocused(undefined));

describe('the list', () => {
  it('follows a message until it is final, then asks rarely whether there are new ones', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const server = startFakeServer({ messages: [open()] });
    openPage();
    expect(await screen.findByText('Queued')).toBeInTheDocument();
    server.messages = [delivered()];
    expect(await screen.findByText('Delivered', {}, { timeout: 3_000 })).toBeInTheDocument();
    const asked = askedFor(server, '/api/messages').length;
    await act(() => vi.advanceTimersByTimeAsync(120_000));
    const since = askedFor(server, '/api/messages').length - asked;
    expect(since).toBeGreaterThanOrEqual(11);
    expect(since).toBeLessThanOrEqual(12);
  });

  it('does not ask while the tab is hidden', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const server = startFakeServer({ messages: [open()] });
    openPage();
    await screen.findByText('Queued');
    focusManager.setFocused(false);
    const asked = server.requests.length;
    await act(() => vi.advanceTimersByTimeAsync(10_000));
    expect(server.requests).toHaveLength(asked);
    focusManager.setFocused(true);
    await waitFor(() => expect(server.requests.length).toBeGreaterThan(asked));
  });

  it('keeps what it has while the server is away, says so, and recovers by itself', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const server = startFakeServer({ messages: [open()] });
    openPage();
    await screen.findByText('Queued');
    server.down = true;
    expect(
      await screen.findByText('The server does not answer.', {}, { timeout: 3_000 }),
    ).toBeInTheDocument();
    expect(screen.getByText('Queued')).toBeInTheDocument();
    server.down = false;
    server.messages = [delivered()];
    const tryNow = screen.getByRole('button', { name: 'Try now' });
    act(() => tryNow.focus());
    fireEvent.click(tryNow);
    expect(await screen.findByText('Delivered')).toBeInTheDocument();
    await waitFor(() => expect(screen.queryByText('The server does not answer.')).not.toBeInTheDocument());
    expect(screen.getByText('The page is up to date again.')).toHaveAttribute('aria-live', 'polite');
    expect(screen.getByRole('heading', { name: 'Messages' })).toHaveFocus();
  });

  it('announces changes in one sentence', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const server = startFakeServer({ messages: [open()] });
    openPage();
    await screen.findByText('Queued');
    server.messages = [delivered()];
    await act(() => vi.advanceTimersByTimeAsync(5_000));
    const said = await screen.findByText('Message to +15550100001: Delivered.');
    expect(said).toHaveAttribute('aria-live', 'polite');
  });

  it('says how many of how many, and what went wrong', async () => {
    const statuses = ['DELIVERED', 'FAILED', 'QUEUED'] as const;
    const recipients = statuses.map((status, index) =>
      recipientOf({ status, recipient: `+1555010000${index}` }),
    );
    startFakeServer({ messages: [messageOf({ recipients })] });
    openPage();
    expect(await screen.findByRole('listitem')).toHaveTextContent('Delivered 1 of 3, Failed 1, Queued 1');
    expect(screen.getByRole('button', { name: /Copy batch id/ })).toBeInTheDocument();
  });
});

describe('a long list', () => {
  const numbered = (parts: Partial<Message>[]) =>
    parts.map((fields, index) => messageOf({ ...fields, id: `01JD${900 - index}`, message: `Nr ${index}` }));
  const after = ({ url }: Request) => new URL(url).searchParams.get('after');

  it('shows older messages on demand, and reads again only those pages that hold open ones', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const final = Array.from({ length: 110 }, () => delivered());
    const server = startFakeServer({ messages: numbered(final) });
    server.messages[45] = { ...open(), id: '01JD855', message: 'Open still' };
    openPage();
    for (const shown of [20, 70]) {
      await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(shown));
      fireEvent.click(screen.getByRole('button', { name: 'Show older messages' }));
    }
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(110));
    const before = askedFor(server, '/api/messages').length;
    await act(() => vi.advanceTimersByTimeAsync(25_000));
    const polls = askedFor(server, '/api/messages').slice(before).map(after);
    expect(polls.filter((cursor) => cursor === null).length).toBeGreaterThan(15);
    const older = polls.filter((cursor) => cursor !== null);
    expect(older.length).toBeGreaterThanOrEqual(2);
    expect(older.length).toBeLessThanOrEqual(3);
    expect(new Set(older)).toEqual(new Set(['01JD856']));

    server.messages[45] = { ...delivered(), id: '01JD855', message: 'Open still' };
    const line = screen.getByText('Open still').closest('li')!;
    await act(() => vi.advanceTimersByTimeAsync(12_000));
    expect(within(line).getByText('Delivered')).toBeInTheDocument();
    expect(screen.getAllByRole('listitem')).toHaveLength(110);
  });
});
