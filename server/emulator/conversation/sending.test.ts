import { isValid } from 'ulid';
import { describe, expect, test } from 'vitest';
import { APP, conversationSdk, emulate, messageTo, PLAN, PROJECT, sinchSdk, textTo } from '../test-kit.ts';

/** What the SDK makes of an answer in Sinch's shape. */
function refusal(statusCode: number, status: string) {
  const data = expect.toSatisfy((text: string) => {
    const { error } = JSON.parse(text) as { error: Record<string, unknown> };
    expect(error).toEqual({ code: statusCode, message: expect.any(String), status, details: [] });
    return true;
  });
  return { statusCode, data };
}

describe('an accepted message', () => {
  test('has an id and a time, and can be got', async () => {
    const sdk = conversationSdk(await emulate());
    const { message_id = '', accepted_time } = await sdk.sendTextMessage(messageTo('+15551230001'));
    expect(isValid(message_id)).toBe(true);
    expect(accepted_time).toBeInstanceOf(Date);
    await expect(sdk.get({ message_id })).resolves.toEqual({
      id: message_id,
      direction: 'TO_CONTACT',
      app_message: { text_message: { text: 'Hello' } },
      channel_identity: { channel: 'SMS', identity: '15551230001', app_id: '' },
      conversation_id: '',
      contact_id: '',
      metadata: 'our-id',
      accept_time: accepted_time,
      sender_id: '+15550001111',
      processing_mode: 'DISPATCH',
      injected: false,
    });
  });

  test('is not found under an id of nobody', async () => {
    const sdk = conversationSdk(await emulate());
    await sdk.sendTextMessage(messageTo('+15551230001'));
    const getting = sdk.get({ message_id: '01FC66621VHDBN119Z8PMV1QPQ' });
    await expect(getting).rejects.toMatchObject(refusal(404, 'NOT_FOUND'));
  });
});

describe('a send that Sinch refuses', () => {
  test.each([
    ['no text', { message: {} }],
    ['another kind of message', { message: { media_message: { url: 'https://example.com/a.png' } } }],
    ['a contact instead of a number', { recipient: { contact_id: 'contact' } }],
    ['metadata of 1,025 characters', { message_metadata: 'x'.repeat(1025) }],
    ['a correlation id of 129 characters', { correlation_id: 'x'.repeat(129) }],
    ['a callback URL that is none', { callback_url: 'nowhere' }],
    ['no SMS identity', identities([{ channel: 'WHATSAPP', identity: '+15551230001' }])],
    ['no phone number', identities([{ channel: 'SMS', identity: 'Ann' }])],
  ])('%s', async (_name, more) => {
    const emulator = await emulate();
    const sending = conversationSdk(emulator).sendTextMessage(messageTo('+15551230001', more as object));
    await expect(sending).rejects.toMatchObject(refusal(400, 'INVALID_ARGUMENT'));
    expect(emulator.messages).toEqual([]);
  });

  test('metadata, correlation id and ttl at their very limits are accepted', async () => {
    const limits = { message_metadata: 'x'.repeat(1024), correlation_id: 'x'.repeat(128), ttl: 10 };
    const sending = conversationSdk(await emulate()).sendTextMessage(messageTo('+15551230001', limits));
    await expect(sending).resolves.toMatchObject({ message_id: expect.any(String) });
  });

  test('an unknown app', async () => {
    const sending = conversationSdk(await emulate()).sendTextMessage(
      messageTo('+15551230001', { app_id: 'x' }),
    );
    await expect(sending).rejects.toMatchObject(refusal(404, 'NOT_FOUND'));
  });

  test('what is not imitated', async () => {
    const listing = conversationSdk(await emulate()).list({});
    await expect(listing).rejects.toMatchObject(refusal(501, 'UNIMPLEMENTED'));
  });
});

function identities(channel_identities: object[]) {
  return { recipient: { identified_by: { channel_identities } } };
}

describe('credentials', () => {
  test.each([
    ["a service plan's token", `Bearer ${PLAN.apiToken}`],
    ['none', ''],
  ])('%s', async (_name, authorization) => {
    const { url } = await emulate();
    for (const account of [PROJECT.projectId, PLAN.servicePlanId]) {
      const answer = await fetch(`${url}/v1/projects/${account}/messages:send`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: '{}',
      });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ error: { code: 401, status: 'UNAUTHENTICATED' } });
    }
  });

  test('a token that has expired is asked for anew by the SDK', async () => {
    let now = Date.now();
    const emulator = await emulate({ clock: { now: () => now, after: () => () => undefined } });
    const sdk = conversationSdk(emulator);
    await sdk.sendTextMessage(messageTo('+15551230001'));
    now += 3_600_000;
    await sdk.sendTextMessage(messageTo('+15551230001'));
    expect(emulator.messages).toHaveLength(2);
  });
});

describe('the kind of account', () => {
  const toVerified = '+15551230001';
  const verifiedNumbers = new Set(['15551230001']);
  const sms = (emulator: { url: string }, credentials: object, to: string) =>
    sinchSdk(emulator, credentials).batches.send(textTo([to]));
  const conversation = (emulator: { url: string }, to: string) =>
    conversationSdk(emulator).sendTextMessage(messageTo(to));

  test('a project too new for the SMS API: its key is refused there, and there alone', async () => {
    const emulator = await emulate({ projectTooNew: true });
    await expect(sms(emulator, PROJECT, toVerified)).rejects.toMatchObject({ statusCode: 401, data: '{}' });
    await expect(sms(emulator, PLAN, toVerified)).resolves.toMatchObject({ to: ['15551230001'] });
    await expect(conversation(emulator, toVerified)).resolves.toMatchObject({
      message_id: expect.any(String),
    });
  });

  test('blocked: 403 from both, whatever is asked', async () => {
    const emulator = await emulate({ blocked: true });
    const blocked = { statusCode: 403, data: expect.stringContaining('blocked_account') };
    await expect(sms(emulator, PROJECT, toVerified)).rejects.toMatchObject(blocked);
    await expect(sinchSdk(emulator, PLAN).batches.list()).rejects.toMatchObject(blocked);
    await expect(conversation(emulator, toVerified)).rejects.toMatchObject(refusal(403, 'PERMISSION_DENIED'));
  });

  test('in another region: 401 from the SMS API, 404 from the Conversation API', async () => {
    const emulator = await emulate({ wrongRegion: true });
    await expect(sms(emulator, PLAN, toVerified)).rejects.toMatchObject({ statusCode: 401, data: '{}' });
    await expect(conversation(emulator, toVerified)).rejects.toMatchObject(refusal(404, 'NOT_FOUND'));
  });

  test('in test mode: verified numbers alone', async () => {
    const emulator = await emulate({ verifiedNumbers });
    await expect(sms(emulator, PLAN, toVerified)).resolves.toBeDefined();
    await expect(conversation(emulator, toVerified)).resolves.toBeDefined();
    await expect(sms(emulator, PLAN, '+15551230002')).rejects.toMatchObject({ statusCode: 403 });
    await expect(conversation(emulator, '+15551230002')).rejects.toMatchObject({ statusCode: 403 });
  });

  test('without an app: every app is unknown', async () => {
    const emulator = await emulate({ conversationAppId: undefined });
    const sending = conversationSdk(emulator).sendTextMessage(messageTo(toVerified, { app_id: APP }));
    await expect(sending).rejects.toMatchObject(refusal(404, 'NOT_FOUND'));
  });
});
