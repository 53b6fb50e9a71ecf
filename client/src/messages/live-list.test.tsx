import type { Message } from '@sinch-callback-app/server/contract';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { focusManager } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askedFor, startFakeServer } from '../test/fake-server.ts';
import { openPage } from '../test/open-page.tsx';
import { messageOf, recipientOf } from '../test/samples.ts';

/** Final, so that nothing but new messages is waited for; the newest first. */
const numbered = (from: number, to: number): Message[] =>
  Array.from({ length: to - from + 1 }, (_, index) =>
    messageOf({
      id: `01JD000000000000000000${1000 + to - index}`,
      // Without its button, drawn fast.
      messageId: null,
      message: `Nr ${to - index}`,
      final: true,
      recipients: [recipientOf({ status: 'DELIVERED', final: true })],
    }),
  );
/** Without asking for the roles of thousands of elements. */
const lines = () => document.querySelectorAll('main li');
const firstLine = () => lines()[0];
const pass = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1000));
const link = (nr: number) => screen.getByText(`Nr ${nr}`).closest('li')!.querySelector('a')!;

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => focusManager.setFocused(undefined));

async function openList(messages: Message[]) {
  const server = startFakeServer({ messages });
  const user = openPage();
  await screen.findByText(messages[0]?.message ?? '');
  return { server, user };
}

describe('new messages', () => {
  it('appear on top by themselves, though nothing else can change', async () => {
    const { server } = await openList(numbered(1, 5));
    server.messages = numbered(1, 6);
    await pass(11);
    expect(firstLine()).toHaveTextContent('Nr 6');
  });

  it('wait while somebody is in the list, until they are asked for', async () => {
    const { server } = await openList(numbered(1, 5));
    act(() => link(5).focus());
    server.messages = numbered(1, 8);
    await pass(11);
    expect(firstLine()).toHaveTextContent('Nr 5');
    expect(link(5)).toHaveFocus();
    fireEvent.click(screen.getByRole('button', { name: '3 new messages' }));
    await waitFor(() => expect(lines()).toHaveLength(8));
    expect(firstLine()).toHaveTextContent('Nr 8');
    expect(screen.getByRole('heading', { name: 'Messages' })).toHaveFocus();
    expect(screen.queryByRole('button', { name: /new message/ })).not.toBeInTheDocument();
  });

  it('wait while somebody has scrolled down into it, and come when they are back', async () => {
    const { server } = await openList(numbered(1, 5));
    const top = vi.spyOn(HTMLUListElement.prototype, 'getBoundingClientRect');
    top.mockReturnValue(new DOMRect(0, -300, 300, 1000));
    server.messages = numbered(1, 6);
    await pass(11);
    expect(firstLine()).toHaveTextContent('Nr 5');
    expect(screen.getByRole('button', { name: '1 new message' })).toBeInTheDocument();
    top.mockReturnValue(new DOMRect(0, 0, 300, 1000));
    await pass(11);
    expect(firstLine()).toHaveTextContent('Nr 6');
  });

  it('of which more came than one page holds leave what is read in its place', async () => {
    const { server } = await openList(numbered(1, 5));
    act(() => link(5).focus());
    server.messages = numbered(1, 40);
    await pass(11);
    expect(lines()).toHaveLength(5);
    fireEvent.click(screen.getByRole('button', { name: 'More than 20 new messages' }));
    await waitFor(() => expect(firstLine()).toHaveTextContent('Nr 40'));
    fireEvent.click(screen.getByRole('button', { name: 'Show older messages' }));
    await waitFor(() => expect(lines()).toHaveLength(40));
  });

  it('are told in one sentence, not one by one', async () => {
    const { server } = await openList(numbered(1, 5));
    server.messages = numbered(1, 7);
    await pass(14);
    expect(screen.getByText('2 messages changed: 2 Delivered.')).toHaveAttribute('aria-live', 'polite');
  });
});

