import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { json, problem, sent, startFakeServer } from '../test/fake-server.ts';
import type { FakeServer } from '../test/fake-server.ts';
import { openPage } from '../test/open-page.tsx';
import { LOCAL, messageOf } from '../test/samples.ts';

const HOUR = 60 * 60_000;
const button = (name: string) => screen.findByRole('button', { name });
const sendAt = () => screen.getByLabelText('Send at');
const body = async (server: FakeServer, index = 0) => (await sent(server)[index]?.clone().json()) as unknown;
const tomorrow = () => {
  const today = new Date();
  return new Date(today.getFullYear(), today.getMonth(), today.getDate() + 1, 9, 30);
};
const wallTime = (at: Date) =>
  `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}T09:30`;

async function compose(part: Partial<FakeServer> = {}) {
  const server = startFakeServer({ send: () => json(messageOf(), 201), ...part });
  const user = openPage();
  await user.type(await screen.findByLabelText('To'), '+15550100001');
  await user.type(screen.getByLabelText('Message'), 'Hello');
  return { server, user };
}

describe('sending later', () => {
  it('takes a time on the reader’s clock, names the zone, and sends it in UTC', async () => {
    const message = messageOf({ sendAt: tomorrow().toISOString() });
    const { server, user } = await compose({ send: () => json(message, 201) });
    expect(screen.queryByLabelText('Send at')).not.toBeInTheDocument();
    await user.click(await button('Send later'));
    expect(sendAt()).toHaveFocus();
    expect(sendAt()).toHaveAccessibleDescription(/^In your time zone, .+\. That is in .* min\.$/);
    fireEvent.change(sendAt(), { target: { value: wallTime(tomorrow()) } });
    await user.click(await button('Schedule'));
    expect(await screen.findByText('Scheduled.')).toBeInTheDocument();
    expect(
      screen.getByText(/Sinch sends it tomorrow 09:30\. Until then you can cancel it/),
    ).toBeInTheDocument();
    expect(await body(server)).toMatchObject({ message: 'Hello', sendAt: tomorrow().toISOString() });
    expect(await body(server)).not.toHaveProperty('expireAt');
    expect(await button('Send')).toBeInTheDocument();
    expect(screen.queryByLabelText('Send at')).not.toBeInTheDocument();
  });

  it('says so no longer once it was cancelled', async () => {
    const message = messageOf({ sendAt: tomorrow().toISOString() });
    const cancelled = { ...message, canceledAt: new Date().toISOString() };
    const { server, user } = await compose({
      send: () => json(message, 201),
      messages: [message],
      cancel: () => {
        server.messages = [cancelled];
        return json(cancelled);
      },
    });
    await user.click(await button('Send'));
    await user.click(await screen.findByRole('link', { name: 'Open it' }));
    await user.click(await button('Cancel message'));
    await user.click(await button('Yes, cancel it'));
    expect(await screen.findByText('Cancelled by you.')).toBeInTheDocument();
    expect(screen.queryByText('Scheduled.')).not.toBeInTheDocument();
  });

  it('can be taken back', async () => {
    const { server, user } = await compose();
    await user.click(await button('Send later'));
    await user.click(await button('Send now instead'));
    expect(await button('Send later')).toHaveFocus();
    await user.click(await button('Send'));
    await screen.findByText('Accepted by Sinch.');
    expect(await body(server)).toEqual({ to: ['+15550100001'], message: 'Hello' });
  });

  it('never becomes now because its time is only half there', async () => {
    const { server, user } = await compose();
    await user.click(await button('Send later'));
    fireEvent.change(sendAt(), { target: { value: '' } });
    await user.click(await button('Schedule'));
    expect(sendAt()).toHaveFocus();
    expect(sendAt()).toHaveAccessibleDescription(/Choose a day and a time, or send it now/);
    expect(sent(server)).toEqual([]);
  });

  it('is not offered where Sinch’s API cannot do it, and says so', async () => {
    startFakeServer({ setup: { ...LOCAL, transport: 'conversation' } });
    openPage();
    expect(
      await screen.findByText(/sent at once: Sinch’s Conversation API cannot send later/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Send later' })).not.toBeInTheDocument();
    expect(await button('Give up earlier')).toBeInTheDocument();
  });
});

describe('an expiry', () => {
  it('counts from now, or from when the message is sent', async () => {
    const { server, user } = await compose();
    await user.click(await button('Give up earlier'));
    const expiry = screen.getByLabelText('Give up after');
    expect(expiry).toHaveFocus();
    expect(expiry).toHaveDisplayValue('3 days');
    await user.selectOptions(expiry, '6 hours');
    const before = Date.now();
    await user.click(await button('Send'));
    await screen.findByText('Accepted by Sinch.');
    const { expireAt } = (await body(server)) as { expireAt: string };
    expect(Date.parse(expireAt) - 6 * HOUR - before).toBeGreaterThanOrEqual(0);
    expect(Date.parse(expireAt) - 6 * HOUR).toBeLessThanOrEqual(Date.now());
    expect(screen.queryByLabelText('Give up after')).not.toBeInTheDocument();
  });

  it('stays the same when a message whose answer was lost is sent once more', async () => {
    const { server, user } = await compose({
      send: () => {
        throw new TypeError('Failed to fetch');
      },
    });
    await user.click(await button('Give up earlier'));
    await user.selectOptions(screen.getByLabelText('Give up after'), '1 hour');
    await user.click(await button('Send'));
    await screen.findByText(/it will not be sent twice/);
    await user.click(await button('Send'));
    await waitFor(() => expect(sent(server)).toHaveLength(2));
    expect(await body(server, 1)).toEqual(await body(server));
    await user.selectOptions(screen.getByLabelText('Give up after'), '6 hours');
    await user.click(await button('Send'));
    await waitFor(() => expect(sent(server)).toHaveLength(3));
    const keys = sent(server).map(({ headers }) => headers.get('idempotency-key'));
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });
});

it('what the server finds wrong with the times stands at their fields', async () => {
  const errors = [
    { path: 'sendAt', message: 'This time has passed.' },
    { path: 'expireAt', message: 'Give a time after that.' },
  ];
  const { user } = await compose({ send: () => problem({ status: 422, code: 'invalid', errors }) });
  await user.click(await button('Send later'));
  await user.click(await button('Schedule'));
  await screen.findByText('This time has passed.');
  expect(sendAt()).toHaveAccessibleDescription(/This time has passed\./);
  expect(sendAt()).toHaveFocus();
  // It was not asked for, but it is what is wrong.
  expect(screen.getByLabelText('Give up after')).toHaveAccessibleDescription(/Give a time after that\./);
  expect(screen.getByLabelText('To')).toBeValid();
});

it('the times of a refused message come back with it', async () => {
  const refusal = { code: 'sinch_busy', detail: 'Sinch is busy.' } as const;
  const sendTime = tomorrow();
  const message = messageOf({
    state: 'refused',
    final: true,
    refusal,
    sendAt: sendTime.toISOString(),
    expireAt: new Date(sendTime.getTime() + HOUR).toISOString(),
  });
  startFakeServer({ messages: [message] });
  const user = openPage(`/messages/${message.id}`);
  await user.click(await button('Send again'));
  expect(sendAt()).toHaveValue(wallTime(sendTime));
  expect(screen.getByLabelText('Give up after')).toHaveDisplayValue('1 hour');
  expect(screen.getByRole('heading', { name: 'Send an SMS' })).toHaveFocus();
});
