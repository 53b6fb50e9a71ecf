/**
 * What the SDK declares of each answer, and whether the emulator gives it. The tables are complete by their types: a
 * field that the SDK comes to declare does not compile until it is decided here.
 */
import { ConversationCallbackWebhooks, SmsCallbackWebhooks } from '@sinch/sdk-core';
import type { Conversation, Sms } from '@sinch/sdk-core';
import { expect, test } from 'vitest';
import type { EmulatorOptions } from './options.ts';
import type { Receiver } from './test-kit.ts';
import {
  APP,
  appSdk,
  conversationSdk,
  emulate,
  handClock,
  messageTo,
  receive,
  SECRET,
  sinchSdk,
  textTo,
} from './test-kit.ts';

type Kind = 'text' | 'number' | 'boolean' | 'instant' | 'list' | 'object';
type AnyKey<T> = T extends unknown ? keyof T : never;
/** `never`: not imitated. */
type Fields<T> = Record<AnyKey<T>, Kind | 'never'>;

function kindOf(value: unknown): Kind | 'never' {
  if (value === undefined) return 'never';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'never' : 'instant';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' || typeof value === 'boolean' ? (typeof value as Kind) : 'object';
}

/** Each declared field is of its kind, and there is none that the SDK does not know. */
function expectModel<T extends object>(answer: T | undefined, fields: Fields<T>): void {
  const given: Record<string, unknown> = { ...answer };
  const kinds = Object.keys({ ...fields, ...given }).map((name) => [name, kindOf(given[name])]);
  expect(Object.fromEntries(kinds)).toEqual(fields);
}

const BATCH: Fields<Sms.TextResponse> = {
  id: 'text',
  to: 'list',
  from: 'text',
  canceled: 'boolean',
  parameters: 'object',
  body: 'text',
  type: 'text',
  created_at: 'instant',
  modified_at: 'instant',
  delivery_report: 'text',
  send_at: 'instant',
  expire_at: 'instant',
  callback_url: 'text',
  client_reference: 'text',
  feedback_enabled: 'boolean',
  flash_message: 'boolean',
  truncate_concat: 'boolean',
  max_number_of_message_parts: 'number',
  from_ton: 'number',
  from_npi: 'number',
};

const RECIPIENT_REPORT: Fields<Sms.RecipientDeliveryReport> = {
  applied_originator: 'never',
  at: 'instant',
  batch_id: 'text',
  client_reference: 'text',
  code: 'number',
  encoding: 'never',
  number_of_message_parts: 'number',
  operator: 'never',
  operator_status_at: 'instant',
  recipient: 'text',
  status: 'text',
  type: 'text',
};

const IDENTITY: Fields<Conversation.ChannelIdentity> = { app_id: 'text', channel: 'text', identity: 'text' };

/** With everything that a send may have. */
async function sendAll({ url }: Pick<Receiver, 'url'>, options: Partial<EmulatorOptions> = {}) {
  const emulator = await emulate(options);
  const sms = sinchSdk(emulator);
  const sent = await sms.batches.send(
    textTo(['+15551230001', '+15551230002'], {
      body: 'Hello ${name}',
      parameters: { name: { default: 'friend' } },
      delivery_report: 'per_recipient_final',
      client_reference: 'ref-1',
      send_at: new Date(Date.now() + 1_000),
      expire_at: new Date(Date.now() + 60_000),
      feedback_enabled: true,
      flash_message: false,
      truncate_concat: false,
      max_number_of_message_parts: 3,
      from_ton: 1,
      from_npi: 1,
      callback_url: url,
    }),
  );
  const batch_id = sent.id ?? '';
  const { batches, deliveryReports } = sms;
  return { emulator, batches, deliveryReports, sent, batch_id };
}

const textResponse = (batch: Sms.SendSMSResponse | undefined) => batch as Sms.TextResponse | undefined;

