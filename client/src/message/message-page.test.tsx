import type { Recipient, RefusalCode } from '@sinch-callback-app/server/contract';
import * as meanings from '@sinch-callback-app/server/meanings';
import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { askedFor, json, problem, sent, startFakeServer } from '../test/fake-server.ts';
import { openPage } from '../test/open-page.tsx';
import { entryOf, messageOf, recipientOf, replyOf } from '../test/samples.ts';

const recent = () => new Date().toISOString();
const delivered = () =>
  messageOf({ final: true, recipients: [recipientOf({ status: 'DELIVERED', code: 0, final: true })] });

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
      expireAt: '2026-11-26T08:00:00.000Z',
      recipients: [recipientOf({ status: null })],
    });
    startFakeServer({ messages: [message] });
    openPage(`/messages/${message.id}`);
    expect(await screen.findByText(/Sinch cannot send to this number/)).toBeInTheDocument();
    expect(screen.getAllByText('Refused')).toHaveLength(2);
    // Nobody tries.
    expect(screen.queryByText('Valid until')).not.toBeInTheDocument();
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
      expect(screen.getByLabelText('To')).toHaveValue('+15550100001\n+15550100002');
      expect(screen.getByLabelText('Message')).toHaveValue(message.message);
      expect(screen.getByLabelText('From (optional)')).toHaveValue('+12025550123');
      const heading = screen.getByRole('heading', { name: 'Send an SMS' });
      expect(heading).toHaveFocus();
      expect(heading).toHaveAccessibleDescription(/Not sent yet.*press Send/);
      expect(sent(server)).toEqual([]);
      await user.click(screen.getByRole('button', { name: 'Send' }));
      await user.click(await screen.findByRole('button', { name: 'Send to 2 people' }));
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

