import type { ReceivedCallback } from '@sinch-callback-app/server/contract';
import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { askedFor, startFakeServer } from '../test/fake-server.ts';
import type { FakeServer } from '../test/fake-server.ts';
import { openPage } from '../test/open-page.tsx';
import { healthOf } from '../test/samples.ts';
import { callbackOf, rejectedOf } from '../test/view-samples.ts';

const list = () => screen.findByRole('list', { name: 'Callbacks, newest first' });
const ids = async () =>
  within(await list())
    .getAllByRole('listitem')
    .map((row) => row.querySelector('a')?.getAttribute('href')?.replace('/callbacks/', ''));
/** Newest first. */
const many = (...numbers: number[]): ReceivedCallback[] =>
  numbers.map((id) => callbackOf({ id: String(id) }));
const asked = (server: FakeServer) =>
  askedFor(server, '/api/callbacks/received').map(({ url }) => new URL(url));
const nextPoll = () => act(() => vi.advanceTimersByTimeAsync(3_000));

describe('the callbacks', () => {
  it('stand in a list, one line each', async () => {
    startFakeServer({ callbacks: [rejectedOf({ id: '2' }), callbackOf({ id: '1' })] });
    openPage('/callbacks');
    const [rejected, stored] = within(await list()).getAllByRole('listitem');
    expect(rejected).toHaveTextContent(/^Wrong signatureType not readanswered 401/);
    expect(stored).toHaveTextContent(/^Storedrecipient_delivery_report_sms.*answered 200/);
    expect(within(stored!).getByRole('link', { name: /^Message 01JD/ })).toHaveAttribute(
      'href',
      '/messages/01JD0000000000000000000001',
    );
  });

  it('are filtered by links that stand in the address', async () => {
    startFakeServer({ callbacks: [rejectedOf({ id: '2' }), callbackOf({ id: '1' })] });
    const user = openPage('/callbacks');
    await list();
    await user.click(screen.getByRole('link', { name: 'Rejected' }));
    expect(window.location.search).toBe('?kept=rejected');
    expect(await ids()).toEqual(['2']);
    await user.click(screen.getByRole('link', { name: 'Accepted' }));
    expect(await ids()).toEqual(['1']);
    expect(screen.getByRole('link', { name: 'Accepted' })).toHaveAttribute('aria-current', 'true');
  });

  it('can be those of one message, and lead back to all', async () => {
    const server = startFakeServer({
      callbacks: [callbackOf({ id: '2', message: '01JDOTHER' }), callbackOf({ id: '1' })],
    });
    const user = openPage('/callbacks?message=01JDOTHER');
    expect(await ids()).toEqual(['2']);
    expect(asked(server)[0]?.searchParams.get('message')).toBe('01JDOTHER');
    await user.click(screen.getByRole('link', { name: 'Show those of all messages' }));
    expect(await ids()).toEqual(['2', '1']);
  });

  it('say so where there are none', async () => {
    startFakeServer();
    const user = openPage('/callbacks');
    expect(await screen.findByText(/No callback has come yet/)).toBeInTheDocument();
    await user.click(screen.getByRole('link', { name: 'Rejected' }));
    expect(await screen.findByText(/No callback was rejected/)).toBeInTheDocument();
  });

  it('are read on page by page', async () => {
    startFakeServer({ callbacks: many(...Array.from({ length: 30 }, (_, index) => 30 - index)) });
    const user = openPage('/callbacks');
    expect(await ids()).toHaveLength(20);
    await user.click(screen.getByRole('button', { name: 'Show older callbacks' }));
    await vi.waitFor(async () => expect(await ids()).toHaveLength(30));
    expect(screen.queryByRole('button', { name: 'Show older callbacks' })).toBeNull();
  });

  it('are not kept by a server of the former version', async () => {
    startFakeServer({ callbacks: null });
    openPage('/callbacks');
    expect(await screen.findByText(/This server does not keep its callbacks/)).toBeInTheDocument();
  });
});