test('batches: send, get, list, cancel', async () => {
  const { batches, sent, batch_id } = await sendAll(await receive(), { clock: handClock() });
  expectModel(textResponse(sent), BATCH);
  expectModel(textResponse(await batches.get({ batch_id })), BATCH);
  const list = await batches.list();
  expect(list.data).toHaveLength(1);
  expectModel(textResponse(list.data[0]), BATCH);
  expectModel(textResponse(await batches.cancel({ batch_id })), BATCH);
});

test('batches: the raw list', async () => {
  const { emulator } = await sendAll(await receive());
  const answer = await rawList(emulator.url, 'batches');
  const fields: Fields<Sms.ApiBatchList> = {
    count: 'number',
    page: 'number',
    page_size: 'number',
    batches: 'list',
  };
  expectModel<Sms.ApiBatchList>(answer, fields);
});

test('batches: dryRun', async () => {
  const { batches } = sinchSdk(await emulate());
  const dryRunRequestBody = textTo(['+15551230001'], { body: 'x'.repeat(161) }).sendSMSRequestBody;
  const answer = await batches.dryRun({ per_recipient: true, dryRunRequestBody });
  expectModel<Sms.DryRunResponse>(answer, {
    number_of_recipients: 'number',
    number_of_messages: 'number',
    per_recipient: 'list',
  });
  expectModel<Sms.DryRunResponsePerRecipientInner>(answer.per_recipient?.[0], {
    recipient: 'text',
    number_of_parts: 'number',
    body: 'text',
    encoding: 'text',
  });
});

test('deliveryReports: get, getForNumber, list', async () => {
  const { emulator, deliveryReports, batch_id } = await sendAll(await receive());
  await emulator.idle();
  const report = await deliveryReports.get({ batch_id, type: 'full' });
  expectModel<Sms.DeliveryReport>(report, {
    batch_id: 'text',
    client_reference: 'text',
    statuses: 'list',
    total_message_count: 'number',
    type: 'text',
  });
  expectModel<Sms.MessageDeliveryStatus>(report.statuses[0], {
    code: 'number',
    count: 'number',
    recipients: 'list',
    status: 'text',
  });
  const one = await deliveryReports.getForNumber({ batch_id, phone_number: '15551230001' });
  expectModel(one, RECIPIENT_REPORT);
  const list = await deliveryReports.list();
  expect(list.data).toHaveLength(2);
  for (const each of list.data) expectModel(each, RECIPIENT_REPORT);
  expectModel<Sms.DeliveryReportList>(await rawList(emulator.url, 'delivery_reports'), {
    count: 'number',
    page: 'number',
    page_size: 'number',
    delivery_reports: 'list',
  });
});

async function rawList(url: string, name: string): Promise<object> {
  const token = await fetch(`${url}/oauth2/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa('key-1:key-secret-1')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });
  const { access_token } = (await token.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${access_token}` };
  return (await (await fetch(`${url}/xms/v1/project-1/${name}`, { headers })).json()) as object;
}

test('a delivery report that is called back', async () => {
  const receiver = await receive();
  const { emulator } = await sendAll(receiver);
  await emulator.idle();
  const [first] = receiver.received;
  const event = new SmsCallbackWebhooks(SECRET).parseEvent(first?.body);
  expectModel(event as unknown as Sms.RecipientDeliveryReport, RECIPIENT_REPORT);
});

test('a reply that is called back', async () => {
  const receiver = await receive();
  const emulator = await emulate({ defaultCallbackUrl: receiver.url });
  await reply(emulator.url, 'sms');
  await emulator.idle();
  const event = new SmsCallbackWebhooks(SECRET).parseEvent(receiver.received[0]?.body);
  expectModel<Sms.MOText>(event as unknown as Sms.MOText, {
    body: 'text',
    client_reference: 'never',
    from: 'text',
    id: 'text',
    operator_id: 'text',
    received_at: 'instant',
    sent_at: 'never',
    to: 'text',
    type: 'text',
  });
});

