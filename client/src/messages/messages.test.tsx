import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { focusManager } from '@tanstack/react-query';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startFakeServer } from '../test/fake-server.ts';
import { openPage } from '../test/open-page.tsx';
import { messageOf, recipientOf } from '../test/samples.ts';

const recent = () => new Date().toISOString();
const open = () => messageOf({ createdAt: recent(), recipients: [recipientOf({ updatedAt: recent() })] });
const delivered = () =>
  messageOf({ final: true, recipients: [recipientOf({ status: 'DELIVERED', code: 0, final: true })] });

afterEach(() => focusManager.setFocused(undefined));

describe('the list', () => {
  it('follows a message until it is final, then stops asking', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const server = startFakeServer({ messages: [open()] });
    openPage();
    expect(await screen.findByText('Queued')).toBeInTheDocument();
    server.messages = [delivered()];
    expect(await screen.findByText('Delivered', {}, { timeout: 3_000 })).toBeInTheDocument();
    const asked = server.requests.length;
    await act(() => vi.advanceTimersByTimeAsync(120_000));
    expect(server.requests).toHaveLength(asked);
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
    fireEvent.click(screen.getByRole('button', { name: 'Try now' }));
    expect(await screen.findByText('Delivered')).toBeInTheDocument();
    await waitFor(() => expect(screen.queryByText('The server does not answer.')).not.toBeInTheDocument());
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
    expect(await screen.findByText('Delivered 1 of 3')).toBeInTheDocument();
    expect(screen.getByText('Failed 1')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: /Copy batch id/ })).toBeInTheDocument();
  });
});

describe('one message', () => {
  it('shows a thousand recipients in steps, with why and conflicts', async () => {
    const recipients = Array.from({ length: 1_000 }, (_, index) =>
      recipientOf({
        recipient: `+1555${String(index).padStart(7, '0')}`,
        status: 'FAILED',
        code: 150,
        conflict: index === 0,
      }),
    );
    const message = messageOf({ final: true, recipients });
    startFakeServer({ messages: [message] });
    openPage(`/messages/${message.id}`);
    const table = await screen.findByRole('table', { name: 'Recipients' });
    expect(within(table).getAllByRole('row')).toHaveLength(101);
    expect(within(table).getAllByText('Nobody has this number. (code 150)')).toHaveLength(100);
    expect(within(table).getByText('Reports contradict each other')).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: 'Show 100 more of 900 left' }));
    expect(within(table).getAllByRole('row')).toHaveLength(201);
  });

  it('says why a message was refused', async () => {
    const refusal = { code: 'illegal_number', detail: 'Sinch cannot send to this number.' } as const;
    const message = messageOf({
      state: 'refused',
      final: true,
      refusal,
      recipients: [recipientOf({ status: null })],
    });
    startFakeServer({ messages: [message] });
    openPage(`/messages/${message.id}`);
    expect(await screen.findByText(/Sinch cannot send to this number/)).toBeInTheDocument();
    expect(screen.getAllByText('Refused')).toHaveLength(2);
  });

  it('opens from the list, takes the focus along, and says when there is none', async () => {
    startFakeServer({ messages: [delivered()] });
    const user = openPage();
    await user.click(await screen.findByRole('link', { name: '+15550100001' }));
    expect(await screen.findByRole('heading', { name: 'Message to +15550100001' })).toHaveFocus();
    await user.click(screen.getByRole('link', { name: 'All messages' }));
    await waitFor(() => expect(screen.getByRole('heading', { name: 'Messages' })).toHaveFocus());
  });

  it('says when there is no such message, and asks no further', async () => {
    startFakeServer();
    openPage('/messages/none');
    expect(await screen.findByText('There is no such message')).toBeInTheDocument();
  });
});
