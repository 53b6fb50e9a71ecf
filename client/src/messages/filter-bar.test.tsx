import type { Message } from '@sinch-callback-app/server/contract';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { askedFor, json, problem, startFakeServer } from '../test/fake-server.ts';
import type { FakeServer } from '../test/fake-server.ts';
import { openPage } from '../test/open-page.tsx';
import { messageOf, recipientOf } from '../test/samples.ts';

const one = (nr: number, part: Partial<Message> = {}) =>
  messageOf({
    id: `01JD000000000000000000000${nr}`,
    message: `Nr ${nr}`,
    final: true,
    recipients: [recipientOf({ status: 'DELIVERED', final: true, recipient: `+1555010000${nr}` })],
    ...part,
  });
const failed = one(3, { recipients: [recipientOf({ status: 'FAILED', final: true })] });
const refused = one(2, {
  state: 'refused',
  refusal: { code: 'sinch_busy', detail: 'Sinch is busy.' },
  recipients: [recipientOf({ status: null })],
});
const all = [failed, refused, one(1)];
const shown = () => screen.queryAllByText(/^Nr \d$/).map(({ textContent }) => textContent);
const lastAsked = (server: FakeServer) =>
  Object.fromEntries(new URL(askedFor(server, '/api/messages').at(-1)?.url ?? '').searchParams);
const address = () => window.location.pathname + window.location.search;
const midnight = (daysAgo: number) => {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo).toISOString();
};

async function openList(path = '/', messages = all) {
  const server = startFakeServer({ messages });
  const user = openPage(path);
  await screen.findByRole('heading', { name: 'Messages' });
  return { server, user };
}
const openFilters = async (user: Awaited<ReturnType<typeof openList>>['user']) =>
  user.click(await screen.findByRole('button', { name: 'Filter' }));

describe('the filters', () => {
  it('keep their words out of the page until they are asked for', async () => {
    const { user } = await openList();
    expect(screen.queryByText('Dispatched')).not.toBeInTheDocument();
    const button = await screen.findByRole('button', { name: 'Filter' });
    expect(button).toHaveAttribute('aria-expanded', 'false');
    await user.click(button);
    expect(button).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByRole('option', { name: 'Dispatched' })).toBeInTheDocument();
  });

  it('apply at once, stand in the address, and keep the focus', async () => {
    const { user, server } = await openList();
    await openFilters(user);
    const status = screen.getByLabelText('Status');
    await user.selectOptions(status, 'Failed');
    await waitFor(() => expect(shown()).toEqual(['Nr 3']));
    expect(address()).toBe('/?status=FAILED');
    expect(status).toHaveFocus();
    await user.selectOptions(status, 'Refused');
    await waitFor(() => expect(shown()).toEqual(['Nr 2']));
    expect(address()).toBe('/?state=refused');
    await user.selectOptions(screen.getByLabelText('Open or final'), 'Open');
    await waitFor(() => expect(shown()).toEqual([]));
    expect(lastAsked(server)).toEqual({ limit: '20', state: 'refused', progress: 'open' });
    expect(status).toBeInTheDocument();
  });

  it('are as the address says when it is opened, and follow Back and Forward', async () => {
    const { user } = await openList('/?status=FAILED&progress=final');
    await waitFor(() => expect(shown()).toEqual(['Nr 3']));
    expect(screen.getByLabelText('Status')).toHaveValue('FAILED');
    expect(screen.getByLabelText('Open or final')).toHaveValue('final');
    await user.selectOptions(screen.getByLabelText('Status'), 'Any status');
    await waitFor(() => expect(shown()).toHaveLength(3));
    act(() => window.history.back());
    await waitFor(() => expect(shown()).toEqual(['Nr 3']));
    act(() => window.history.forward());
    await waitFor(() => expect(shown()).toHaveLength(3));
  });

  it('stay where they are under the fingers when nothing is left out any more', async () => {
    const { user } = await openList('/?status=FAILED');
    const status = await screen.findByLabelText('Status');
    await user.selectOptions(status, 'Any status');
    await waitFor(() => expect(shown()).toHaveLength(3));
    expect(status).toHaveFocus();
  });

  it('begin a period with the midnight of the reader, and a range with the last seven days', async () => {
    const { user, server } = await openList();
    await openFilters(user);
    const time = screen.getByLabelText('Time');
    await user.selectOptions(time, 'Today');
    await waitFor(() => expect(lastAsked(server)).toEqual({ limit: '20', from: midnight(0) }));
    await user.selectOptions(time, 'Last 7 days');
    await waitFor(() => expect(lastAsked(server)).toEqual({ limit: '20', from: midnight(6) }));
    await user.selectOptions(time, 'From day to day');
    const range = { limit: '20', from: midnight(6), before: midnight(-1) };
    await waitFor(() => expect(lastAsked(server)).toEqual(range));
    fireEvent.change(screen.getByLabelText('First day'), { target: { value: '2026-03-29' } });
    fireEvent.change(screen.getByLabelText('Last day'), { target: { value: '2026-03-29' } });
    expect(address()).toBe('/?from=2026-03-29&before=2026-03-30');
    const day = [new Date(2026, 2, 29), new Date(2026, 2, 30)].map((date) => date.toISOString());
    await waitFor(() => expect(lastAsked(server)).toEqual({ limit: '20', from: day[0], before: day[1] }));
  });

  it('keep a day to themselves that makes no sense yet', async () => {
    await openList('/?from=2026-03-29&before=2026-03-31');
    const last = await screen.findByLabelText('Last day');
    fireEvent.change(last, { target: { value: '0202-03-29' } });
    expect(address()).toBe('/?from=2026-03-29&before=2026-03-31');
    fireEvent.change(last, { target: { value: '2026-03-28' } });
    expect(screen.getByText('The last day lies before the first.')).toBeInTheDocument();
    expect(address()).toBe('/?from=2026-03-29&before=2026-03-31');
  });

  it('say what they leave out where nothing is left, and go away again', async () => {
    const { user } = await openList('/?status=READ&find=%2B15550100009');
    expect(await screen.findByText(/No message fits: Read, to or with the id \+15550100009/)).toBeVisible();
    const offers = screen.getAllByRole('button', { name: 'Clear filters' });
    await user.click(offers.at(-1)!);
    await waitFor(() => expect(shown()).toHaveLength(3));
    expect(address()).toBe('/');
    expect(screen.getByLabelText('Find by number or id')).toHaveValue('');
    expect(screen.getByRole('heading', { name: 'Messages' })).toHaveFocus();
  });

  it('leave out what the address gets wrong, and say so', async () => {
    const { server } = await openList('/?status=LOST&progress=final&after=x');
    expect(await screen.findByText(/makes no sense: status “LOST”, after “x”/)).toBeInTheDocument();
    await waitFor(() => expect(shown()).toHaveLength(3));
    expect(lastAsked(server)).toEqual({ limit: '20', progress: 'final' });
  });

  it('keep what was seen, dimmed after a moment, while the rest is on its way', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    await openList();
    await waitFor(() => expect(shown()).toHaveLength(3));
    let answer: (response: Response) => void = () => undefined;
    vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => (answer = resolve)));
    fireEvent.click(screen.getByRole('button', { name: 'Filter' }));
    fireEvent.change(screen.getByLabelText('Status'), { target: { value: 'READ' } });
    expect(shown()).toHaveLength(3);
    const body = screen.getByRole('list').parentElement;
    expect(body).toHaveAttribute('aria-busy', 'true');
    expect(body).not.toHaveAttribute('data-dimmed');
    await act(() => vi.advanceTimersByTimeAsync(400));
    expect(body).toHaveAttribute('data-dimmed');
    await act(async () => answer(json({ items: [], next: null })));
    expect(await screen.findByText(/No message fits: Read/)).toBeInTheDocument();
    expect(screen.getByRole('status', { name: '' })).toBeInTheDocument();
  });
});