async function reply(url: string, api: string): Promise<void> {
  await fetch(`${url}/_emulator/replies`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: '15551230001', to: '15550001111', body: 'Yes', api }),
  });
}

test('messages: send, get', async () => {
  const messages = conversationSdk(await emulate());
  const sent = await messages.sendTextMessage(messageTo('+15551230001'));
  expectModel<Conversation.SendMessageResponse>(sent, { accepted_time: 'instant', message_id: 'text' });
  const message = await messages.get({ message_id: sent.message_id ?? '' });
  expectModel<Conversation.ConversationMessage>(message, {
    accept_time: 'instant',
    app_message: 'object',
    channel_identity: 'object',
    contact_id: 'text',
    contact_message: 'never',
    conversation_id: 'text',
    direction: 'text',
    id: 'text',
    injected: 'boolean',
    message_status: 'never',
    metadata: 'text',
    processing_mode: 'text',
    sender_id: 'text',
  });
  expectModel(message.channel_identity, IDENTITY);
});

test('apps: get, list', async () => {
  const apps = appSdk(await emulate());
  const app = await apps.get({ app_id: APP });
  const fields: Fields<Conversation.AppResponse> = {
    callback_settings: 'object',
    channel_credentials: 'list',
    conversation_metadata_report_view: 'never',
    delivery_report_based_fallback: 'never',
    dispatch_retention_policy: 'never',
    display_name: 'text',
    id: 'text',
    message_retry_settings: 'never',
    message_search: 'never',
    persist_message_status: 'never',
    processing_mode: 'text',
    queue_stats: 'never',
    rate_limits: 'never',
    retention_policy: 'never',
    smart_conversation: 'never',
  };
  expectModel<Conversation.AppResponse>(app, fields);
  expect((await apps.list()).apps).toEqual([app]);
});

const EVENT = {
  app_id: 'text',
  project_id: 'text',
  message_metadata: 'text',
  // The SDK's parser revives no dates.
  accepted_time: 'text',
  event_time: 'text',
  // Not on the wire: the SDK's parser adds it.
  trigger: 'text',
} as const;

test('a message_delivery_report that is called back', async () => {
  const receiver = await receive();
  const emulator = await emulate();
  const request = messageTo('+15551230003', { callback_url: receiver.url });
  await conversationSdk(emulator).sendTextMessage(request);
  await emulator.idle();
  const event = new ConversationCallbackWebhooks(SECRET).parseEvent(receiver.received[0]?.body);
  const receipt = event as unknown as Conversation.MessageDeliveryReceiptEvent;
  expectModel(receipt, { ...EVENT, correlation_id: 'text', message_delivery_report: 'object' });
  expectModel(receipt.message_delivery_report, {
    message_id: 'text',
    conversation_id: 'text',
    status: 'text',
    channel_identity: 'object',
    contact_id: 'text',
    reason: 'object',
    metadata: 'text',
    processing_mode: 'text',
  });
  expectModel(receipt.message_delivery_report?.reason, {
    code: 'text',
    description: 'text',
    sub_code: 'text',
  });
  expectModel(receipt.message_delivery_report?.channel_identity, IDENTITY);
});

test('an inbound message that is called back', async () => {
  const receiver = await receive();
  const emulator = await emulate({ defaultCallbackUrl: receiver.url });
  await reply(emulator.url, 'conversation');
  await emulator.idle();
  const event = new ConversationCallbackWebhooks(SECRET).parseEvent(receiver.received[0]?.body);
  const inbound = event as unknown as Conversation.MessageInboundEvent;
  expectModel(inbound, { ...EVENT, correlation_id: 'never', message: 'object' });
  expectModel(inbound.message, {
    accept_time: 'text',
    channel_identity: 'object',
    contact_id: 'text',
    contact_message: 'object',
    conversation_id: 'text',
    direction: 'text',
    id: 'text',
    injected: 'boolean',
    metadata: 'text',
    processing_mode: 'text',
    sender_id: 'text',
  });
});
