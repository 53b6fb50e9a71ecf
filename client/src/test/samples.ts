import type { Message, MessageSummary, Recipient, Setup } from '@sinch-callback-app/server/contract';

export const LOCAL: Setup = {
  sinch: 'local',
  transport: 'sms',
  callbackUrl: 'http://127.0.0.1:3001/webhooks/sinch/delivery',
  defaultFrom: '+12025550123',
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
  version: 1,
  final: false,
  recipients: [recipientOf()],
  ...part,
});

/** As the list shows it: the first three recipients. */
export function summaryOf(message: Message): MessageSummary {
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