describe('new callbacks', () => {
  async function openWith(callbacks: ReceivedCallback[]) {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const server = startFakeServer({ callbacks });
    openPage('/callbacks');
    await list();
    return server;
  }

  it('come in by themselves, and are told to those who hear the page', async () => {
    const server = await openWith(many(1));
    server.callbacks = many(3, 2, 1);
    await nextPoll();
    expect(await ids()).toEqual(['3', '2', '1']);
    await act(() => vi.advanceTimersByTimeAsync(10_000));
    expect(screen.getByText('2 new callbacks came.')).toBeInTheDocument();
  });

  it('wait while a pointer is in the list, so that nothing jumps', async () => {
    const server = await openWith(many(1));
    fireEvent.pointerEnter(await list());
    server.callbacks = many(3, 2, 1);
    await nextPoll();
    expect(await ids()).toEqual(['1']);
    fireEvent.click(screen.getByRole('button', { name: 'Show 2 new callbacks' }));
    expect(await ids()).toEqual(['3', '2', '1']);
    server.callbacks = many(4, 3, 2, 1);
    await nextPoll();
    expect(await ids()).toEqual(['3', '2', '1']);
    fireEvent.pointerLeave(await list());
    expect(await ids()).toEqual(['4', '3', '2', '1']);
  });

  it('wait while the focus is in the list, and give it a place when their button goes', async () => {
    const server = await openWith(many(1));
    const [link] = within(await list()).getAllByRole('link');
    act(() => link?.focus());
    server.callbacks = many(2, 1);
    await nextPoll();
    expect(await ids()).toEqual(['1']);
    const button = screen.getByRole('button', { name: 'Show 1 new callback' });
    act(() => button.focus());
    expect(await ids()).toEqual(['1']);
    fireEvent.click(button);
    expect(await ids()).toEqual(['2', '1']);
    expect(screen.getByRole('heading', { name: 'Callbacks' })).toHaveFocus();
    // It is out of the list: a pointer that passes by is no reason to wait any more.
    fireEvent.pointerEnter(await list());
    fireEvent.pointerLeave(await list());
    server.callbacks = many(3, 2, 1);
    await nextPoll();
    expect(await ids()).toEqual(['3', '2', '1']);
  });
});

