import { ConversationCallbackWebhooks } from '@sinch/sdk-core';
import { describe, expect, test } from 'vitest';
import type { Emulator } from './emulator.ts';
import { conversationSdk, emulate, messageTo, receive, runningClock, sinchSdk, textTo } from './test-kit.ts';

const START = Date.parse('2026-03-01T12:00:30.500Z');
const REPLY = { from: '+15551230001', to: '+15550001111', body: 'Yes 👋' };

function reply(emulator: Emulator, body: unknown, headers: Record<string, string> = {}) {
  return fetch(`${emulator.url}/_emulator/replies`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

test("mo_text to the plan's URL: its exact shape, signed", async () => {
  const receiver = await receive();
  const emulator = await emulate({ defaultCallbackUrl: receiver.url, clock: runningClock(START) });
  const answer = await reply(emulator, { ...REPLY, api: 'sms' });
  expect(answer.status).toBe(202);
  const { id } = (await answer.json()) as { id: string };
  await emulator.idle();
  expect(receiver.received.map(({ body }) => body)).toEqual([
    `{"type":"mo_text","id":"${id}","from":"15551230001","to":"15550001111","body":"Yes 👋","operator_id":"311071","received_at":"2026-03-01T12:00:30.500Z"}`,
  ]);
  expect(receiver.received[0]?.genuine).toBe(true);
  expect(emulator.sentReports).toEqual([]);
});

test('message to the app: inbound to the SDK, with the contact message', async () => {
  const receiver = await receive();
  const emulator = await emulate({ defaultCallbackUrl: receiver.url });
  await reply(emulator, { ...REPLY, api: 'conversation' });
  await emulator.idle();
  const [first] = receiver.received;
  expect(first?.genuine).toBe(true);
  expect(new ConversationCallbackWebhooks('').parseEvent(first?.body)).toMatchObject({
    trigger: 'MESSAGE_INBOUND',
    app_id: 'app-1',
    project_id: 'project-1',
    message: {
      direction: 'TO_APP',
      contact_message: { text_message: { text: 'Yes 👋' } },
      channel_identity: { channel: 'SMS', identity: '15551230001', app_id: '' },
      sender_id: '15550001111',
    },
  });
});

describe('what is left out follows from the last send', () => {
  test('of the SMS API', async () => {
    let now = START;
    const receiver = await receive();
    const emulator = await emulate({ clock: { now: () => now, after: () => () => undefined } });
    const url = `${receiver.url}?token=for-that-send-alone`;
    await conversationSdk(emulator).sendTextMessage(messageTo('+15551230001'));
    now += 1_000;
    await sinchSdk(emulator).batches.send(textTo(['+15551230001'], { callback_url: url }));
    const answer = await reply(emulator, { from: '15551230001', body: 'Yes' });
    await expect(answer.json()).resolves.toMatchObject({ api: 'sms', url: receiver.url });
    await expect.poll(() => receiver.received.length, { timeout: 10_000 }).toBe(1);
    expect(receiver.received[0]?.report).toMatchObject({ type: 'mo_text', to: '15550001111' });
  });

  test('of the Conversation API', async () => {
    const receiver = await receive();
    const emulator = await emulate();
    await conversationSdk(emulator).sendTextMessage(
      messageTo('+15551230006', { callback_url: receiver.url }),
    );
    await emulator.idle();
    const answer = await reply(emulator, { from: '15551230006', body: 'Yes' });
    await expect(answer.json()).resolves.toMatchObject({ api: 'conversation', url: receiver.url });
  });
});

test('of an unsigned account it is unsigned', async () => {
  const receiver = await receive();
  const emulator = await emulate({ defaultCallbackUrl: receiver.url, unsigned: true });
  await reply(emulator, REPLY);
  await emulator.idle();
  const names = receiver.received.flatMap(({ headers }) => Object.keys(headers));
  expect(names).toContain('content-length');
  expect(names.filter((name) => name.startsWith('x-sinch'))).toEqual([]);
});

test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
  'a page of another origin can post %s, but no reply',
  async (type) => {
    const receiver = await receive();
    const emulator = await emulate({ defaultCallbackUrl: receiver.url });
    expect((await reply(emulator, REPLY, { 'content-type': type })).status).toBe(415);
    await emulator.idle();
    expect(receiver.received).toEqual([]);
  },
);

test.each([
  ['no text', { ...REPLY, body: '' }, 400, 'syntax_invalid_parameter_format'],
  ['no number', { ...REPLY, from: 'Ann' }, 400, 'syntax_invalid_parameter_format'],
  ['nothing sent to it yet', { from: '15551230001', body: 'Yes' }, 400, 'no_recipient'],
  ['no URL known', REPLY, 409, 'no_callback_url'],
])('%s', async (_name, body, status, code) => {
  const answer = await reply(await emulate(), body);
  expect(answer.status).toBe(status);
  await expect(answer.json()).resolves.toMatchObject({ code });
});
