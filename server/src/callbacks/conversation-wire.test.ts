import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InboundCallback, ReportCallback } from './parsed.ts';
import { parseCallback } from './wire.ts';

const AT = Date.UTC(2020, 10, 17, 16, 1, 7);

/** As Sinch's own documents show it (docs/sinch.md, "Its callbacks"). */
const REPORT = {
  message_id: '01EQBF0BT63J7S1FEKJZ0Z08VD',
  conversation_id: '01EQBCFQR3EGE60P42H6H1117J',
  status: 'FAILED',
  channel_identity: { channel: 'SMS', identity: '12345678910', app_id: '' },
  contact_id: '01EXA07N79THJ20WSN6AS30TMW',
  reason: { code: 'RECIPIENT_NOT_REACHABLE', description: '…', sub_code: 'UNSPECIFIED_SUB_CODE' },
  metadata: '',
  processing_mode: 'DISPATCH',
};
const EVENT = {
  app_id: '01EB37HMH1M6SV18BSNS3G135H',
  accepted_time: '2020-11-17T16:01:06.374Z',
  event_time: '2020-11-17T16:01:07Z',
  project_id: 'c36f3d3d-1513-4edd-ae42-11995557ff61',
  message_metadata: 'our id',
  correlation_id: 'another id',
};

const parse = (body: unknown) => parseCallback(Buffer.from(JSON.stringify(body)));

/** The published event, but for what changes; a field that is `undefined` is absent. */
function parseReport(report: object, event: object = {}): ReportCallback {
  const callback = parse({ ...EVENT, ...event, message_delivery_report: { ...REPORT, ...report } });
  if (callback.kind !== 'report') throw new Error(`This is ${callback.kind}, not a report.`);
  return callback;
}

function onlyReport(report: object, event: object = {}) {
  const { reports, unreadable } = parseReport(report, event);
  expect({ unreadable, count: reports.length }).toEqual({ unreadable: 0, count: 1 });
  return reports[0]!;
}

const failed = {
  recipient: '+12345678910',
  status: 'FAILED',
  code: null,
  reason: 'RECIPIENT_NOT_REACHABLE/UNSPECIFIED_SUB_CODE',
  at: AT,
  operatorAt: null,
};

describe('a delivery report of the Conversation API', () => {
  test('is read whole', () => {
    expect(parseReport({})).toEqual({
      kind: 'report',
      type: 'message_delivery_report',
      sinchId: '01EQBF0BT63J7S1FEKJZ0Z08VD',
      reference: 'our id',
      reports: [failed],
      unreadable: 0,
    });
  });

  test('is known by its field, whatever its type says', () => {
    for (const type of [undefined, 'message_delivery_report', 'MESSAGE_DELIVERY', 7]) {
      expect(parseReport({}, { type }).reports).toEqual([failed]);
    }
  });

  test('with nothing but an id and a status names nobody, and the id must tell', () => {
    const sparse = { message_delivery_report: { message_id: 'M1', status: 'DELIVERED' } };
    expect(parse(sparse)).toEqual({
      kind: 'report',
      type: 'message_delivery_report',
      sinchId: 'M1',
      reference: null,
      reports: [
        { recipient: null, status: 'DELIVERED', code: null, reason: null, at: null, operatorAt: null },
      ],
      unreadable: 0,
    });
  });

  test.each(['DELIVERED', 'Delivered', 'delivered', ' DELIVERED '])('knows the status "%s"', (status) => {
    expect(onlyReport({ status }).status).toBe('DELIVERED');
  });

  test.each(['QUEUED_ON_CHANNEL', 'SWITCHING_CHANNEL', 'READ', 'TELEPORTED'])(
    'keeps the status %s',
    (status) => {
      expect(onlyReport({ status }).status).toBe(status);
    },
  );

  test('has no code, even if one stands there', () => {
    expect(onlyReport({ code: 401 }, { code: 402 }).code).toBeNull();
  });

  test('without a status is unreadable', () => {
    for (const status of [undefined, null, '', 7, {}]) {
      expect(parseReport({ status })).toMatchObject({ reports: [], unreadable: 1 });
    }
  });

  test.each([null, 'text', 7, [], {}])('that is %j is unreadable', (report) => {
    const callback = parse({ ...EVENT, message_metadata: '', message_delivery_report: report });
    expect(callback).toMatchObject({ kind: 'report', sinchId: null, reports: [], unreadable: 1 });
  });
});