it('speaks rarely, however much happens', async () => {
  const { server } = await openList(numbered(1, 5));
  const said: { at: number; text: string }[] = [];
  const listener = new MutationObserver(() => {
    for (const { textContent: text } of document.querySelectorAll('[aria-live=polite]')) {
      const isNew = /changed|Message to/.test(text) && text !== said.at(-1)?.text;
      if (isNew) said.push({ at: Date.now(), text });
    }
  });
  listener.observe(document.body, { subtree: true, childList: true, characterData: true });
  for (let nr = 10; nr < 60 && said.length < 3; nr += 1) {
    // Still on its way, so that the page asks every second.
    const recipients = [recipientOf({ recipient: `+155501000${nr}` })];
    const open = { createdAt: new Date().toISOString(), final: false, recipients };
    server.messages = [messageOf({ ...open, id: `01JD000000000000000000${1000 + nr}` }), ...server.messages];
    await pass(3);
  }
  listener.disconnect();
  expect(said).toHaveLength(3);
  const pauses = said.slice(1).map(({ at }, index) => at - said[index]!.at);
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(9_000);
});

describe('a list that is left open', () => {
  it('never holds more than 500 lines, says so, and goes on below them in a list of their own', async () => {
    const { server } = await openList(numbered(1, 700));
    for (let shown = 20; shown < 500; shown = Math.min(shown + 50, 500)) {
      await waitFor(() => expect(lines()).toHaveLength(shown));
      fireEvent.click(screen.getByText('Show older messages'));
    }
    await waitFor(() => expect(lines()).toHaveLength(500));
    expect(screen.queryByText('Show older messages')).not.toBeInTheDocument();
    server.messages = numbered(1, 702);
    await pass(11);
    expect(lines()).toHaveLength(500);
    expect(screen.getByText(/500 messages at a time/)).toBeInTheDocument();
    fireEvent.click(screen.getByText('Go on to older messages'));
    await waitFor(() => expect(firstLine()).toHaveTextContent('Nr 202'));
    expect(lines()).toHaveLength(20);
    expect(screen.getByRole('heading', { name: 'Messages' })).toHaveFocus();
    // Nothing can come above an old message: nothing is asked.
    const asked = askedFor(server, '/api/messages').length;
    await pass(60);
    expect(askedFor(server, '/api/messages')).toHaveLength(asked);
    fireEvent.click(screen.getByRole('link', { name: 'Go to the newest' }));
    await waitFor(() => expect(firstLine()).toHaveTextContent('Nr 702'));
  });
});

describe('the indicator', () => {
  it('says that the list is live, since when it is not, and that it is again', async () => {
    const { server } = await openList(numbered(1, 5));
    expect(screen.getByText('Live')).toHaveAttribute('title', expect.stringMatching(/^Last update: /));
    server.down = true;
    await pass(11);
    const away = screen.getByText('Reconnecting…');
    expect(away).toHaveTextContent(/(just now|s ago)/);
    server.down = false;
    await pass(15);
    expect(screen.getByText('Live')).toBeInTheDocument();
  });

  it('makes the list stand still, and go on', async () => {
    const { server, user } = await openList(numbered(1, 5));
    await user.click(screen.getByRole('button', { name: 'Pause updates' }));
    expect(screen.getByText('Paused')).toBeInTheDocument();
    server.messages = numbered(1, 6);
    const asked = askedFor(server, '/api/messages').length;
    await pass(60);
    expect(askedFor(server, '/api/messages')).toHaveLength(asked);
    await user.click(screen.getByRole('button', { name: 'Resume updates' }));
    await pass(11);
    expect(firstLine()).toHaveTextContent('Nr 6');
  });

  it('asks for nothing while the page is hidden, and says so', async () => {
    const { server } = await openList(numbered(1, 5));
    act(() => focusManager.setFocused(false));
    expect(screen.getByText('Paused')).toBeInTheDocument();
    const asked = server.requests.length;
    await pass(60);
    expect(server.requests).toHaveLength(asked);
  });
});

describe('the keyboard', () => {
  it('goes from line to line, and no further', async () => {
    const { user } = await openList(numbered(1, 3));
    act(() => link(3).focus());
    await user.keyboard('{ArrowDown}');
    expect(link(2)).toHaveFocus();
    await user.keyboard('jj');
    expect(link(1)).toHaveFocus();
    await user.keyboard('k');
    expect(link(2)).toHaveFocus();
    await user.keyboard('{Home}{ArrowUp}');
    expect(link(3)).toHaveFocus();
    await user.keyboard('{End}');
    expect(link(1)).toHaveFocus();
  });

  it('is back at the line that was opened after Back', async () => {
    const { user } = await openList(numbered(1, 3));
    act(() => link(2).focus());
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('heading', { name: /^Message to/ })).toHaveFocus();
    act(() => window.history.back());
    await screen.findByText('Nr 2');
    await waitFor(() => expect(link(2)).toHaveFocus());
  });
});
