import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { json, problem, sent, startFakeServer } from '../test/fake-server.ts';
import { openPage } from '../test/open-page.tsx';
import { messageOf, recipientOf } from '../test/samples.ts';

const HOUR = 60 * 60_000;
const fromNow = (time: number) => new Date(Date.now() + time).toISOString();
const scheduled = () => messageOf({ createdAt: fromNow(0), sendAt: fromNow(3 * HOUR) });
const cancelled = () => ({ ...scheduled(), canceledAt: fromNow(0), version: 2 });
const ended = (...statuses: ('CANCELLED' | 'DELIVERED')[]) => ({
  ...cancelled(),
  version: 3,
  final: true,
  recipients: statuses.map((status, index) =>
    recipientOf({ status, final: true, recipient: `+1555010000${index + 1}` }),
  ),
});

const cancelButton = () => screen.findByRole('button', { name: 'Cancel message' });
const yes = () => screen.getByRole('button', { name: 'Yes, cancel it' });
const question = () => screen.queryByRole('group', { name: 'Cancel this message?' });

function open(part: Parameters<typeof startFakeServer>[0] = {}, message = scheduled()) {
  const server = startFakeServer({ messages: [message], ...part });
  return { server, user: openPage(`/messages/${message.id}`) };
}

describe('a scheduled message', () => {
  it('says for when, in the list and on its own', async () => {
    startFakeServer({ messages: [scheduled()] });
    const user = openPage();
    const when = /^Scheduled for (today|tomorrow) \d\d:\d\d$/;
    expect(await screen.findByText(/^Scheduled for/)).toHaveTextContent(when);
    expect(screen.queryByText('Queued')).not.toBeInTheDocument();
    await user.click(screen.getByRole('link', { name: '+15550100001' }));
    const [exact] = await screen.findAllByTitle(/\d{4}, \d\d:\d\d:\d\d .*, in 3 h$/);
    expect(exact).toHaveTextContent(/^(today|tomorrow) \d\d:\d\d$/);
    expect(screen.getByText('Handed to Sinch')).toBeInTheDocument();
    expect(screen.getByText(/\(in 3 h\)/)).toBeInTheDocument();
  });

  it('is asked about again as soon as its time has come', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const soon = { ...scheduled(), createdAt: fromNow(-2 * HOUR), sendAt: fromNow(20_000) };
    soon.recipients = [recipientOf({ updatedAt: soon.createdAt })];
    const server = startFakeServer({ messages: [soon] });
    openPage();
    await screen.findByText(/Scheduled for/);
    server.messages = [ended('DELIVERED')];
    await act(() => vi.advanceTimersByTimeAsync(21_000));
    expect(screen.getByText('Delivered')).toBeInTheDocument();
  });
});

