/** Everything that Sinch posts, byte for byte, through the real route: what it is read as, and what it changes. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createTokens } from '../src/callbacks/token.ts';
import type { CallbackReport } from '../src/messages/report.ts';
import type { Callback, Store } from '../src/store/store.ts';
import { createMemoryStore } from '../src/store/memory/memory.ts';
import { SECRET, startApp } from './harness.ts';
import type { TestApp } from './harness.ts';
import { postCallback, signedHeaders } from './sinch-callback.ts';
import { T0, each, insert, read, took } from './store-fixtures.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures/callbacks');
const bytesOf = (name: string): Buffer => readFileSync(join(FIXTURES, `${name}.json`));

type Said = Pick<Callback, 'type' | 'sinchId' | 'reference' | 'reports' | 'unreadable'> & {
  reply: Omit<NonNullable<Callback['reply']>, 'receivedAt'> | null;
};

const nothing = { sinchId: null, reference: null, reports: [], reply: null, unreadable: 0 };

const at = Date.UTC(2025, 0, 13, 9, 22, 40, 914);
const FRENCH = '+33662162466';
const french: CallbackReport = {
  recipient: FRENCH,
  status: 'DELIVERED',
  code: 0,
  reason: null,
  at,
  operatorAt: null,
};
/** Beside what was said: cut to the minute. */
const byOperator = { operatorAt: Date.UTC(2025, 0, 13, 9, 22) };
const recipient = (report: Partial<CallbackReport> = {}, type = 'recipient_delivery_report_sms'): Said => ({
  ...nothing,
  type,
  sinchId: '01JHFFHQ0P99JPPNQPJDV7JTBP',
  reference: 'a client reference',
  reports: [{ ...french, ...report }],
});

const inBatch = (number: string, status: string, code: number): CallbackReport => ({
  recipient: number,
  status,
  code,
  reason: null,
  at: null,
  operatorAt: null,
});
const batch = (type: string, reports: CallbackReport[]): Said => ({
  ...nothing,
  type,
  sinchId: '01FC66621XXXXX119Z8PMV1QPQ',
  reference: 'ref',
  reports,
});
const THREE = [
  inBatch('+123456789', 'QUEUED', 400),
  inBatch('+44231235674', 'DELIVERED', 0),
  inBatch('+44231235675', 'DELIVERED', 0),
];

const HELLO = {
  sinchId: '01W4FFL35P4NC4K35SMSBATCH8',
  from: '+12015555555',
  to: '+12017777777',
  text: 'Hello John! 👋',
  at: Date.UTC(2024, 5, 6, 7, 52, 37, 386),
};

const eventAt = Date.UTC(2020, 10, 17, 16, 1, 7);
const NUMBER = '+12345678910';
const conversation = (report: Partial<CallbackReport>, reference: string | null = '…'): Said => ({
  ...nothing,
  type: 'message_delivery_report',
  sinchId: '01EQBF0BT63J7S1FEKJZ0Z08VD',
  reference,
  reports: [
    {
      recipient: NUMBER,
      status: 'DELIVERED',
      code: null,
      reason: null,
      at: eventAt,
      operatorAt: null,
      ...report,
    },
  ],
});
const FRACTIONS = Object.fromEntries(
  Array.from({ length: 10 }, (_, digits) => {
    const milliseconds = Number('123'.slice(0, digits).padEnd(3, '0'));
    return [`conversation-fraction-${digits}`, conversation({ at: eventAt + milliseconds })];
  }),
);
const HI = {
  sinchId: '01EQ8235TD19N21XQTH12B145D',
  from: NUMBER,
  to: '+12017777777',
  text: 'Hi! 👋',
  at: eventAt,
};

