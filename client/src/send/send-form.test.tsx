import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
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
        problem({ status: 422, code: 'invalid', errors: [{ path: 'to.0', message: 'Too short.' }] }),
    });
    const user = await compose('+1');
    await user.click(await sendButton());
    expect(await screen.findByText('+1: Too short.')).toBeInTheDocument();
    expect(screen.getByLabelText('To')).toHaveAccessibleDescription(/\+1: Too short\./);
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
    expect(await screen.findByText(/Do not send again yet/)).toBeInTheDocument();
  });

  it('fills in a number of the emulator', async () => {
    startFakeServer();
    const user = openPage();
    await user.click(await screen.findByRole('button', { name: '…02 failed' }));
    expect(screen.getByLabelText('To')).toHaveValue('+15550100002');
    expect(screen.getByLabelText('Message')).not.toHaveValue('');
  });
});