describe('the search', () => {
  it('looks for what was typed after a pause, and at once with Enter', async () => {
    const { user, server } = await openList();
    const field = await screen.findByLabelText('Find by number or id');
    await user.type(field, '+15550100003');
    await waitFor(() => expect(address()).toBe('/?find=%2B15550100003'));
    expect(askedFor(server, '/api/messages').filter(({ url }) => url.includes('find'))).toHaveLength(1);
    expect(field).toHaveFocus();
    await user.clear(field);
    await user.type(field, `${failed.id}{Enter}`);
    expect(address()).toBe(`/?find=${failed.id}`);
    await waitFor(() => expect(shown()).toEqual(['Nr 3']));
    await user.click(screen.getByRole('button', { name: 'Clear the search' }));
    await waitFor(() => expect(shown()).toHaveLength(3));
    expect(field).toHaveFocus();
  });

  it('forgets nothing of what else is chosen while one types', async () => {
    const { user } = await openList();
    await openFilters(user);
    fireEvent.change(screen.getByLabelText('Find by number or id'), { target: { value: 'x' } });
    fireEvent.change(screen.getByLabelText('Status'), { target: { value: 'FAILED' } });
    await waitFor(() => expect(address()).toBe('/?status=FAILED&find=x'));
  });

  it('says beside the field why the server cannot look for that, and blames no connection', async () => {
    const { user } = await openList();
    await waitFor(() => expect(shown()).toHaveLength(3));
    const errors = [{ path: 'find', message: 'Give a number or an id.' }];
    vi.stubGlobal('fetch', async () => problem({ status: 422, code: 'invalid_fields', errors }));
    const field = screen.getByLabelText('Find by number or id');
    await user.type(field, 'what?{Enter}');
    await waitFor(() => expect(field).toHaveAccessibleDescription('Give a number or an id.'));
    expect(screen.getByText('Live')).toBeInTheDocument();
    expect(screen.queryByText('The server has trouble.')).not.toBeInTheDocument();
  });
});

describe('the export', () => {
  it('hands out what is seen, and is named for it', async () => {
    await openList();
    const everything = await screen.findByRole('link', { name: 'Export CSV of all messages' });
    expect(everything).toHaveAttribute('href', expect.stringMatching(/\/api\/messages\.csv$/));
    act(() => window.history.pushState(null, '', '/?status=FAILED&find=%2B1555'));
    const some = await screen.findByRole('link', {
      name: 'Export CSV of messages: Failed, to or with the id +1555',
    });
    expect(some).toHaveAttribute('href', expect.stringMatching(/\.csv\?status=FAILED&find=%2B1555$/));
  });
});