describe('its instant', () => {
  test.each(['', '.3', '.37', '.374', '.3740', '.37401', '.374012', '.3740123', '.37401234', '.374012345'])(
    'is read with the fraction "%s"',
    (fraction) => {
      const milliseconds = Number(fraction.slice(1, 4).padEnd(3, '0'));
      const event = { event_time: `2020-11-17T16:01:07${fraction}Z` };
      expect(onlyReport({}, event).at).toBe(AT + milliseconds);
    },
  );

  test('is null where it is missing or no instant, and the rest applies', () => {
    for (const event_time of [
      undefined,
      null,
      '',
      'yesterday',
      1_605_628_867,
      '2020-11-17T16:01:07.1234567890Z',
    ]) {
      expect(onlyReport({}, { event_time })).toEqual({ ...failed, at: null });
    }
  });

  test('is never the time at which Sinch accepted it', () => {
    expect(
      onlyReport({}, { event_time: undefined, accepted_time: '2020-11-17T16:01:06.374Z' }).at,
    ).toBeNull();
  });
});

describe('its reason', () => {
  test.each<[string, unknown, string | null]>([
    [
      'both',
      { code: 'CHANNEL_REJECT', sub_code: 'CHANNEL_POLICY_VIOLATION' },
      'CHANNEL_REJECT/CHANNEL_POLICY_VIOLATION',
    ],
    [
      'the pair as received',
      { code: 'unknown', sub_code: 'UNSPECIFIED_SUB_CODE' },
      'unknown/UNSPECIFIED_SUB_CODE',
    ],
    ['no sub-code', { code: 'UNKNOWN_APP' }, 'UNKNOWN_APP'],
    ['an empty sub-code', { code: 'UNKNOWN_APP', sub_code: '' }, 'UNKNOWN_APP'],
    ['a sub-code that is no text', { code: 'UNKNOWN_APP', sub_code: 3 }, 'UNKNOWN_APP'],
    ['no code', { sub_code: 'UNSPECIFIED_SUB_CODE' }, null],
    ['an empty code', { code: '', sub_code: 'INACTIVE_SENDER' }, null],
    ['a description alone', { description: 'it failed' }, null],
    ['none', undefined, null],
    ['null', null, null],
    ['a text', 'FAILED', null],
  ])('%s', (_, reason, expected) => {
    expect(onlyReport({ reason }).reason).toBe(expected);
  });

  test('is short, well-formed and without NULs', () => {
    const reason = { code: `\0${'c'.repeat(63)}🎉🎉`, sub_code: `${'s'.repeat(200)}\0` };
    const kept = onlyReport({ reason }).reason ?? '';
    expect(kept).toBe(`${'c'.repeat(63)}\ufffd/${'s'.repeat(64)}`);
    expect(kept.isWellFormed()).toBe(true);
  });
});

describe('its recipient', () => {
  test.each(['12345678910', '+12345678910', '0012345678910', '+1 234 567 89 10'])(
    '"%s" is +12345678910',
    (identity) => {
      expect(onlyReport({ channel_identity: { channel: 'SMS', identity } }).recipient).toBe('+12345678910');
    },
  );

  test.each<[string, unknown]>([
    ['is missing', undefined],
    ['is null', null],
    ['is a text', '12345678910'],
    ['has no identity', { channel: 'SMS' }],
    ['is a name', { channel: 'SMS', identity: 'somebody' }],
    ['is too long for a number', { channel: 'SMS', identity: '2734085512340733' }],
    ['is digits of Messenger, which are no number', { channel: 'MESSENGER', identity: '273408551234073' }],
  ])('is null where the identity %s, and the report still counts', (_, channel_identity) => {
    expect(onlyReport({ channel_identity })).toEqual({ ...failed, recipient: null });
  });
});