const EXPECTED: Record<string, Said> = {
  'recipient-sms': recipient(byOperator),
  'recipient-plus': recipient(byOperator),
  'recipient-code-as-text': recipient(byOperator),
  'recipient-upper-case': recipient(byOperator),
  'recipient-every-field': recipient(byOperator),
  'recipient-queued': recipient({ status: 'QUEUED', code: 400 }),
  'recipient-dispatched': recipient({ status: 'DISPATCHED', code: 401 }),
  'recipient-aborted': recipient({ status: 'ABORTED', code: 412 }),
  'recipient-unknown-word': recipient({ status: 'Teleported', code: 777 }),
  'recipient-mms': recipient({ status: 'FAILED', code: 414, ...byOperator }, 'recipient_delivery_report_mms'),
  'batch-full-sms': batch('delivery_report_sms', THREE),
  'batch-summary-sms': batch('delivery_report_sms', []),
  'batch-full-mms': batch('delivery_report_mms', THREE),
  'batch-summary-mms': batch('delivery_report_mms', []),
  'mo-text': { ...nothing, type: 'mo_text', reply: HELLO },
  'mo-text-every-field': { ...nothing, type: 'mo_text', reply: { ...HELLO, to: '54321' } },
  'mo-binary': { ...nothing, type: 'mo_binary' },
  'mo-media': { ...nothing, type: 'mo_media' },
  'conversation-failed': conversation({
    status: 'FAILED',
    reason: 'RECIPIENT_NOT_REACHABLE/UNSPECIFIED_SUB_CODE',
  }),
  'conversation-queued-on-channel': conversation({ status: 'QUEUED_ON_CHANNEL' }),
  'conversation-delivered': conversation({}),
  'conversation-read': conversation({ status: 'READ' }),
  'conversation-switching-channel': conversation({
    status: 'SWITCHING_CHANNEL',
    reason: 'CHANNEL_FAILURE/UNSPECIFIED_SUB_CODE',
  }),
  'conversation-unknown-word': conversation({ status: 'TELEPORTED' }),
  'conversation-dispatch-mode': conversation({}),
  'conversation-reason-without-sub-code': conversation({ status: 'FAILED', reason: 'MESSAGE_EXPIRED' }),
  'conversation-metadata-inside': conversation({}, 'our reference'),
  'conversation-correlation-id': conversation({}, 'our reference'),
  'conversation-sparse': conversation({ recipient: null, at: null }, null),
  'conversation-identity-of-messenger': conversation({ recipient: null }),
  ...FRACTIONS,
  'conversation-message': { ...nothing, type: 'message', reply: HI },
  'conversation-message-media': { ...nothing, type: 'message' },
  'conversation-event': { ...nothing, type: 'event' },
  'conversation-event-delivery': { ...nothing, type: 'event_delivery_report' },
  'conversation-capability': { ...nothing, type: 'capability_notification' },
  'conversation-opt-in': { ...nothing, type: 'opt_in_notification' },
  'conversation-contact-create': { ...nothing, type: 'contact_create_notification' },
  'type-unknown': { ...nothing, type: 'recipient_delivery_report_fax' },
  'type-missing': { ...nothing, type: '' },
};
const NAMES = Object.keys(EXPECTED);

let app: TestApp;
let stop: () => Promise<void> = async () => {};
/** What the route handed to the store. */
let recorded: Callback[];
afterEach(() => stop());

async function start(env: Record<string, string> = {}, now?: () => number): Promise<Store> {
  const store = createMemoryStore();
  recorded = [];
  const watched: Store = {
    ...store,
    recordCallback: (callback) => {
      recorded.push(callback);
      return store.recordCallback(callback);
    },
  };
  app = await startApp({ store: watched, env, ...(now && { now }) });
  stop = () => app.close();
  return store;
}

/** A message that Sinch knows by the id, with the recipients, that a callback names. */
async function sendFor(store: Store, { type, sinchId, reports }: Said): Promise<string> {
  const numbers = reports.map((report) => report.recipient ?? NUMBER);
  const recipients = numbers.length === 0 ? [FRENCH] : numbers;
  const isConversation = type === 'message_delivery_report';
  const { id } = await insert(store, { recipients, transport: isConversation ? 'conversation' : 'sms' });
  await store.settleSend(
    id,
    isConversation
      ? each(took(recipients[0]!, sinchId ?? 'M1'))
      : { state: 'accepted', sinchId: sinchId ?? 'B1', expireAt: null, at: T0 },
  );
  return id;
}

