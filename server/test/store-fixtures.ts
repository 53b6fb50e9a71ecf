/** Messages and callbacks to fill a store with. */
import type { MessageDraft, ReplyRecord, StoredMessage } from '../src/messages/message.ts';
import type { RecipientOutcome } from '../src/sinch/gateway.ts';
import type { Callback, Retention, Settlement, Store } from '../src/store/store.ts';

export const T0 = Date.UTC(2026, 10, 23, 8);
export const ANN = '+12025550101';
export const BOB = '+12025550102';
/** More parts than any test takes. */
export const MANY = 1_000_000;
/** Drops nothing. */
export const KEEP: Retention = { nonces: T0, orphans: T0, inbox: T0, inboxCount: 1000, messages: null };

let drafts = 0;
let nonces = 0;

export const draft = (fields: Partial<MessageDraft> = {}): MessageDraft => ({
  id: `01J000000000000000000${String((drafts += 1)).padStart(5, '0')}`,
  transport: 'sms',
  recipients: [ANN],
  from: '+12025550123',
  text: 'Hello',
  sendAt: null,
  expireAt: null,
  sentBy: null,
  resendOf: null,
  parts: 1,
  idempotency: null,
  createdAt: T0,
  ...fields,
});

type CallbackFields = Partial<Omit<Callback, 'received'>> & { nonce?: string; receivedAt?: number };

export const callback = ({
  nonce = `nonce-${(nonces += 1)}`,
  receivedAt = T0 + 1000,
  ...fields
}: CallbackFields = {}): Callback => ({
  type: 'recipient_delivery_report_sms',
  sinchId: 'B1',
  reference: null,
  reports: [],
  reply: null,
  confinedTo: null,
  unreadable: 0,
  received: { receivedAt, nonce, signature: 's', timestamp: '1', body: Buffer.from('{}') },
  ...fields,
});

/** As the Conversation API posts it: about one recipient, by an id of its own. */
export const conversationCallback = (fields: CallbackFields = {}): Callback =>
  callback({ type: 'message_delivery_report', ...fields });

let replies = 0;

export const replyRecord = (fields: Partial<ReplyRecord> = {}): ReplyRecord => ({
  sinchId: `R${(replies += 1)}`,
  from: ANN,
  to: '+12025550123',
  text: 'Yes, please 👋',
  at: T0 + 1,
  receivedAt: T0 + 1000,
  ...fields,
});

export const replyCallback = (fields: Partial<ReplyRecord> = {}, rest: CallbackFields = {}): Callback => {
  const reply = replyRecord(fields);
  return callback({ type: 'mo_text', sinchId: null, reply, receivedAt: reply.receivedAt, ...rest });
};

export const delivered = (recipient = ANN, at: number | null = T0) => ({
  recipient,
  status: 'DELIVERED',
  code: 0,
  reason: null,
  at,
  operatorAt: null,
});
/** Of a callback that names nobody. */
export const unnamed = (status: string, at: number | null = T0) => ({
  recipient: null,
  status,
  code: null,
  reason: null,
  at,
  operatorAt: null,
});
export const failed = (recipient = ANN) => ({
  recipient,
  status: 'FAILED',
  code: 150,
  reason: null,
  at: T0,
  operatorAt: null,
});

/** What the history says of a send that Sinch took. */
export const queuedAt = (receivedAt: number) => ({
  status: 'QUEUED',
  code: null,
  reason: null,
  at: null,
  operatorAt: null,
  signedAt: null,
  receivedAt,
  source: 'send',
  repeats: 0,
});

export async function insert(store: Store, fields: Partial<MessageDraft> = {}): Promise<StoredMessage> {
  const outcome = await store.insertMessage(draft(fields), MANY);
  if (outcome.kind !== 'inserted') throw new Error(`not inserted: ${outcome.kind}`);
  return outcome.message;
}

export async function send(
  store: Store,
  sinchId: string,
  fields: Partial<MessageDraft> = {},
): Promise<StoredMessage> {
  const { id } = await insert(store, fields);
  return store.settleSend(id, { state: 'accepted', sinchId, expireAt: T0 + 5000, at: T0 + 10 });
}

/** Each under an id of its own, at `T0 + 10`. */
export const each = (...recipients: RecipientOutcome[]): Settlement => ({
  state: 'accepted_each',
  recipients,
  at: T0 + 10,
});
export const took = (recipient: string, sinchId: string): RecipientOutcome => ({
  kind: 'accepted',
  recipient,
  sinchId,
});

/** How many recipients took at most so many seconds of a bound, by the bound. */
export async function deliveriesOf(store: Store): Promise<Record<string, number>> {
  const { deliveries } = await store.readOutcomes({ from: 3_600_000, before: T0 + 3_600_000 });
  return Object.fromEntries(
    deliveries.filter(({ count }) => count > 0).map(({ upToSeconds, count }) => [upToSeconds, count]),
  );
}

export async function read(store: Store, id: string): Promise<StoredMessage> {
  const message = await store.readMessage(id);
  if (message === null) throw new Error('the message is gone');
  return message;
}