describe('the name of its message', () => {
  test.each<[string, object, object, string | null]>([
    ['message_metadata', {}, {}, 'our id'],
    ['metadata, inside the report', { metadata: 'inside' }, { message_metadata: '' }, 'inside'],
    ['correlation_id', { metadata: '' }, { message_metadata: undefined }, 'another id'],
    ['message_metadata before all others', { metadata: 'inside' }, {}, 'our id'],
    ['none of what is no text', { metadata: 3 }, { message_metadata: {}, correlation_id: [] }, null],
    ['none of what is empty', {}, { message_metadata: '', correlation_id: '' }, null],
  ])('is taken from %s', (_, report, event, reference) => {
    expect(parseReport(report, event)).toMatchObject({ reference, reports: [failed] });
  });

  test('may be our reference alone', () => {
    for (const message_id of [undefined, '', 'a b', '../etc', 'x'.repeat(65), 7]) {
      expect(parseReport({ message_id })).toMatchObject({
        sinchId: null,
        reference: 'our id',
        reports: [failed],
      });
    }
  });

  test('without either, nobody knows what is reported', () => {
    const nameless = { message_metadata: '', correlation_id: undefined };
    expect(parseReport({ message_id: '' }, nameless)).toMatchObject({ reports: [], unreadable: 1 });
  });
});

const MESSAGE = {
  id: '01EQ8235TD19N21XQTH12B145D',
  direction: 'TO_APP',
  contact_message: { text_message: { text: 'Hi! 👋' } },
  channel_identity: { channel: 'SMS', identity: '12345678910', app_id: '' },
  conversation_id: '',
  contact_id: '',
  metadata: '',
  accept_time: '2020-11-16T08:17:43.915829Z',
  sender_id: '12017777777',
  processing_mode: 'DISPATCH',
  injected: false,
};

function parseMessage(message: object, event: object = {}): InboundCallback {
  const callback = parse({ ...EVENT, ...event, message: { ...MESSAGE, ...message } });
  if (callback.kind !== 'inbound') throw new Error(`This is ${callback.kind}, not inbound.`);
  return callback;
}

describe('an inbound message of the Conversation API', () => {
  test('is a reply', () => {
    expect(parseMessage({})).toEqual({
      kind: 'inbound',
      type: 'message',
      reply: {
        sinchId: '01EQ8235TD19N21XQTH12B145D',
        from: '+12345678910',
        to: '+12017777777',
        text: 'Hi! 👋',
        at: AT,
      },
      unreadable: 0,
    });
  });

  test('may not say to which number, or when it was written', () => {
    const { reply } = parseMessage({ sender_id: undefined }, { event_time: undefined });
    expect(reply).toMatchObject({ to: null, at: Date.UTC(2020, 10, 16, 8, 17, 43, 915) });
    const timeless = parseMessage({ accept_time: undefined }, { event_time: 'now' });
    expect(timeless.reply).toMatchObject({ at: null });
  });

  test.each<[string, object]>([
    ['a picture', { contact_message: { media_message: { url: 'https://example.com/a.png' } } }],
    ['a choice', { contact_message: { choice_response_message: { message_id: 'M1' } } }],
    ['nothing', { contact_message: undefined }],
    ['a message of our own', { direction: 'TO_CONTACT' }],
  ])('that is %s is no reply, and nothing unreadable', (_, message) => {
    expect(parseMessage(message)).toMatchObject({ reply: null, unreadable: 0 });
  });

  test.each<[string, object]>([
    ['an id', { id: '' }],
    ['a number', { channel_identity: undefined }],
    [
      'a number of its own channel',
      { channel_identity: { channel: 'MESSENGER', identity: '273408551234073' } },
    ],
    ['a text that is one', { contact_message: { text_message: { text: 7 } } }],
  ])('without %s is unreadable', (_, message) => {
    expect(parseMessage(message)).toMatchObject({ reply: null, unreadable: 1 });
  });
});

