import { focusManager } from '@tanstack/react-query';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { askedFor, startFakeServer } from '../test/fake-server.ts';
import type { FakeServer } from '../test/fake-server.ts';
import { openPage } from '../test/open-page.tsx';
import { messageOf, recipientOf, replyOf } from '../test/samples.ts';

const DELIVERED = messageOf({
  final: true,
  recipients: [recipientOf({ status: 'DELIVERED', code: 0, final: true })],
});
const PATH = `/api/messages/${DELIVERED.id}/replies`;
const section = () => screen.findByRole('region', { name: 'Replies' });
const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    replyOf({ id: `r${count - index}`, body: `Nr ${count - index}` }),
  );

function open(part: Partial<FakeServer>) {
  const server = startFakeServer({ messages: [DELIVERED], ...part });
  return { server, user: openPage(`/messages/${DELIVERED.id}`) };
}

afterEach(() => focusManager.setFocused(undefined));

describe('replies', () => {
  it('stand on the page of the message, with who wrote them and when, as they were written', async () => {
    const body = '<b>Yes</b>\nhttps://example.com/';
    open({ replies: [replyOf({ body, at: '2026-11-23T08:05:00.000Z' })] });
    const item = await within(await section()).findByRole('listitem');
    expect(item).toHaveTextContent('+15550100001');
    expect(within(item).getByText((_, element) => element?.textContent === body)).toBeInTheDocument();
    expect(within(item).queryByRole('link')).not.toBeInTheDocument();
    expect(within(item).getByTitle(/^23 Nov 2026/)).toHaveAttribute('datetime', '2026-11-23T08:05:00.000Z');
  });

  it('that Sinch gives no time of have that of their arrival', async () => {
    open({ replies: [replyOf({ at: null, receivedAt: '2026-11-23T09:00:00.000Z' })] });
    expect(await within(await section()).findByTitle(/^23 Nov 2026/)).toHaveAttribute(
      'datetime',
      '2026-11-23T09:00:00.000Z',
    );
  });

  it('appear by themselves, newest first, and are announced', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { server } = open({});
    expect(await screen.findByText(/^None yet/)).toBeInTheDocument();
    server.replies = [replyOf()];
    await act(() => vi.advanceTimersByTimeAsync(6_000));
    expect(await screen.findByText('New reply from +15550100001: Yes, please.')).toHaveAttribute(
      'aria-live',
      'polite',
    );
    server.replies = [replyOf({ id: 'second', body: 'Or no.' }), replyOf()];
    await act(() => vi.advanceTimersByTimeAsync(6_000));
    const texts = within(await section())
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
    expect(texts).toEqual([expect.stringContaining('Or no.'), expect.stringContaining('Yes, please.')]);
  });

  it('are asked for ever more seldom, only while one looks, and only at their message', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { server, user } = open({});
    await section();
    const minutes = async (count: number) => {
      const before = askedFor(server, PATH).length;
      await act(() => vi.advanceTimersByTimeAsync(count * 60_000));
      return askedFor(server, PATH).length - before;
    };
    expect(await minutes(1)).toBeLessThanOrEqual(12);
    await minutes(30);
    expect(await minutes(10)).toBeLessThanOrEqual(10);
    focusManager.setFocused(false);
    expect(await minutes(10)).toBe(0);
    focusManager.setFocused(true);
    await user.click(screen.getByRole('link', { name: 'All messages' }));
    expect(await minutes(10)).toBeLessThanOrEqual(1);
  });

  it('of many, the older ones come on demand and stay', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { server } = open({ replies: numbered(45) });
    const items = async () => within(await section()).getAllByRole('listitem');
    await waitFor(async () => expect(await items()).toHaveLength(20));
    for (const shown of [40, 45]) {
      fireEvent.click(screen.getByRole('button', { name: 'Show older replies' }));
      await waitFor(async () => expect(await items()).toHaveLength(shown));
    }
    expect(screen.queryByRole('button', { name: 'Show older replies' })).not.toBeInTheDocument();
    const before = askedFor(server, PATH).length;
    server.replies = numbered(46);
    await act(() => vi.advanceTimersByTimeAsync(6_000));
    await waitFor(async () => expect(await items()).toHaveLength(46));
    expect(askedFor(server, PATH).length - before).toBeLessThanOrEqual(2);
  });

  it('are not spoken of where Sinch never had the message', async () => {
    const { server } = open({ messages: [{ ...DELIVERED, state: 'unclear', final: false }] });
    expect(await screen.findByRole('table')).toBeInTheDocument();
    expect(askedFor(server, PATH)).toEqual([]);
  });

  it('are not spoken of, nor asked for again, where the server is of the former version', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { server } = open({ replies: null, health: null });
    expect(await screen.findByRole('table')).toBeInTheDocument();
    await act(() => vi.advanceTimersByTimeAsync(120_000));
    expect(screen.queryByRole('heading', { name: 'Replies' })).not.toBeInTheDocument();
    expect(screen.queryByText(/server/i)).not.toBeInTheDocument();
    expect(askedFor(server, PATH)).toHaveLength(1);
    expect(askedFor(server, '/api/callbacks')).toHaveLength(1);
  });
});
