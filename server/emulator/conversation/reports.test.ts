import { ConversationCallbackWebhooks } from '@sinch/sdk-core';
import { describe, expect, test } from 'vitest';
import type { Emulator } from '../emulator.ts';
import type { Received, Receiver } from '../test-kit.ts';
import {
  conversationSdk,
  emulate,
  handClock,
  messageTo,
  PROJECT,
  receive,
  runningClock,
  SECRET,
} from '../test-kit.ts';
import { eventTimeOf } from './report.ts';

const START = Date.parse('2026-03-01T12:00:30.500Z');

async function life(
  digits: string,
  receiver: Receiver,
  emulator: Emulator,
  more: Parameters<typeof messageTo>[1] = {},
) {
  const request = messageTo(`+155512300${digits}`, { callback_url: receiver.url, ...more });
  const { message_id = '' } = await conversationSdk(emulator).sendTextMessage(request);
  await emulator.idle();
  return message_id;
}

interface WireReport {
  readonly message_delivery_report: { readonly status: string; readonly reason?: { readonly code: string } };
}

const steps = (received: readonly Received[]) =>
  received.map(({ body }) => {
    const { status, reason } = (JSON.parse(body) as WireReport).message_delivery_report;
    return reason ? `${status} ${reason.code}` : status;
  });
const WHOLE_LIFE = ['QUEUED_ON_CHANNEL', 'DELIVERED'];