describe('every other event', () => {
  test.each([
    'event',
    'event_delivery_report',
    'message_redaction',
    'message_submit_notification',
    'capability_notification',
    'opt_in_notification',
    'opt_out_notification',
    'contact_create_notification',
    'contact_merge_notification',
    'conversation_start_notification',
    'conversation_stop_notification',
    'channel_event_notification',
    'duplicated_identities',
    'unsupported_callback',
    'smart_conversation_notification',
    'something_new_notification',
  ])('%s is unknown under its own name', (name) => {
    expect(parse({ ...EVENT, [name]: { id: 'x', status: 'DELIVERED' } })).toEqual({
      kind: 'unknown',
      type: name,
    });
  });

  test('has a short name, without NULs', () => {
    expect(parse({ ...EVENT, [`a\0${'b'.repeat(100)}`]: {} })).toEqual({
      kind: 'unknown',
      type: `a${'b'.repeat(63)}`,
    });
  });

  test('that brings nothing, or comes from no app, is unknown without a name', () => {
    expect(parse(EVENT)).toEqual({ kind: 'unknown', type: '' });
    expect(parse({ message: MESSAGE })).toEqual({ kind: 'unknown', type: '' });
  });
});

test('almost an event never throws, and gives nothing that a database would refuse', () => {
  const texts = ['DELIVERED', '12345678910', 'a', '\ud83d', 'x\0y', '\0', '', ' ', '🎉'.repeat(50)];
  const garbage = fc.constantFrom<unknown[]>(...texts, 7, null, true, [], ['a'], {}, { a: {} });
  const identity = fc.oneof(
    garbage,
    fc.record({ channel: garbage, identity: garbage }, { requiredKeys: [] }),
  );
  const report = fc.record(
    {
      message_id: garbage,
      status: garbage,
      channel_identity: identity,
      reason: fc.oneof(garbage, fc.record({ code: garbage, sub_code: garbage })),
      metadata: garbage,
    },
    { requiredKeys: [] },
  );
  const message = fc.record({
    id: garbage,
    direction: fc.constantFrom('TO_APP', 7),
    contact_message: fc.oneof(
      garbage,
      fc.record({ text_message: fc.oneof(garbage, fc.record({ text: garbage })) }),
    ),
    channel_identity: identity,
    sender_id: garbage,
  });
  const event = fc.record(
    {
      app_id: garbage,
      event_time: garbage,
      message_metadata: garbage,
      correlation_id: garbage,
      message_delivery_report: fc.oneof(garbage, report),
      message: fc.oneof(garbage, message),
      type: garbage,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(event, (body) => {
      const callback = parse(body);
      const reports = callback.kind === 'report' ? callback.reports : [];
      const reply = callback.kind === 'inbound' ? callback.reply : null;
      const numbers = [...reports.map(({ recipient }) => recipient), reply?.from ?? null];
      const kept = [
        ...reports.flatMap(({ status, reason }) => [status, reason ?? '']),
        ...(reply === null ? [] : [reply.text, reply.to ?? '']),
        callback.kind === 'invalid' ? '' : callback.type,
      ];
      expect(numbers.filter((number) => number !== null && !/^\+\d{5,15}$/.test(number))).toEqual([]);
      expect(kept.filter((text) => text.includes('\0') || !text.isWellFormed())).toEqual([]);
    }),
    { numRuns: 400 },
  );
});