describe('one callback', () => {
  const open = (callback: ReceivedCallback) => {
    const server = startFakeServer({ callbacks: [callback] });
    const user = openPage(`/callbacks/${callback.id}`);
    return { server, user };
  };
  const section = (name: string) => screen.findByRole('region', { name });

  it('is told step by step', async () => {
    open(rejectedOf());
    const steps = within(await section('How it was judged')).getAllByRole('listitem');
    expect(steps.map(({ textContent }) => textContent)).toEqual([
      'Headers of the signaturePassedAll four are there.',
      'AlgorithmPassedHmacSHA256.',
      'SignatureFailedIt does not match.',
      'TimeNot reachedNot looked at.',
    ]);
    expect(screen.getByText(/The signature does not match/)).toBeInTheDocument();
  });

  it('of a wrong signature has the remedy with it, and Sinch never sends it again', async () => {
    open(rejectedOf());
    const remedy = await screen.findByText('What is probably wrong:');
    expect(remedy.parentElement).toHaveTextContent(/stands in quotes. Take them away/);
    expect(screen.getByText('401 Unauthorized')).toBeInTheDocument();
    expect(screen.getByText(/Sinch will never send it again/)).toBeInTheDocument();
    expect(await section('What it changed')).toHaveTextContent('Nothing.');
  });

  it('is diagnosed once: what stands above the page leaves that to it', async () => {
    const rejected = rejectedOf();
    const at = new Date().toISOString();
    const health = healthOf({ diagnosis: { at, ...rejected.diagnosis! } });
    startFakeServer({ callbacks: [rejected], health });
    const user = openPage(`/callbacks/${rejected.id}`);
    expect(await screen.findByText('What is probably wrong:')).toBeInTheDocument();
    expect(screen.getAllByText(/Take them away/)).toHaveLength(1);
    const above = screen.getByRole('region', { name: 'This server' });
    expect(above).toHaveTextContent(/A signed callback was refused.*See the rejected callbacks/);
    await user.click(screen.getByRole('link', { name: 'All callbacks' }));
    expect(above).toHaveTextContent(/A signed callback was refused.*Take them away/);
  });

  it('that is not the one diagnosed leaves the diagnosis where it stands', async () => {
    const at = new Date().toISOString();
    const health = healthOf({ diagnosis: { at, ...rejectedOf().diagnosis! } });
    startFakeServer({ callbacks: [callbackOf()], health });
    openPage(`/callbacks/${callbackOf().id}`);
    await section('What it changed');
    expect(screen.getByRole('region', { name: 'This server' })).toHaveTextContent(/Take them away/);
  });

  it('of a wrong signature that nobody can explain says what it may be', async () => {
    open(rejectedOf({ diagnosis: null }));
    expect(await screen.findByText(/body was changed on its way/)).toBeInTheDocument();
  });

  it('says once why steps in a row were not reached', async () => {
    const [first] = rejectedOf().steps;
    const steps = (['timestamp', 'nonce', 'body'] as const).map((step) => {
      return { step, outcome: 'not_reached', detail: 'It had failed before.' } as const;
    });
    open(rejectedOf({ steps: [first!, ...steps] }));
    const items = within(await section('How it was judged')).getAllByRole('listitem');
    expect(items.map(({ textContent }) => textContent)).toEqual([
      'Headers of the signaturePassedAll four are there.',
      'TimeNot reachedIt had failed before.',
      'Seen before?Not reached',
      'BodyNot reached',
    ]);
  });

  it('that was taken says what it changed, with the way to the message', async () => {
    open(callbackOf());
    const changed = await section('What it changed');
    expect(within(changed).getByRole('row', { name: /\+15550100001/ })).toHaveTextContent(
      /Dispatched.*Delivered1/,
    );
    expect(within(changed).getByRole('link', { name: 'Open the message' })).toHaveAttribute(
      'href',
      '/messages/01JD0000000000000000000001',
    );
    expect(screen.getByText(/Nothing more: it was taken/)).toBeInTheDocument();
  });

  it('that could not be stored says when Sinch tries again', async () => {
    const receivedAt = new Date().toISOString();
    const at = [60_000, 120_000].map((wait) => new Date(Date.now() + wait).toISOString());
    const next = { kind: 'again', at, givesUpAt: at[1]! } as const;
    open(callbackOf({ accepted: false, verdict: 'store_failed', answer: 503, receivedAt, next }));
    expect(
      await screen.findByText(/Sinch tries again at about \d\d:\d\d:\d\d \(in .*gives up after 2 min/),
    ).toBeInTheDocument();
  });

  it('masks numbers until they are asked for, and asks the server for them', async () => {
    const { server, user } = open(callbackOf());
    const body = await section('Body');
    expect(body).toHaveTextContent('"recipient":"…01"');
    const reveal = within(body).getByRole('button', { name: 'Reveal' });
    expect(asked(server).at(-1)?.search).toBe('');
    await user.click(reveal);
    await vi.waitFor(() => expect(body).toHaveTextContent('"recipient":"15550100001"'));
    expect(asked(server).at(-1)?.search).toBe('?reveal=1');
    expect(reveal).toHaveAttribute('aria-pressed', 'true');
    await user.click(reveal);
    await vi.waitFor(() => expect(body).toHaveTextContent('"recipient":"…01"'));
  });

  it('can be read as it came, or with a line for each entry, and be copied as it came', async () => {
    const { user } = open(callbackOf());
    const body = await section('Body');
    const code = () => body.querySelector('pre')?.textContent;
    const received = code();
    expect(received).toMatch(/^{"type":"recipient_delivery_report_sms",/);
    await user.click(within(body).getByRole('button', { name: 'Formatted' }));
    expect(code()).toMatch(/^{\n {2}"type": "recipient_delivery_report_sms",\n/);
    await user.click(within(body).getByRole('button', { name: 'Copy the body' }));
    expect(await navigator.clipboard.readText()).toBe(received);
    expect(within(await section('Headers')).getByText('x-sinch-webhook-signature-nonce')).toBeInTheDocument();
  });

  it('says what there is where the body is no text, was cut, or is empty', async () => {
    open(callbackOf({ body: { text: '', encoding: 'base64', bytes: 3, whole: false } }));
    const body = await section('Body');
    expect(body).toHaveTextContent('Only the first 3 bytes were kept.');
    expect(body).toHaveTextContent('It is no text. Reveal it to see it in Base64.');
    expect(within(body).queryByRole('button', { name: 'Formatted' })).toBeNull();
  });

  it('that is not there is not there', async () => {
    startFakeServer({ callbacks: [] });
    openPage('/callbacks/77');
    expect(await screen.findByText(/There is no such callback/)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'All callbacks' })).toBeInTheDocument();
  });
});