describe('to cancel a message', () => {
  it('takes two presses, says that Sinch is to confirm, and then that it has', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { server, user } = open({ cancel: () => json(cancelled()) });
    await user.click(await cancelButton());
    expect(question()).toHaveFocus();
    expect(question()).toHaveAccessibleDescription('Then nobody receives it.');
    expect(sent(server)).toEqual([]);
    server.messages = [cancelled()];
    await user.tab();
    expect(yes()).toHaveFocus();
    await user.keyboard('{Enter}{Enter}');
    const note = await screen.findByText('Cancelled by you, waiting for Sinch to confirm.');
    expect(note.closest('[aria-live="polite"]')).not.toBeNull();
    expect(screen.getByText('Cancelling')).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'Message to +15550100001' })).toHaveFocus();
    expect(screen.queryByRole('button', { name: 'Cancel message' })).not.toBeInTheDocument();
    expect(sent(server).map(({ url }) => new URL(url).pathname)).toEqual([
      `/api/messages/${scheduled().id}/cancel`,
    ]);
    expect(sent(server)[0]?.headers.get('content-type')).toBe('application/json');
    server.messages = [ended('CANCELLED')];
    await act(() => vi.advanceTimersByTimeAsync(4_000));
    expect(screen.getByText('Cancelled by you, and Sinch has confirmed it.')).toBeInTheDocument();
    expect(screen.getByText('Message to +15550100001: Cancelled.')).toBeInTheDocument();
  });

  it('can be thought better of, by button and by key', async () => {
    const { server, user } = open();
    await user.click(await cancelButton());
    await user.click(screen.getByRole('button', { name: 'Keep it' }));
    expect(question()).not.toBeInTheDocument();
    expect(await cancelButton()).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(question()).toHaveFocus();
    await user.keyboard('{Escape}');
    expect(question()).not.toBeInTheDocument();
    expect(await cancelButton()).toHaveFocus();
    expect(sent(server)).toEqual([]);
  });

  it('shows that it is under way, and cannot be done twice meanwhile', async () => {
    const answers: ((response: Response) => void)[] = [];
    const { server, user } = open({ cancel: () => new Promise((resolve) => void answers.push(resolve)) });
    await user.click(await cancelButton());
    await user.tripleClick(yes());
    const button = await screen.findByRole('button', { name: 'Cancelling…' });
    await user.click(button);
    await user.click(screen.getByRole('button', { name: 'Keep it' }));
    server.messages = [cancelled()];
    answers[0]?.(json(cancelled()));
    await screen.findByText(/waiting for Sinch to confirm/);
    expect(sent(server)).toHaveLength(1);
  });

  it('is no success where something had gone out by then', async () => {
    open({}, ended('CANCELLED', 'DELIVERED'));
    expect(await screen.findByText(/could not stop all of it/)).toBeInTheDocument();
    expect(screen.getByText('Delivered 1 of 2')).toBeInTheDocument();
  });

  it.each([
    [409, 'already_dispatched', 'Too late: Sinch has passed it on already.'],
    [409, 'already_final', 'Too late: what became of it is settled already.'],
    [409, 'cancel_not_supported', /cannot be cancelled: the API that it was sent through/],
  ])('is offered no more after %i %s', async (status, code, words) => {
    const { user } = open({ cancel: () => problem({ status, code }) });
    await user.click(await cancelButton());
    await user.click(yes());
    expect((await screen.findByText(words)).closest('[aria-live="polite"]')).not.toBeNull();
    expect(screen.queryByRole('button', { name: 'Cancel message' })).not.toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'Message to +15550100001' })).toHaveFocus();
  });

  it.each([
    [409, 'not_accepted', /has not accepted it/],
    [503, 'sinch_unreachable', /may or may not be cancelled. Try again/],
    [429, 'too_many', 'You ask too often.'],
  ])('can be tried again after %i %s', async (status, code, words) => {
    const { server, user } = open({ cancel: () => problem({ status, code, detail: 'You ask too often.' }) });
    await user.click(await cancelButton());
    await user.click(yes());
    expect(await screen.findByText(words)).toBeInTheDocument();
    expect(yes()).toHaveFocus();
    server.messages = [cancelled()];
    server.cancel = () => json(cancelled());
    await user.click(yes());
    expect(await screen.findByText(/waiting for Sinch to confirm/)).toBeInTheDocument();
  });

  it('can be tried again when the server did not answer', async () => {
    const { user } = open({
      cancel: () => {
        throw new TypeError('Failed to fetch');
      },
    });
    await user.click(await cancelButton());
    await user.click(yes());
    expect(await screen.findByText(/cancelling twice does no harm/)).toBeInTheDocument();
  });

  it('is offered as long as it makes sense; then the focus stays near', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { server, user } = open();
    await user.click(await cancelButton());
    expect(question()).toHaveFocus();
    server.messages = [ended('DELIVERED')];
    await waitFor(() => expect(question()).not.toBeInTheDocument(), { timeout: 3_000 });
    expect(screen.getByRole('heading', { name: /Message to/ })).toHaveFocus();
  });

  it('leaves the focus of somebody who is elsewhere where it is', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { server, user } = open();
    await user.click(await cancelButton());
    await user.click(screen.getByLabelText('Message'));
    server.messages = [ended('DELIVERED')];
    await waitFor(() => expect(question()).not.toBeInTheDocument(), { timeout: 3_000 });
    expect(screen.getByLabelText('Message')).toHaveFocus();
  });

  it('does not draw anybody to the heading who was nowhere', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { server } = open();
    const button = await cancelButton();
    server.messages = [ended('DELIVERED')];
    await waitFor(() => expect(button).not.toBeInTheDocument(), { timeout: 3_000 });
    expect(document.body).toHaveFocus();
  });

  it('shows at once, whatever becomes of the next poll', async () => {
    const { server, user } = open({
      cancel: () => {
        server.down = true;
        return json(cancelled());
      },
    });
    await user.click(await cancelButton());
    await user.click(yes());
    expect(await screen.findByText(/waiting for Sinch to confirm/)).toBeInTheDocument();
    expect(await screen.findByText('The server does not answer.')).toBeInTheDocument();
  });

  it('does not hide what has arrived meanwhile', async () => {
    const recipients = (['DELIVERED', 'QUEUED'] as const).map((status, index) =>
      recipientOf({ status, recipient: `+1555010000${index}` }),
    );
    open({}, { ...cancelled(), recipients });
    expect(await screen.findByText('Delivered 1 of 2')).toBeInTheDocument();
    expect(screen.getByText('Queued 1')).toBeInTheDocument();
    expect(screen.queryByText('Cancelling')).not.toBeInTheDocument();
  });
});