describe('the recipients of a message', () => {
  const numbered = (count: number, part: (index: number) => Partial<Recipient> = () => ({})) =>
    Array.from({ length: count }, (_, index) =>
      recipientOf({ recipient: `+1555${String(index).padStart(7, '0')}`, final: true, ...part(index) }),
    );
  const open = (recipients: Recipient[], search = '') => {
    const message = messageOf({ final: true, recipients });
    const server = startFakeServer({ messages: [message] });
    return { server, user: openPage(`/messages/${message.id}${search}`) };
  };
  const table = () => screen.findByRole('table', { name: 'Recipients' });
  const rows = async () =>
    within(await table())
      .getAllByRole('row')
      .slice(1);

  it('stand on pages, each with its address', async () => {
    const { user } = open(numbered(1_000, () => ({ status: 'FAILED', code: 150 })));
    expect(await rows()).toHaveLength(50);
    expect(screen.getByText('1–50 of 1000')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(screen.getByText('+15550000050')).toBeInTheDocument();
    expect(window.location.search).toBe('?page=2');
    expect(screen.getByRole('heading', { name: 'Recipients' })).toHaveFocus();
  });

  it('are narrowed to those of one kind, and back, with how many there are of each', async () => {
    const { user } = open(
      numbered(60, (index) => ({ status: index < 3 ? 'FAILED' : 'DELIVERED', code: null })),
    );
    await user.click(await screen.findByRole('link', { name: 'Failed 3' }));
    expect(await rows()).toHaveLength(3);
    expect(window.location.search).toBe('?show=failed');
    expect(screen.getByRole('link', { name: 'Failed 3' })).toHaveAttribute('aria-current', 'true');
    await user.click(screen.getByRole('link', { name: 'All 60' }));
    expect(window.location.search).toBe('');
  });

  it('are found by any part of their number', async () => {
    const { user } = open(numbered(60), '?page=2');
    await user.type(await screen.findByRole('searchbox', { name: 'Find a number' }), '000 0042');
    expect(await rows()).toHaveLength(1);
    expect(screen.getByText('+15550000042')).toBeInTheDocument();
    await user.clear(screen.getByRole('searchbox', { name: 'Find a number' }));
    await user.type(screen.getByRole('searchbox', { name: 'Find a number' }), 'nobody');
    expect(screen.getByText('There is none here.')).toBeInTheDocument();
  });

  it('open from an address that was kept', async () => {
    open(
      numbered(60, (index) => ({ status: index < 3 ? 'EXPIRED' : 'DELIVERED' })),
      '?show=failed&find=02',
    );
    expect(await rows()).toHaveLength(1);
  });

  it('open to their steps and to what they wrote, one by one', async () => {
    const history = [entryOf({ status: 'Delivered', repeats: 2, operatorAt: '2026-11-23T08:00:00.000Z' })];
    const { server, user } = open(numbered(2, () => ({ status: 'DELIVERED', history })));
    server.replies = [replyOf({ body: 'Who is this?' })];
    const [toggle] = await screen.findAllByRole('button', { name: /steps$/ });
    expect(toggle).toHaveAttribute('aria-expanded', 'false');
    await user.click(toggle!);
    expect(toggle).toHaveAttribute('aria-expanded', 'true');
    const detail = document.getElementById(toggle!.getAttribute('aria-controls')!)!;
    expect(
      within(detail).getByText(
        /told by callback · 1\.0 s at Sinch and the operator · 0\.1 s on its way to us/,
      ),
    ).toBeInTheDocument();
    expect(
      within(detail).getByText(/The operator said so at about .* Said 2 more times\./),
    ).toBeInTheDocument();
    expect(await within(detail).findByText('Who is this?')).toBeInTheDocument();
    expect(new URL(askedFor(server, '/api/replies')[0]!.url).searchParams.get('number')).toBe('+15550000000');
    await user.click(toggle!);
    expect(detail).not.toBeInTheDocument();
  });

  it('is open from the start where there is but one', async () => {
    open([recipientOf({ status: 'DISPATCHED', history: [entryOf()] })]);
    expect(await screen.findByText(/told by callback/)).toBeInTheDocument();
  });

  it('explains what contradicts itself', async () => {
    const history = [entryOf({ status: 'Failed', code: 150 }), entryOf({ status: 'Delivered', code: 0 })];
    open([recipientOf({ status: 'DELIVERED', conflict: true, final: true, history })]);
    expect(
      await screen.findByText(/Sinch said Failed and Delivered.*counts as Delivered: an arrival/),
    ).toBeInTheDocument();
    expect(screen.getAllByText('Contradicts another step.')).toHaveLength(2);
  });
});

describe('what failed', () => {
  const failed = () => {
    const codes = [150, 150, 404] as const;
    const recipients = [
      ...codes.map((code, index) =>
        recipientOf({ status: 'FAILED', code, final: true, recipient: `+1555010000${index}` }),
      ),
      recipientOf({ status: 'DELIVERED', final: true, recipient: '+15550100009' }),
    ];
    return messageOf({ final: true, recipients });
  };
  const to = () => screen.getByLabelText<HTMLTextAreaElement>(/^To/).value;

  it('is told by cause, each with the way to whom it happened', async () => {
    startFakeServer({ messages: [failed()] });
    const user = openPage(`/messages/${failed().id}`);
    const panel = await screen.findByRole('region', { name: '3 of 4 failed' });
    const [first] = within(panel).getAllByRole('listitem');
    expect(first).toHaveTextContent(/^2 ×Nobody has this number\..*code 150.*as it is will not help/);
    await user.click(within(first!).getByRole('link'));
    expect(window.location.search).toBe('?show=failed&cause=FAILED.150');
    expect(within(screen.getByRole('table')).getAllByRole('row')).toHaveLength(3);
  });

  it.each([
    ['those whom it can help', 'Send again to the 1 it can help', ['+15550100002']],
    ['all of them', 'Send again to all 3 that failed', ['+15550100000', '+15550100001', '+15550100002']],
  ])('goes into the form again: %s', async (_what, name, numbers) => {
    const server = startFakeServer({ messages: [failed()] });
    const user = openPage(`/messages/${failed().id}`);
    await user.click(await screen.findByRole('button', { name }));
    expect(to()).toBe(numbers.join('\n'));
    expect(screen.getByRole('heading', { name: 'Send an SMS' })).toHaveFocus();
    expect(sent(server)).toEqual([]);
  });

  it('leaves no choice where there is none', async () => {
    const message = messageOf({
      final: true,
      recipients: [recipientOf({ status: 'FAILED', code: 150, final: true })],
    });
    startFakeServer({ messages: [message] });
    openPage(`/messages/${message.id}`);
    expect(await screen.findByRole('button', { name: 'Send again' })).toBeInTheDocument();
    expect(screen.getByText(/Change what is wrong first/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /it can help/ })).not.toBeInTheDocument();
  });
});

it('leads to the messages that it was sent again for and as, and to its callbacks', async () => {
  const message = messageOf({
    resendOf: '01JD0000000000000000000009',
    resends: ['01JD0000000000000000000007'],
  });
  startFakeServer({ messages: [message] });
  openPage(`/messages/${message.id}`);
  const links = (await screen.findByText('Our id')).closest('dl')!.querySelectorAll('a');
  expect(
    [...links].map((link) => [link.closest('div')!.firstChild!.textContent, link.getAttribute('href')]),
  ).toEqual([
    ['Sent again for', '/messages/01JD0000000000000000000009'],
    ['Sent again as', '/messages/01JD0000000000000000000007'],
    ['Callbacks', `/callbacks?message=${message.id}`],
  ]);
});

