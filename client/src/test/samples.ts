import type {
  Budget,
  CallbackHealth,
  HistoryEntry,
  Message,
  MessageSummary,
  Recipient,
  Reply,
  Setup,
} from '@sinch-callback-app/server/contract';

export const LOCAL: Setup = {
  sinch: 'local',
  transport: 'sms',
  callbackUrl: 'http://127.0.0.1:3001/webhooks/sinch/delivery',
  defaultFrom: '+12025550123',
  allowedCountries: null,
};

export const recipientOf = (part: Partial<Recipient> = {}): Recipient => ({
  recipient: '+15550100001',
  messageId: '01JDATCHBATCH0000000000001',
  status: 'QUEUED',
  code: null,
  reason: null,
  final: false,
  conflict: false,
  updatedAt: '2026-11-23T08:00:00.000Z',
  callbackCount: 0,
  history: [],
  ...part,
});

/** Of a callback, on its way for a tenth of a second. */
export const entryOf = (part: Partial<HistoryEntry> = {}): HistoryEntry => ({
  status: 'Dispatched',
  code: 401,
  reason: null,
  at: '2026-11-23T08:00:01.000Z',
  receivedAt: '2026-11-23T08:00:01.100Z',
  source: 'callback',
  operatorAt: null,
  signedAt: '2026-11-23T08:00:01.000Z',
  repeats: 0,
  ...part,
});

export const messageOf = (part: Partial<Message> = {}): Message => ({
  id: '01JD0000000000000000000001',
  messageId: '01JDATCHBATCH0000000000001',
  transport: 'sms',
  state: 'accepted',
  refusal: null,
  from: null,
  message: 'Your parcel arrives today.',
  createdAt: '2026-11-23T08:00:00.000Z',
  sentAt: '2026-11-23T08:00:00.000Z',
  sendAt: null,
  expireAt: null,
  canceledAt: null,
  sentBy: null,
  canceledBy: null,
  resendOf: null,
  version: 1,
  final: false,
  resends: [],
  recipients: [recipientOf()],
  ...part,
});

/** As the list shows it: the first three recipients. */
export function summaryOf({ resends: _resends, ...message }: Message): MessageSummary {
  const counts: MessageSummary['counts'] = {};
  for (const { status } of message.recipients)
    if (status !== null) counts[status] = (counts[status] ?? 0) + 1;
  return {
    ...message,
    recipientCount: message.recipients.length,
    counts,
    recipients: message.recipients.slice(0, 3),
  };
}

export const replyOf = (part: Partial<Reply> = {}): Reply => ({
  id: '01JDREPLY00000000000000001',
  from: '+15550100001',
  to: '+12025550123',
  body: 'Yes, please.',
  at: '2026-11-23T08:05:00.000Z',
  receivedAt: '2026-11-23T08:05:00.400Z',
  ...part,
});

/** Of an account that signs, with one secret. */
export const healthOf = (part: Partial<CallbackHealth> = {}): CallbackHealth => ({
  since: '2026-11-23T07:00:00.000Z',
  auth: 'signature',
  secrets: [{ name: 'current', lastMatchedAt: null }],
  unsignedAt: null,
  diagnosis: null,
  ...part,
});

/** Of a day that lasts for another three hours. */
export const budgetOf = (part: Partial<Budget> = {}): Budget => ({
  partsPerDay: 5000,
  partsToday: 12,
  resetsAt: new Date(Date.now() + 3 * 3_600_000).toISOString(),
  ...part,
});
