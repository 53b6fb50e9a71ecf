import { expect, test } from 'vitest';
import { conversationSdk, emulate, messageTo, receive, sinchSdk, textTo } from './test-kit.ts';

test('shows each callback attempt with its answer, and escapes what it was sent', async () => {
  const receiver = await receive(() => 404);
  const emulator = await emulate();
  const body = '<script>alert("x")</script>';
  const request = { body, delivery_report: 'per_recipient', callback_url: receiver.url };
  await sinchSdk(emulator).batches.send(textTo(['+15551230002'], request));
  await emulator.idle();
  const page = await (await fetch(emulator.url)).text();
  expect(page).toContain('404 answer 404');
  expect(page).toContain('Dispatched');
  expect(page).toContain('&#60;script&#62;');
  expect(page).not.toContain('<script>');
});

test('gives the same as JSON', async () => {
  const receiver = await receive();
  const emulator = await emulate();
  const request = { delivery_report: 'full', callback_url: receiver.url };
  const { id } = await sinchSdk(emulator).batches.send(textTo(['+15551230001'], request));
  await emulator.idle();
  const json = async (path: string): Promise<unknown> => (await fetch(emulator.url + path)).json();
  await expect(json('/_emulator/batches')).resolves.toMatchObject([
    { id, report: { statuses: [{ status: 'Delivered', count: 1 }] } },
  ]);
  await expect(json('/_emulator/attempts')).resolves.toMatchObject([
    { messageId: id, recipient: null, attempt: 1, outcome: { status: 200 }, nextRetryAt: null },
  ]);
});

test('shows the messages of the Conversation API, too', async () => {
  const emulator = await emulate();
  const { message_id } = await conversationSdk(emulator).sendTextMessage(messageTo('+15551230002'));
  await emulator.idle();
  const page = await (await fetch(emulator.url)).text();
  expect(page).toContain('FAILED RECIPIENT_NOT_REACHABLE');
  expect(page).toContain(message_id);
  const messages = await fetch(`${emulator.url}/_emulator/messages`);
  await expect(messages.json()).resolves.toMatchObject([{ id: message_id, state: { status: 'FAILED' } }]);
});

test('has a form for a reply, whose script is the only one that may run', async () => {
  const emulator = await emulate();
  const page = await fetch(emulator.url);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
  const [, source = ''] = /<script src="([^"]+)"/.exec(await page.text()) ?? [];
  const script = await fetch(emulator.url + source);
  expect(script.headers.get('content-type')).toContain('text/javascript');
  expect(await script.text()).toContain("'/_emulator/replies'");
});

test('an empty one says so', async () => {
  const page = await (await fetch((await emulate()).url)).text();
  expect(page).toContain('None yet. Send an SMS.');
  expect(page).toContain('connection dropped; the callbacks tell');
});