describe('the last two digits of a recipient', () => {
  test.each([
    ['01', WHOLE_LIFE],
    ['02', ['QUEUED_ON_CHANNEL', 'FAILED RECIPIENT_NOT_REACHABLE']],
    ['03', ['FAILED MESSAGE_EXPIRED']],
    ['04', ['FAILED CHANNEL_REJECT']],
    ['05', ['FAILED RECIPIENT_INVALID_CHANNEL_IDENTITY']],
    ['06', ['QUEUED_ON_CHANNEL']],
    ['07', [...WHOLE_LIFE, ...WHOLE_LIFE].toSorted()],
    ['09', WHOLE_LIFE],
    ['11', []],
    ['13', WHOLE_LIFE],
    ['14', WHOLE_LIFE],
    ['77', WHOLE_LIFE],
  ])('%s: %j, signed', async (digits, expected) => {
    const receiver = await receive();
    await life(digits, receiver, await emulate());
    expect(steps(receiver.received).toSorted()).toEqual(expected.toSorted());
    expect(receiver.received.every(({ genuine }) => genuine)).toBe(true);
  });

  test('08: the last callback first', async () => {
    const receiver = await receive();
    await life('08', receiver, await emulate());
    expect(steps(receiver.received)).toEqual(WHOLE_LIFE.toReversed());
  });

  test('09: the first callback has been answered before the send is', async () => {
    const receiver = await receive();
    const emulator = await emulate({ clock: handClock() });
    const request = messageTo('+15551230009', { callback_url: receiver.url });
    await conversationSdk(emulator).sendTextMessage(request);
    expect(steps(receiver.received)).toEqual(['QUEUED_ON_CHANNEL']);
  });

  test.each([
    ['10', 'wrong', 4],
    ['12', 'no', 0],
  ])('%s: %s signature', async (digits, _name, headers) => {
    const receiver = await receive();
    await life(digits, receiver, await emulate());
    expect(receiver.received.map(({ genuine }) => genuine)).toEqual([false, false]);
    const names = Object.keys(receiver.received[0]?.headers ?? {});
    expect(names.filter((name) => name.startsWith('x-sinch'))).toHaveLength(headers);
  });

  test('15: without what real callbacks may lack', async () => {
    const receiver = await receive();
    const emulator = await emulate({ clock: runningClock(START), random: () => 0 });
    const id = await life('15', receiver, emulator);
    const bodies = receiver.received.map(({ body }) => body).toSorted();
    expect(bodies).toEqual([
      `{"app_id":"app-1","accepted_time":"2026-03-01T12:00:31.500Z","project_id":"project-1","message_delivery_report":{"message_id":"${id}","status":"QUEUED_ON_CHANNEL"}}`,
      `{"app_id":"app-1","accepted_time":"2026-03-01T12:00:33.000Z","project_id":"project-1","message_delivery_report":{"message_id":"${id}","status":"DELIVERED"}}`,
    ]);
    expect(emulator.sentReports.map(({ at }) => at)).toEqual([null, null]);
  });

  test.each([
    ['90', 400],
    ['91', 401],
    ['92', 403],
    ['94', 500],
  ])('%s: %i, and no message', async (digits, statusCode) => {
    const emulator = await emulate();
    const sending = conversationSdk(emulator).sendTextMessage(messageTo(`+155512300${digits}`));
    await expect(sending).rejects.toMatchObject({ statusCode });
    expect(emulator.messages).toEqual([]);
  });

  test('93: 429 once, then the retry goes through', async () => {
    const emulator = await emulate();
    const send = () => conversationSdk(emulator).sendTextMessage(messageTo('+15551230093'));
    await expect(send()).rejects.toMatchObject({ statusCode: 429 });
    await expect(send()).resolves.toMatchObject({ message_id: expect.any(String) });
    await expect(send()).rejects.toMatchObject({ statusCode: 429 });
  });

  test('95: never answered, and no callback tells', async () => {
    const receiver = await receive();
    const emulator = await emulate();
    const request = messageTo('+15551230095', { callback_url: receiver.url });
    const answer = conversationSdk(emulator)
      .sendTextMessage(request)
      .catch((error: unknown) => error);
    while (emulator.messages.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await emulator.idle();
    expect(emulator.messages[0]?.state?.status).toBe('DELIVERED');
    expect(receiver.received).toEqual([]);
    await emulator.close();
    expect(String(await answer)).toMatch(/socket hang up|ECONNRESET/);
  });

  test('96: the connection drops, and the callbacks tell what became of it', async () => {
    const receiver = await receive();
    const emulator = await emulate();
    await expect(life('96', receiver, emulator)).rejects.toThrow(/socket hang up|ECONNRESET/);
    await emulator.idle();
    expect(steps(receiver.received).toSorted()).toEqual(WHOLE_LIFE.toSorted());
  });
});

describe('a callback', () => {
  test('its exact shape', async () => {
    const receiver = await receive();
    const emulator = await emulate({ clock: runningClock(START), random: () => 0 });
    const id = await life('02', receiver, emulator);
    const ids = `"project_id":"project-1","message_metadata":"our-id","correlation_id":"our-id"`;
    const identity = `"channel_identity":{"channel":"SMS","identity":"15551230002","app_id":""},"contact_id":""`;
    const reason = `"reason":{"code":"RECIPIENT_NOT_REACHABLE","description":"As the number asks for.","sub_code":"UNSPECIFIED_SUB_CODE"}`;
    expect(receiver.received.map(({ body }) => body).toSorted()).toEqual([
      `{"app_id":"app-1","accepted_time":"2026-03-01T12:00:31.500Z","event_time":"2026-03-01T12:00:32Z",${ids},"message_delivery_report":{"message_id":"${id}","conversation_id":"","status":"QUEUED_ON_CHANNEL",${identity},"metadata":"our-id","processing_mode":"DISPATCH"}}`,
      `{"app_id":"app-1","accepted_time":"2026-03-01T12:00:33.000Z","event_time":"2026-03-01T12:00:33Z",${ids},"message_delivery_report":{"message_id":"${id}","conversation_id":"","status":"FAILED",${identity},${reason},"metadata":"our-id","processing_mode":"DISPATCH"}}`,
    ]);
    expect(emulator.sentReports.at(-1)).toMatchObject({
      messageId: id,
      reference: 'our-id',
      recipient: '15551230002',
      code: null,
      signed: 'right',
      answers: [200],
    });
  });

  test('is one of MESSAGE_DELIVERY to the SDK, and genuine', async () => {
    const receiver = await receive();
    await life('01', receiver, await emulate());
    const [first] = receiver.received;
    const webhooks = new ConversationCallbackWebhooks(SECRET);
    const { body = '', headers = {} } = first ?? {};
    expect(webhooks.validateAuthenticationHeader(headers, body, '', 'POST')).toBe(true);
    expect(webhooks.parseEvent(body)).toMatchObject({
      trigger: 'MESSAGE_DELIVERY',
      project_id: PROJECT.projectId,
    });
  });

  test("to the send's own URL is signed with the secret for overridden URLs, to the app's with the webhook's", async () => {
    const overridden = await receive(undefined, 'another secret');
    const own = await receive(undefined, SECRET);
    const emulator = await emulate({
      overriddenUrlSecret: 'another secret',
      defaultCallbackUrl: own.url,
    });
    await life('06', overridden, emulator);
    await conversationSdk(emulator).sendTextMessage(messageTo('+15551230006'));
    await emulator.idle();
    expect([...overridden.received, ...own.received].map(({ genuine }) => genuine)).toEqual([true, true]);
  });

  test('of an unsigned account has no signature, not even a wrong one', async () => {
    const receiver = await receive();
    const emulator = await emulate({ unsigned: true });
    await life('01', receiver, emulator);
    await life('10', receiver, emulator);
    const names = receiver.received.flatMap(({ headers }) => Object.keys(headers));
    expect(receiver.received).toHaveLength(4);
    expect(names.filter((name) => name.startsWith('x-sinch'))).toEqual([]);
    expect(new Set(emulator.sentReports.map(({ signed }) => signed))).toEqual(new Set(['not']));
  });

  test('is retried like those of the SMS API', async () => {
    const receiver = await receive((nth) => (nth === 1 ? 503 : 200));
    const emulator = await emulate();
    await life('06', receiver, emulator);
    expect(receiver.received).toHaveLength(2);
    expect(emulator.sentReports).toMatchObject([{ status: 'QUEUED_ON_CHANNEL', answers: [503, 200] }]);
  });
});

describe('the time of an event', () => {
  test.each([
    [0, '2026-03-01T12:00:31Z'],
    [0.1, '2026-03-01T12:00:30.5Z'],
    [0.3, '2026-03-01T12:00:30.512Z'],
  ])('dice %d: %s', (dice, expected) => {
    expect(eventTimeOf(START + 12, dice)).toBe(expected);
  });

  test('without digits may lie before it, too', () => {
    expect(eventTimeOf(START - 12, 0)).toBe('2026-03-01T12:00:30Z');
  });

  test('has every number of digits from 0 to 9, and is always the same instant', () => {
    const times = Array.from({ length: 10 }, (_, digits) => eventTimeOf(START + 12, digits / 10 + 0.01234));
    expect(times.map((time) => (time.split('.')[1] ?? 'Z').length - 1)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
    for (const time of times) expect(Math.abs(Date.parse(time) - START - 12)).toBeLessThanOrEqual(500);
  });
});

describe('a message that comes to nothing', () => {
  test('a ttl that ends before the channel has it', async () => {
    const receiver = await receive();
    await life('01', receiver, await emulate(), { ttl: '0.5s' });
    expect(steps(receiver.received)).toEqual(['FAILED MESSAGE_EXPIRED']);
  });

  test('more parts than it may have', async () => {
    const receiver = await receive();
    const text = { text_message: { text: 'x'.repeat(161) } };
    const channel_properties = { SMS_MAX_NUMBER_OF_MESSAGE_PARTS: '1' };
    await life('01', receiver, await emulate(), { message: text, channel_properties });
    expect(steps(receiver.received)).toEqual(['FAILED BAD_REQUEST']);
  });

  test('an app without an SMS channel', async () => {
    const receiver = await receive();
    await life('01', receiver, await emulate({ channelMissing: true }));
    expect(steps(receiver.received)).toEqual(['FAILED CHANNEL_CONFIGURATION_MISSING']);
  });
});
