import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { json, problem, sent, startFakeServer } from '../test/fake-server.ts';
import type { FakeServer } from '../test/fake-server.ts';
import { openPage } from '../test/open-page.tsx';
import { messageOf } from '../test/samples.ts';

const sendButton = () => screen.findByRole('button', { name: 'Send' });
const keys = (server: FakeServer) => sent(server).map(({ headers }) => headers.get('idempotency-key'));

async function compose(to = '+15550100001', text = 'Hello') {
  const user = openPage();
  await user.type(await screen.findByLabelText('To'), to);
  await user.type(screen.getByLabelText('Message'), text);
  return user;
}

describe('the form', () => {
  it('sends once, however often the button is pressed', async () => {
    const answers: ((response: Response) => void)[] = [];
    const server = startFakeServer({ send: () => new Promise((resolve) => void answers.push(resolve)) });
    const user = await compose();
    await user.tripleClick(await sendButton());
    await user.keyboard('{Enter}{Enter}');
    answers[0]?.(json(messageOf(), 201));
    expect(await screen.findByText('Accepted by Sinch.')).toBeInTheDocument();
    expect(sent(server)).toHaveLength(1);
    expect(await sent(server)[0]?.json()).toEqual({ to: ['+15550100001'], message: 'Hello' });
    expect(screen.getByLabelText('Message')).toHaveValue('');
  });

  it('asks for what is missing without asking the server, and puts the cursor there', async () => {
    const server = startFakeServer();
    const user = openPage();
    await user.click(await sendButton());
    expect(screen.getByLabelText('To')).toHaveFocus();
    expect(screen.getByLabelText('To')).toHaveAccessibleDescription(/Enter at least one number/);
    expect(screen.getByLabelText('Message')).toBeInvalid();
    expect(sent(server)).toEqual([]);
    await user.keyboard('+1');
    expect(screen.getByLabelText('To')).toBeValid();
    expect(screen.getByLabelText('To')).toHaveFocus();
  });

  it('puts what the server finds beside the field', async () => {
    startFakeServer({
      send: () =>
        problem({ status: 422, code: 'invalid', errors: [{ path: 'to.0', message: 'Not allowed.' }] }),
    });
    const user = await compose('+1 555 010 0001');
    await user.click(await sendButton());
    expect(await screen.findByText('+15550100001: Not allowed.')).toBeInTheDocument();
    expect(screen.getByLabelText('To')).toHaveAccessibleDescription(/\+15550100001: Not allowed\./);
    expect(screen.getByLabelText('Message')).toHaveValue('Hello');
  });

  it('keeps the key after a lost answer, and takes another for another text', async () => {
    const server = startFakeServer({
      send: () => {
        throw new TypeError('Failed to fetch');
      },
    });
    const user = await compose();
    await user.click(await sendButton());
    expect(await screen.findByText(/it will not be sent twice/)).toBeInTheDocument();
    await user.click(await sendButton());
    await waitFor(() => expect(sent(server)).toHaveLength(2));
    await user.type(screen.getByLabelText('Message'), '!');
    await user.click(await sendButton());
    await waitFor(() => expect(sent(server)).toHaveLength(3));
    const [first, second, third] = keys(server);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it('says why Sinch refused, keeps the text, and takes a new key for the next try', async () => {
    const refused = {
      status: 422,
      code: 'illegal_number',
      id: 'X',
      detail: 'Sinch cannot send to this number.',
    };
    const server = startFakeServer({ send: () => problem(refused) });
    const user = await compose();
    await user.click(await sendButton());
    expect(await screen.findByText(/Sinch cannot send to this number/)).toBeInTheDocument();
    expect(screen.getByLabelText('Message')).toHaveValue('Hello');
    await user.click(await sendButton());
    await waitFor(() => expect(sent(server)).toHaveLength(2));
    expect(new Set(keys(server)).size).toBe(2);
  });

  it('warns against sending an unclear message again', async () => {
    startFakeServer({ send: () => json(messageOf({ state: 'unclear', recipients: [] }), 202) });
    const user = await compose();
    await user.click(await sendButton());
    expect(await screen.findByText(/Do not send it again yet/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Send again' })).not.toBeInTheDocument();
  });

  it('offers to send again once it is known that an unclear message never arrived', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const unclear = messageOf({ state: 'unclear', createdAt: new Date().toISOString() });
    const server = startFakeServer({ send: () => json(unclear, 202), messages: [unclear] });
    const user = await compose();
    await user.click(await sendButton());
    await screen.findByText('Unclear.');
    const refusal = { code: 'never_arrived', detail: 'Sinch never got it.' } as const;
    server.messages = [{ ...unclear, state: 'refused', final: true, refusal }];
    await user.click(await screen.findByRole('button', { name: 'Send again' }, { timeout: 3_000 }));
    expect(screen.getByLabelText('Message')).toHaveValue(unclear.message);
    await user.click(await sendButton());
    await waitFor(() => expect(sent(server)).toHaveLength(2));
    expect(new Set(keys(server)).size).toBe(2);
  });

  it('sends again what could not reach Sinch, under a new key, whatever was written since', async () => {
    const busy = { status: 503, code: 'sinch_busy', id: 'X', detail: 'Sinch is busy.' };
    const server = startFakeServer({ send: () => problem(busy) });
    const user = await compose();
    await user.click(await sendButton());
    await screen.findByText(/Sinch is busy/);
    await user.type(screen.getByLabelText('Message'), ', but');
    await user.click(screen.getByRole('button', { name: 'Send again' }));
    expect(screen.getByLabelText('Message')).toHaveValue('Hello');
    expect(screen.getByRole('heading', { name: 'Send an SMS' })).toHaveFocus();
    expect(sent(server)).toHaveLength(1);
    await user.click(await sendButton());
    await waitFor(() => expect(sent(server)).toHaveLength(2));
    expect(new Set(keys(server)).size).toBe(2);
  });

  it('takes a new key to send again a message whose like has just been lost', async () => {
    const refusal = { code: 'unreachable', detail: 'Sinch could not be reached.' } as const;
    const like = messageOf({ state: 'refused', final: true, refusal, message: 'Hello' });
    const server = startFakeServer({
      messages: [like],
      send: () => {
        throw new TypeError('Failed to fetch');
      },
    });
    const user = await compose();
    await user.click(await sendButton());
    await screen.findByText('No answer from the server.');
    await user.click(await screen.findByRole('link', { name: '+15550100001' }));
    await user.click(await screen.findByRole('button', { name: 'Send again' }));
    await user.click(await sendButton());
    await waitFor(() => expect(sent(server)).toHaveLength(2));
    expect(new Set(keys(server)).size).toBe(2);
  });

  it('fills in a number of the emulator', async () => {
    startFakeServer();
    const user = openPage();
    await user.click(await screen.findByRole('button', { name: '…02 failed' }));
    expect(screen.getByLabelText('To')).toHaveValue('+15550100002');
    expect(screen.getByLabelText('Message')).not.toHaveValue('');
  });
});
