import type { Overview, ReceivedCallback } from '@sinch-callback-app/server/contract';

const NOTHING = { messages: 0, recipients: 0, counts: {}, refused: 0, waiting: 0 };

/** Of two days, as the server would compute it. */
export const overviewOf = (part: Partial<Overview> = {}): Overview => ({
  from: '2026-11-21T00:00:00.000Z',
  before: '2026-11-23T08:00:00.000Z',
  bucket: 'day',
  series: [
    {
      at: '2026-11-21T00:00:00.000Z',
      messages: 4,
      recipients: 40,
      counts: { DELIVERED: 36, FAILED: 3 },
      refused: 1,
      waiting: 0,
    },
    { at: '2026-11-22T00:00:00.000Z', ...NOTHING },
    {
      at: '2026-11-23T00:00:00.000Z',
      messages: 3,
      recipients: 20,
      counts: { DELIVERED: 9, UNKNOWN: 1, CANCELLED: 2, DISPATCHED: 5 },
      refused: 0,
      waiting: 3,
    },
  ],
  total: {
    messages: 7,
    recipients: 60,
    counts: { DELIVERED: 45, FAILED: 3, UNKNOWN: 1, CANCELLED: 2, DISPATCHED: 5 },
    refused: 1,
    waiting: 3,
  },
  timeToDelivery: {
    count: 44,
    medianSeconds: 5,
    p95Seconds: 60,
    histogram: [
      { upToSeconds: 5, count: 30 },
      { upToSeconds: 60, count: 12 },
      { upToSeconds: 3600, count: 1 },
      { upToSeconds: null, count: 1 },
    ],
  },
  failures: [
    { status: 'FAILED', code: 402, reason: null, count: 2 },
    { status: 'FAILED', code: null, reason: null, count: 1 },
  ],
  refusals: [{ code: 'illegal_number', count: 1 }],
  ...part,
});

export const emptyOverview = (): Overview =>
  overviewOf({
    series: [{ at: '2026-11-23T00:00:00.000Z', ...NOTHING }],
    total: NOTHING,
    timeToDelivery: { count: 0, medianSeconds: null, p95Seconds: null, histogram: [] },
    failures: [],
    refusals: [],
  });

const BODY = JSON.stringify({
  type: 'recipient_delivery_report_sms',
  batch_id: '01JDATCHBATCH0000000000001',
  recipient: '15550100001',
  status: 'Delivered',
  code: 0,
});

/** One that was taken in. */
export const callbackOf = (part: Partial<ReceivedCallback> = {}): ReceivedCallback => ({
  id: '1',
  receivedAt: '2026-11-23T08:00:01.000Z',
  accepted: true,
  verdict: 'stored',
  type: 'recipient_delivery_report_sms',
  message: '01JD0000000000000000000001',
  answer: 200,
  headers: [
    { name: 'x-sinch-webhook-signature', value: 'c2lnbmF0dXJlIG9mIHRoaXMgY2FsbGJhY2sgaGVyZSE=' },
    { name: 'x-sinch-webhook-signature-algorithm', value: 'HmacSHA256' },
    { name: 'x-sinch-webhook-signature-nonce', value: '01JDNONCE' },
    { name: 'x-sinch-webhook-signature-timestamp', value: '1795420801' },
  ],
  body: { text: BODY, encoding: 'utf8', bytes: BODY.length, whole: true },
  masked: true,
  steps: [
    { step: 'headers', outcome: 'passed', detail: 'All four are there.' },
    { step: 'algorithm', outcome: 'passed', detail: 'HmacSHA256.' },
    { step: 'signature', outcome: 'passed', detail: 'It matches SINCH_WEBHOOK_SECRET.' },
    { step: 'timestamp', outcome: 'passed', detail: 'Signed one second before it came.' },
    { step: 'nonce', outcome: 'passed', detail: 'Not seen before.' },
    { step: 'body', outcome: 'passed', detail: 'A delivery report.' },
    { step: 'message', outcome: 'passed', detail: 'Found by Sinch’s id.' },
    { step: 'recipients', outcome: 'passed', detail: 'One report about one recipient.' },
    { step: 'commit', outcome: 'passed', detail: 'Written before it was answered.' },
  ],
  diagnosis: null,
  effects: [{ recipient: '+15550100001', before: 'DISPATCHED', after: 'DELIVERED', added: 1 }],
  next: { kind: 'done', at: [], givesUpAt: null },
  ...part,
});

/** One whose signature is wrong, because the secret stands in quotes. */
export const rejectedOf = (part: Partial<ReceivedCallback> = {}): ReceivedCallback =>
  callbackOf({
    accepted: false,
    verdict: 'mismatch',
    type: null,
    message: null,
    answer: 401,
    steps: [
      { step: 'headers', outcome: 'passed', detail: 'All four are there.' },
      { step: 'algorithm', outcome: 'passed', detail: 'HmacSHA256.' },
      { step: 'signature', outcome: 'failed', detail: 'It does not match.' },
      { step: 'timestamp', outcome: 'not_reached', detail: 'Not looked at.' },
    ],
    diagnosis: { code: 'secret_quoted', detail: 'SINCH_WEBHOOK_SECRET stands in quotes. Take them away.' },
    effects: [],
    next: { kind: 'never', at: [], givesUpAt: null },
    ...part,
  });