/** What the recipients then show; a word of Sinch's that nobody knows shows as UNKNOWN. */
const shown = ({ reports }: Said): string[] =>
  reports.length === 0
    ? ['QUEUED']
    : reports.map(({ status }) => (status.toUpperCase() === 'TELEPORTED' ? 'UNKNOWN' : status));

it('there is a promise for each fixture', () => {
  const files = readdirSync(FIXTURES).filter((file) => file.endsWith('.json'));
  expect(files.toSorted()).toEqual(NAMES.map((name) => `${name}.json`).toSorted());
});

describe.each(NAMES)('%s', (name) => {
  const said = EXPECTED[name]!;
  const body = bytesOf(name);

  it('signed, it is answered 200, read whole, and changes what it is about', async () => {
    const store = await start();
    const id = await sendFor(store, said);
    expect((await postCallback(app, body)).status).toBe(200);
    const { received, reply, ...callback } = recorded[0]!;
    const { receivedAt, ...withoutReceipt } = reply ?? {};
    expect({ ...callback, reply: reply && withoutReceipt }).toEqual({ ...said, confinedTo: null });
    expect(reply === null || receivedAt === received.receivedAt).toBe(true);
    expect(received.body.equals(body)).toBe(true);
    expect((await read(store, id)).recipients.map(({ status }) => status)).toEqual(shown(said));
    const replies = await store.listReplies({ of: null, limit: 10, after: null });
    expect(replies.map(({ text }) => text)).toEqual(said.reply ? [said.reply.text] : []);
  });

  it('unsigned, with the token of its message, it speaks of that alone and brings no reply', async () => {
    const store = await start({ SINCH_CALLBACK_AUTH: 'signature-or-token' });
    const id = await sendFor(store, said);
    const url = `${app.url}/webhooks/sinch/delivery?token=${createTokens([SECRET]).issue(id)}`;
    expect((await fetch(url, { method: 'POST', body: new Uint8Array(body) })).status).toBe(200);
    const { received, ...callback } = recorded[0]!;
    const isReport =
      said.type.includes('delivery_report') &&
      !['type-unknown', 'conversation-event-delivery'].includes(name);
    expect(callback).toEqual({
      ...said,
      reference: isReport ? id : null,
      reply: null,
      confinedTo: id,
    });
    expect(received).toMatchObject({
      signature: '',
      timestamp: '',
      nonce: expect.stringMatching(/^unsigned:/),
    });
    expect((await read(store, id)).recipients.map(({ status }) => status)).toEqual(shown(said));
    expect(await store.listReplies({ of: null, limit: 10, after: null })).toEqual([]);
  });

  it('with one byte changed on its way it is refused', async () => {
    await start();
    const changed = Buffer.from(body);
    changed[changed.length - 1] = 0x20;
    expect((await postCallback(app, changed, signedHeaders(body))).status).toBe(401);
    expect(recorded).toEqual([]);
  });
});

it('the published callback is taken with its published signature, at its time', async () => {
  const timestamp = '1736760161';
  const store = await start({ SINCH_WEBHOOK_SECRET: 'SMSWebhooksSecret' }, () => Number(timestamp) * 1000);
  const id = await sendFor(store, EXPECTED['recipient-sms']!);
  const body = bytesOf('recipient-sms');
  expect(body).toHaveLength(252);
  const response = await postCallback(app, body, {
    'x-sinch-webhook-signature': 'ZoHei66PPN/kZjw7hFVfGhJOnml3iGNCMWoyQVcE5o0=',
    'x-sinch-webhook-signature-nonce': '01JHFFHWYY7HSS4FWTMDTQEK8V',
    'x-sinch-webhook-signature-timestamp': timestamp,
    'x-sinch-webhook-signature-algorithm': 'HmacSHA256',
  });
  expect(response.status).toBe(200);
  expect((await read(store, id)).recipients[0]?.status).toBe('DELIVERED');
});
