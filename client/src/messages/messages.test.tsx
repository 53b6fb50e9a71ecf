import type { Message, RefusalCode } from '@sinch-callback-app/server/contract';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { focusManager } from '@tanstack/react-query';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { askedFor, json, sent, startFakeServer } from '../test/fake-server.ts';
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
    const asked = askedFor(server, '/api/messages').length;
    await act(() => vi.advanceTimersByTimeAsync(120_000));
    expect(askedFor(server, '/api/messages')).toHaveLength(asked);
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
    for (const shown of [20, 40, 60]) {
      await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(shown));
      fireEvent.click(screen.getByRole('button', { name: 'Show older messages' }));
    }
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(80));
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
    expect(screen.getAllByRole('listitem')).toHaveLength(80);
  });
});

describe('one message', () => {
  it.each([
    ['whose tokens', 'ann', 'bob', /Sent by\s*ann/, /Cancelled by bob/],
    ['nobody where there are none', null, null, /^(?!.*Sent by)/s, /Cancelled by you/],
  ])('tells quietly who sent and cancelled it: %s', async (_what, sentBy, canceledBy, sender, canceller) => {
    const message = messageOf({ sentBy, canceledBy, canceledAt: recent() });
    startFakeServer({ messages: [message] });
    openPage(`/messages/${message.id}`);
    const facts = (await screen.findByText('Our id')).closest('dl');
    expect(facts).toHaveTextContent(sender);
    expect(facts).toHaveTextContent(canceller);
  });

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
    expect(within(table).getAllByText('Nobody has this number.')).toHaveLength(100);
    expect(within(table).getAllByText('code 150')).toHaveLength(100);
    expect(within(table).getByText('Reports contradict each other')).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: 'Show 100 more of 900 left' }));
    expect(within(table).getAllByRole('row')).toHaveLength(201);
  });

  it('shows the id of each recipient where they have ids of their own, under the name that Sinch knows', async () => {
    const recipients = ['1', '2'].map((digit) =>
      recipientOf({ recipient: `+1555010000${digit}`, messageId: `01JDMESSAGE${digit}` }),
    );
    const message = messageOf({ transport: 'conversation', messageId: null, recipients });
    startFakeServer({ messages: [message] });
    openPage(`/messages/${message.id}`);
    expect(await screen.findByRole('button', { name: 'Copy message id 01JDMESSAGE1' })).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Copy message id 01JDMESSAGE2' })).toBeInTheDocument();
  });

  it('shows an id that all recipients share once', async () => {
    const recipients = [recipientOf(), recipientOf({ recipient: '+15550100002' })];
    startFakeServer({ messages: [messageOf({ recipients })] });
    openPage(`/messages/${messageOf().id}`);
    await screen.findByRole('table');
    expect(screen.getAllByRole('button', { name: /^Copy batch id/ })).toHaveLength(1);
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

  const refused = (code: RefusalCode) =>
    messageOf({
      state: 'refused',
      final: true,
      from: '+12025550123',
      refusal: { code, detail: 'Not this time.' },
      recipients: [recipientOf({ status: null }), recipientOf({ status: null, recipient: '+15550100002' })],
    });
  const sendAgain = () => screen.queryByRole('button', { name: 'Send again' });

  it.each(['never_arrived', 'sinch_busy', 'unreachable'] as const)(
    'puts a message that was refused as %s into the form again',
    async (code) => {
      const message = refused(code);
      const server = startFakeServer({ messages: [message], send: () => json(messageOf(), 201) });
      const user = openPage(`/messages/${message.id}`);
      await user.click(await screen.findByRole('button', { name: 'Send again' }));
      expect(screen.getByLabelText('To (2 recipients)')).toHaveValue('+15550100001\n+15550100002');
      expect(screen.getByLabelText('Message')).toHaveValue(message.message);
      expect(screen.getByLabelText('From (optional)')).toHaveValue('+12025550123');
      const heading = screen.getByRole('heading', { name: 'Send an SMS' });
      expect(heading).toHaveFocus();
      expect(heading).toHaveAccessibleDescription(/Not sent yet.*press Send/);
      expect(sent(server)).toEqual([]);
      await user.click(screen.getByRole('button', { name: 'Send' }));
      await waitFor(() => expect(sent(server)).toHaveLength(1));
      expect(heading).not.toHaveAccessibleDescription();
    },
  );

  it.each(['illegal_number', 'wrong_credentials', 'blocked_account'] as const)(
    'does not offer to send again what was refused as %s',
    async (code) => {
      const message = refused(code);
      startFakeServer({ messages: [message] });
      openPage(`/messages/${message.id}`);
      expect(await screen.findByText(/Not this time/)).toBeInTheDocument();
      expect(sendAgain()).not.toBeInTheDocument();
    },
  );

  it('offers to send an unclear message again only once it is known that it never arrived', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const unclear = { ...refused('never_arrived'), state: 'unclear', final: false, refusal: null } as const;
    const server = startFakeServer({ messages: [{ ...unclear, createdAt: recent() }] });
    openPage(`/messages/${unclear.id}`);
    expect(await screen.findByText(/the server is asking Sinch.*then you can/)).toBeInTheDocument();
    expect(sendAgain()).not.toBeInTheDocument();
    server.messages = [refused('never_arrived')];
    await waitFor(() => expect(sendAgain()).toBeInTheDocument(), { timeout: 3_000 });
  });

  it('does not promise to ask where Sinch cannot be asked', async () => {
    const unclear = { ...refused('never_arrived'), state: 'unclear', final: false, refusal: null } as const;
    startFakeServer({ messages: [{ ...unclear, transport: 'conversation' }] });
    openPage(`/messages/${unclear.id}`);
    expect(await screen.findByText(/cannot be asked.*ask the recipient before/)).toBeInTheDocument();
  });

  it('shows which recipient of an accepted message is unclear', async () => {
    const recipients = [recipientOf(), recipientOf({ status: null, recipient: '+15550100002' })];
    const message = messageOf({ createdAt: recent(), recipients });
    startFakeServer({ messages: [message] });
    openPage(`/messages/${message.id}`);
    const line = (await screen.findByText('+15550100002')).closest('tr')!;
    expect(within(line).getByText('Unclear')).toBeInTheDocument();
    expect(within(line).getByText('Wait. Sent once more, it may arrive twice.')).toBeInTheDocument();
  });

  it('gives back what was being written when a message took its place', async () => {
    const message = refused('unreachable');
    startFakeServer({ messages: [message] });
    const user = openPage(`/messages/${message.id}`);
    await user.type(await screen.findByLabelText('Message'), 'Half a thou');
    await user.click(await screen.findByRole('button', { name: 'Send again' }));
    expect(screen.getByLabelText('Message')).toHaveValue(message.message);
    await user.click(screen.getByRole('button', { name: 'Put back what I was writing' }));
    expect(screen.getByLabelText('Message')).toHaveValue('Half a thou');
    expect(screen.getByRole('heading', { name: 'Send an SMS' })).toHaveFocus();
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