describe('a message that is followed', () => {
  let createdAt = recent();
  beforeEach(() => {
    createdAt = recent();
  });
  const version = (number: number, ...statuses: (Recipient['status'] | null)[]) =>
    messageOf({
      createdAt,
      version: number,
      recipients: statuses.flatMap((status, index) =>
        status === null ? [] : [recipientOf({ status, recipient: `+1555010000${index}` })],
      ),
    });

  it('is asked only for what changed, and keeps the rest', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let answer = () => new Response(null, { status: 304 });
    const server = startFakeServer({
      messages: [version(3, 'QUEUED', 'QUEUED')],
      read: ({ url }, message) => (url.includes('since') ? answer() : json(message)),
    });
    openPage(`/messages/${messageOf().id}`);
    await screen.findByRole('table');
    await act(() => vi.advanceTimersByTimeAsync(2_500));
    const polls = () =>
      askedFor(server, '/api/messages/')
        .filter(({ url }) => !url.includes('replies'))
        .slice(1);
    expect(polls().length).toBeGreaterThan(0);
    for (const poll of polls()) {
      expect(new URL(poll.url).search).toBe('?since=3');
      expect(poll.headers.get('if-none-match')).toBe('"3"');
    }
    answer = () => json(version(4, null, 'DELIVERED'));
    await act(() => vi.advanceTimersByTimeAsync(1_500));
    expect(screen.getByText('Delivered 1 of 2')).toBeInTheDocument();
    expect(screen.getByText('Queued 1')).toBeInTheDocument();
    expect(new URL(polls().at(-1)!.url).search).toMatch(/since=[34]/);
  });

  it('draws again only what changed', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const drawn = vi.spyOn(meanings, 'explain');
    startFakeServer({
      messages: [version(3, 'QUEUED', 'QUEUED')],
      read: ({ url }, message) => json(url.includes('since') ? version(4, null, 'DELIVERED') : message),
    });
    openPage(`/messages/${messageOf().id}`);
    await screen.findByText('Queued 2 of 2');
    drawn.mockClear();
    await screen.findByText('Delivered 1 of 2', {}, { timeout: 3_000 });
    expect(new Set(drawn.mock.calls.map(([{ status }]) => status))).toEqual(new Set(['DELIVERED']));
  });

  it('keeps the focus near where a row leaves what is shown', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const server = startFakeServer({ messages: [version(3, 'QUEUED', 'QUEUED')] });
    openPage(`/messages/${messageOf().id}?show=open`);
    (await screen.findByRole('button', { name: '+15550100001 steps' })).focus();
    server.messages = [version(4, 'QUEUED', 'DELIVERED')];
    await waitFor(() => expect(screen.queryByRole('button', { name: '+15550100001 steps' })).toBeNull(), {
      timeout: 3_000,
    });
    expect(screen.getByRole('heading', { name: 'Recipients' })).toHaveFocus();
  });

  it('is read anew when the server was put back to an earlier state', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let restored = false;
    startFakeServer({
      messages: [version(9, 'DELIVERED', 'DELIVERED')],
      read: ({ url }) => {
        if (!restored) return json(version(9, 'DELIVERED', 'DELIVERED'));
        return url.includes('since') ? json(version(2)) : json(version(2, 'QUEUED', 'QUEUED'));
      },
    });
    openPage(`/messages/${messageOf().id}`);
    await screen.findByText('Delivered 2 of 2');
    restored = true;
    expect(await screen.findByText('Queued 2 of 2', {}, { timeout: 3_000 })).toBeInTheDocument();
  });
});

it('shows a message of a server that knows less', async () => {
  const { resends: _resends, resendOf: _resendOf, ...former } = messageOf();
  const { operatorAt: _operatorAt, signedAt: _signedAt, repeats: _repeats, ...entry } = entryOf();
  const message = { ...former, recipients: [{ ...recipientOf(), history: [entry] }] };
  startFakeServer({ messages: [messageOf()], read: () => json(message) });
  openPage(`/messages/${former.id}`);
  expect(await screen.findByText(/told by callback/)).toBeInTheDocument();
});

it('says so where a message cannot be read for now, and shows it once it can', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const server = startFakeServer({
    messages: [delivered()],
    read: () => problem({ status: 500, code: 'broken' }),
  });
  openPage(`/messages/${delivered().id}`);
  expect(await screen.findByText(/^It could not be read\./)).toBeInTheDocument();
  server.read = null;
  expect(await screen.findByRole('table', {}, { timeout: 5_000 })).toBeInTheDocument();
});
