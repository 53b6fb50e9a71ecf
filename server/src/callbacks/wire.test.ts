import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReportCallback } from './parsed.ts';
import { parseCallback } from './wire.ts';

const AT = Date.UTC(2025, 0, 13, 9, 22, 40, 914);

/** A report about one recipient, as Sinch's own documents show it (docs/sinch.md, "Delivery reports"). */
const RECIPIENT_REPORT = {
  at: '2025-01-13T09:22:40.914Z',
  batch_id: '01JHFFHQ0P99JPPNQPJDV7JTBP',
  client_reference: 'a client reference',
  code: 0,
  operator_status_at: '2025-01-13T09:22:00Z',
  recipient: '33662162466',
  status: 'Delivered',
  type: 'recipient_delivery_report_sms',
};

const FULL_REPORT = `{"type":"delivery_report_sms","batch_id":"01FC66621XXXXX119Z8PMV1QPQ","total_message_count":3,"client_reference":"ref",
 "statuses":[{"code":400,"status":"Queued","count":1,"recipients":["123456789"]},
             {"code":0,"status":"Delivered","count":2,"recipients":["44231235674","44231235675"]}]}`;

const bytes = (body: unknown): Buffer => Buffer.from(JSON.stringify(body));

function parseReport(body: Buffer): ReportCallback {
  const callback = parseCallback(body);
  if (callback.kind !== 'report') throw new Error(`This is ${callback.kind}, not a report.`);
  return callback;
}

/** The published report, but for `changes`; a field that is `undefined` is absent. */
const parseChanged = (changes: Record<string, unknown>): ReportCallback =>
  parseReport(bytes({ ...RECIPIENT_REPORT, ...changes }));

const onlyReport = (changes: Record<string, unknown>) => {
  const { reports, unreadable } = parseChanged(changes);
  expect({ unreadable, count: reports.length }).toEqual({ unreadable: 0, count: 1 });
  return reports[0]!;
};

const delivered = {
  recipient: '+33662162466',
  status: 'DELIVERED',
  code: 0,
  reason: null,
  at: AT,
  operatorAt: Date.UTC(2025, 0, 13, 9, 22),
};

describe('a report about one recipient', () => {
  test('the published one is read, byte for byte', () => {
    expect(parseCallback(bytes(RECIPIENT_REPORT))).toEqual({
      kind: 'report',
      type: 'recipient_delivery_report_sms',
      sinchId: '01JHFFHQ0P99JPPNQPJDV7JTBP',
      reference: 'a client reference',
      reports: [delivered],
      unreadable: 0,
    });
  });

  test('of MMS is read alike', () => {
    const callback = parseChanged({ type: 'recipient_delivery_report_mms' });
    expect(callback).toMatchObject({ type: 'recipient_delivery_report_mms', reports: [delivered] });
  });

  test('with every optional field, and some that nobody has announced, is read alike', () => {
    const extras = {
      applied_originator: '15551230000',
      encoding: 'GSM',
      number_of_message_parts: 1,
      operator: '35000',
      status_message: 'delivered',
      something_new: { nested: [1, null, 'x'] },
    };
    expect(onlyReport(extras)).toEqual(delivered);
  });

  test('with nothing but a type, a recipient and a status is read', () => {
    const body = bytes({ type: 'recipient_delivery_report_sms', recipient: '15551234567', status: 'Queued' });
    expect(parseCallback(body)).toEqual({
      kind: 'report',
      type: 'recipient_delivery_report_sms',
      sinchId: null,
      reference: null,
      reports: [
        { recipient: '+15551234567', status: 'QUEUED', code: null, reason: null, at: null, operatorAt: null },
      ],
      unreadable: 0,
    });
  });

  test('never takes the time of the operator for its own', () => {
    expect(onlyReport({ at: undefined }).at).toBeNull();
  });

  test.each([undefined, null, '', '2025-01-13', '2025-02-30T09:22:00Z', 1736760120, {}])(
    'is read without the time of the operator where that is %j',
    (operator_status_at) => {
      expect(onlyReport({ operator_status_at })).toEqual({ ...delivered, operatorAt: null });
    },
  );

  test('with blanks and line breaks between its fields is read alike', () => {
    const body = Buffer.from(`\r\n\t ${JSON.stringify(RECIPIENT_REPORT, null, '\t')} \n`);
    expect(parseReport(body).reports).toEqual([delivered]);
  });

  test('takes the last of two fields of one name, as JSON has it', () => {
    const text = JSON.stringify(RECIPIENT_REPORT).replace('{', '{"status":"Failed",');
    expect(parseReport(Buffer.from(text)).reports).toEqual([delivered]);
  });
});

describe('a recipient', () => {
  test.each([
    ['33662162466'],
    ['+33662162466'],
    ['0033662162466'],
    [' +33662162466 '],
    ['+33 6 62 16 24 66'],
    ['0033 662-162-466'],
    ['33(662)162.466'],
    ['+33\t662\u00a0162466'],
  ])('"%s" is +33662162466', (recipient) => {
    expect(onlyReport({ recipient }).recipient).toBe('+33662162466');
  });

  test.each([
    ['12345', '+12345'],
    ['+123456789012345', '+123456789012345'],
    // No phone library is asked: Sinch knows its numbers.
    ['999999999', '+999999999'],
    // Only a leading 00 is a prefix.
    ['12005550100', '+12005550100'],
  ])('%s is read as %s', (recipient, expected) => {
    expect(onlyReport({ recipient }).recipient).toBe(expected);
  });

  test.each([
    ['absent', undefined],
    ['null', null],
    ['empty', ''],
    ['too short', '1234'],
    ['too long', '1234567890123456'],
    ['a word', 'somebody'],
    ['digits and letters', '3366216246x'],
    ['digits of another script', '٣٣٦٦٢١٦٢٤٦٦'],
    ['two numbers', '33662162466,33662162467'],
    ['with NUL', '33662\u0000162466'],
    ['an object', { number: '33662162466' }],
    ['a list', ['33662162466']],
  ])('that is %s makes the report unreadable', (_, recipient) => {
    const callback = parseReport(bytes({ ...RECIPIENT_REPORT, recipient }));
    expect(callback).toMatchObject({ sinchId: RECIPIENT_REPORT.batch_id, reports: [], unreadable: 1 });
  });
});

describe('a status', () => {
  const WORDS = [
    'Queued',
    'Dispatched',
    'Delivered',
    'Aborted',
    'Rejected',
    'Deleted',
    'Failed',
    'Expired',
    'Cancelled',
    'Unknown',
  ];

  test.each(WORDS)('%s is known in any letter case', (word) => {
    const upper = word.toUpperCase();
    for (const status of [word, upper, word.toLowerCase(), word.slice(0, 1).toLowerCase() + upper.slice(1)]) {
      expect(onlyReport({ status }).status).toBe(upper);
    }
  });

  test('with blanks around it is known', () => {
    expect(onlyReport({ status: ' Delivered\n' }).status).toBe('DELIVERED');
  });

  test.each(['Teleported', 'delivered?', 'QUEUED-ish', 'zugestellt', '送達', '__proto__', 'constructor'])(
    'unknown to us is kept as received: %s',
    (status) => {
      expect(onlyReport({ status }).status).toBe(status);
    },
  );

  test('unknown to us is kept up to 64 characters', () => {
    expect(onlyReport({ status: 'x'.repeat(64) }).status).toBe('x'.repeat(64));
    expect(onlyReport({ status: `${'x'.repeat(64)}y` }).status).toBe('x'.repeat(64));
  });

  test('loses the NULs that no database takes', () => {
    expect(onlyReport({ status: 'Deli\0vered\0' }).status).toBe('DELIVERED');
    expect(onlyReport({ status: 'Tele\0ported' }).status).toBe('Teleported');
  });

  test('is well-formed text, whatever came and wherever it was cut', () => {
    for (const status of ['\ud83d', `x\udc00`, `${'x'.repeat(63)}🎉`]) {
      const kept = onlyReport({ status }).status;
      expect(kept.isWellFormed()).toBe(true);
      expect(kept.length).toBeLessThanOrEqual(64);
    }
  });

  test.each([
    ['absent', undefined],
    ['null', null],
    ['empty', ''],
    ['blank', ' \t'],
    ['only NULs', '\0\0'],
    ['a number', 0],
    ['a list', ['Delivered']],
    ['an object', { word: 'Delivered' }],
  ])('that is %s makes the report unreadable', (_, status) => {
    const { reports, unreadable } = parseChanged({ status });
    expect({ reports, unreadable }).toEqual({ reports: [], unreadable: 1 });
  });
});

describe('a code', () => {
  test.each([
    [0, 0],
    [401, 401],
    ['0', 0],
    ['401', 401],
    ['007', 7],
    [2_147_483_647, 2_147_483_647],
    ['2147483647', 2_147_483_647],
  ])('%j is %d', (code, expected) => {
    expect(onlyReport({ code }).code).toBe(expected);
  });

  test.each([
    undefined,
    null,
    '',
    ' ',
    'x',
    '-1',
    '1.5',
    '1e3',
    '0x10',
    ' 1',
    '2147483648',
    '99999999999',
    -1,
    1.5,
    2_147_483_648,
    1e308,
    true,
    [0],
    { code: 0 },
  ])('%j says nothing, and the rest applies', (code) => {
    expect(onlyReport({ code })).toEqual({ ...delivered, code: null });
  });

  test('beyond all numbers says nothing', () => {
    const text = JSON.stringify(RECIPIENT_REPORT).replace('"code":0', '"code":1e999');
    expect(parseReport(Buffer.from(text)).reports).toEqual([{ ...delivered, code: null }]);
  });
});

const pad = (part: number): string => String(Math.trunc(part)).padStart(2, '0');

describe('an instant', () => {
  test.each([
    ['2025-01-13T09:22:40Z', 0],
    ['2025-01-13T09:22:40.9Z', 900],
    ['2025-01-13T09:22:40.91Z', 910],
    ['2025-01-13T09:22:40.914Z', 914],
    ['2025-01-13T09:22:40.9140Z', 914],
    ['2025-01-13T09:22:40.91400Z', 914],
    ['2025-01-13T09:22:40.914000Z', 914],
    ['2025-01-13T09:22:40.9140001Z', 914],
    ['2025-01-13T09:22:40.91400012Z', 914],
    ['2025-01-13T09:22:40.914000123Z', 914],
    ['2025-01-13T10:22:40.914+01:00', 914],
    ['2025-01-13T10:22:40.914000123+0100', 914],
    ['2025-01-13T04:52:40.5-04:30', 500],
    ['2025-01-13T09:22:40.914+00:00', 914],
    ['2025-01-13t09:22:40.914z', 914],
  ])('%s is read', (at, milliseconds) => {
    expect(onlyReport({ at }).at).toBe(Date.UTC(2025, 0, 13, 9, 22, 40, milliseconds));
  });

  test('of every instant, with any digits and any offset, is read to the millisecond', () => {
    const offset = fc.integer({ min: -14 * 60, max: 14 * 60 });
    const max = Date.UTC(2100, 0);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max }),
        fc.stringMatching(/^\d{0,6}$/),
        offset,
        (at, digits, minutes) => {
          const local = new Date(at + minutes * 60_000).toISOString().replace('Z', digits);
          const size = Math.abs(minutes);
          const zone = `${minutes < 0 ? '-' : '+'}${pad(size / 60)}:${pad(size % 60)}`;
          expect(onlyReport({ at: local + zone }).at).toBe(at);
        },
      ),
    );
  });

  test.each([
    undefined,
    null,
    '',
    'yesterday',
    '2025-01-13',
    '2025-01-13T09:22Z',
    '2025-01-13T09:22:40',
    '2025-01-13 09:22:40Z',
    ' 2025-01-13T09:22:40Z',
    '2025-01-13T09:22:40.Z',
    '2025-01-13T09:22:40.1234567890Z',
    '2025-13-01T00:00:00Z',
    '2025-02-30T09:22:40Z',
    '2025-01-32T00:00:00Z',
    '2025-01-13T25:00:00Z',
    '2025-01-13T09:61:00Z',
    '2025-01-13T09:22:40+99:99',
    '+275760-09-13T00:00:00Z',
    'Mon, 13 Jan 2025 09:22:40 GMT',
    1_736_760_160,
    1_736_760_160_914,
    true,
    {},
    ['2025-01-13T09:22:40Z'],
  ])('%j becomes null, and the rest applies', (at) => {
    expect(onlyReport({ at })).toEqual({ ...delivered, at: null });
  });
});

describe('the name of the message', () => {
  test.each(['01JHFFHQ0P99JPPNQPJDV7JTBP', 'a', 'A-b_9', 'x'.repeat(64)])(
    'the batch id %s is taken',
    (id) => {
      expect(parseChanged({ batch_id: id }).sinchId).toBe(id);
    },
  );

  test.each([
    undefined,
    null,
    '',
    ' ',
    'a b',
    'a/b',
    '../etc',
    'x'.repeat(65),
    'é',
    'a\0b',
    'a\n',
    7,
    true,
    ['a'],
    { id: 'a' },
  ])('the batch id %j is taken for none, and the report still counts', (id) => {
    const callback = parseChanged({ batch_id: id });
    expect(callback).toMatchObject({ sinchId: null, reference: 'a client reference', reports: [delivered] });
  });

  test('the reference can be any text, without NULs', () => {
    expect(parseChanged({ client_reference: 'order #1, Ä/漢' }).reference).toBe('order #1, Ä/漢');
    expect(parseChanged({ client_reference: 'a\0b' }).reference).toBe('ab');
    expect(parseChanged({ client_reference: 'x'.repeat(2048) }).reference).toHaveLength(2048);
  });

  test.each([undefined, null, 'x'.repeat(2049), 1, [], {}])(
    'the reference %j is taken for none',
    (reference) => {
      expect(parseChanged({ client_reference: reference })).toMatchObject({
        reference: null,
        reports: [delivered],
      });
    },
  );
});

const batchReport = (recipient: string, status: string, code: number | null) => ({
  recipient,
  status,
  code,
  reason: null,
  at: null,
  operatorAt: null,
});

describe('a report about a batch', () => {
  test('in full makes a report for each number, without an instant', () => {
    expect(parseCallback(Buffer.from(FULL_REPORT))).toEqual({
      kind: 'report',
      type: 'delivery_report_sms',
      sinchId: '01FC66621XXXXX119Z8PMV1QPQ',
      reference: 'ref',
      reports: [
        batchReport('+123456789', 'QUEUED', 400),
        batchReport('+44231235674', 'DELIVERED', 0),
        batchReport('+44231235675', 'DELIVERED', 0),
      ],
      unreadable: 0,
    });
  });

  test('of MMS is read alike', () => {
    const mms = Buffer.from(FULL_REPORT.replace('delivery_report_sms', 'delivery_report_mms'));
    expect(parseReport(mms).reports).toEqual(parseReport(Buffer.from(FULL_REPORT)).reports);
  });

  test('as a summary has counts only, and so makes no report and nothing unreadable', () => {
    const summary = {
      type: 'delivery_report_sms',
      batch_id: '01FC66621XXXXX119Z8PMV1QPQ',
      total_message_count: 3,
      statuses: [
        { code: 400, status: 'Queued', count: 1 },
        { code: 0, status: 'Delivered', count: 2 },
      ],
    };
    expect(parseReport(bytes(summary))).toMatchObject({ reports: [], unreadable: 0 });
  });

  test.each([undefined, null, [], {}, 'Delivered', 3])('whose statuses are %j names nobody', (statuses) => {
    const callback = parseReport(bytes({ type: 'delivery_report_sms', batch_id: 'a', statuses }));
    expect(callback).toMatchObject({ sinchId: 'a', reports: [], unreadable: 0 });
  });

  test('loses the entry that cannot be read, and that alone', () => {
    const entries = [
      { code: 0, status: 'Delivered', recipients: ['15551234567'] },
      { code: 0, recipients: ['15551234568'] },
      null,
      'Delivered',
      { code: 401, status: 'Dispatched', recipients: ['15551234569'] },
    ];
    const callback = parseReport(bytes({ type: 'delivery_report_sms', statuses: entries }));
    expect(callback.reports).toEqual([
      batchReport('+15551234567', 'DELIVERED', 0),
      batchReport('+15551234569', 'DISPATCHED', 401),
    ]);
    expect(callback.unreadable).toBe(3);
  });

  test('loses the number that cannot be read, and that alone', () => {
    const recipients = ['15551234567', 'somebody', null, 7, '+15551234568'];
    const statuses = [{ status: 'Failed', code: 'x', recipients }];
    const callback = parseReport(bytes({ type: 'delivery_report_sms', statuses }));
    expect(callback.reports).toEqual([
      batchReport('+15551234567', 'FAILED', null),
      batchReport('+15551234568', 'FAILED', null),
    ]);
    expect(callback.unreadable).toBe(3);
  });

  test('of 1,000 numbers makes 1,000 reports, in their order', () => {
    const recipients = Array.from({ length: 1000 }, (_, index) => String(15_551_000_000 + index));
    const statuses = [{ status: 'Delivered', code: 0, recipients }];
    const callback = parseReport(bytes({ type: 'delivery_report_sms', statuses }));
    expect(callback.reports.map(({ recipient }) => recipient)).toEqual(
      recipients.map((digits) => `+${digits}`),
    );
  });
});

describe('what is no delivery report', () => {
  test.each([
    `{"type":"mo_text","id":"01W4FFL35P4NC4K35SMSBATCH8","from":"12015555555","to":"12017777777","body":"Hello John! 👋",
 "operator_id":"311071","received_at":"2024-06-06T07:52:37.386Z"}`,
    '{"type":"mo_binary","id":"a","from":"12015555555","to":"12017777777","body":"AAE=","udh":"050003"}',
    '{"type":"mo_media","id":"a","from":"12015555555","to":"12017777777","body":{"subject":"s","message":"m","media":[{"url":"https://example.com/a.png","content_type":"image/png","status":"Uploaded","code":0}]}}',
    '{"type":"mo_something_new"}',
  ])('is an inbound message where its type says so: %s', (text) => {
    const { type }: { type: string } = JSON.parse(text);
    expect(parseCallback(Buffer.from(text))).toMatchObject({ kind: 'inbound', type, unreadable: 0 });
  });

  test.each(['delivery_report_rcs', 'MO_TEXT', 'recipient_delivery_report', '__proto__', 'toString', ''])(
    'is unknown with the type "%s"',
    (type) => {
      expect(parseCallback(bytes({ ...RECIPIENT_REPORT, type }))).toEqual({ kind: 'unknown', type });
    },
  );

  test.each([undefined, null, 7, true, ['mo_text'], { name: 'mo_text' }])(
    'is unknown with the type %j, which is none',
    (type) => {
      expect(parseCallback(bytes({ ...RECIPIENT_REPORT, type }))).toEqual({ kind: 'unknown', type: '' });
    },
  );

  test('keeps no more than 64 characters of a type', () => {
    expect(parseCallback(bytes({ type: 'x'.repeat(1000) }))).toEqual({
      kind: 'unknown',
      type: 'x'.repeat(64),
    });
  });

  test('is unknown if it is an empty object', () => {
    expect(parseCallback(Buffer.from('{}'))).toEqual({ kind: 'unknown', type: '' });
  });
});

describe('what is no JSON object is invalid', () => {
  test.each([
    ['nothing', ''],
    ['blanks', ' \r\n'],
    ['null', 'null'],
    ['a number', '7'],
    ['a text', '"recipient_delivery_report_sms"'],
    ['true', 'true'],
    ['a list', '[]'],
    ['a list of reports', `[${JSON.stringify(RECIPIENT_REPORT)}]`],
    ['words', 'status=Delivered&recipient=33662162466'],
    ['half a report', JSON.stringify(RECIPIENT_REPORT).slice(0, -1)],
    ['two reports', JSON.stringify(RECIPIENT_REPORT).repeat(2)],
    ['a trailing comma', '{"type":"mo_text",}'],
    ['a comment', '{"type":"mo_text"/* */}'],
    ['NUL', '\0'],
    ['a byte order mark before a report', `\ufeff${JSON.stringify(RECIPIENT_REPORT)}`],
  ])('%s', (_, text) => {
    expect(parseCallback(Buffer.from(text))).toEqual({ kind: 'invalid' });
  });

  test('UTF-16', () => {
    const body = Buffer.from(JSON.stringify(RECIPIENT_REPORT), 'utf16le');
    expect(parseCallback(body)).toEqual({ kind: 'invalid' });
  });

  test('bytes that are no text', () => {
    expect(parseCallback(Buffer.from([0xff, 0xfe, 0x00, 0x80]))).toEqual({ kind: 'invalid' });
  });
});

describe('a hostile body', () => {
  test('with bytes that are no UTF-8 inside a text changes that text alone', () => {
    const text = JSON.stringify({ ...RECIPIENT_REPORT, client_reference: 'a?b' });
    const body = Buffer.from(text);
    body[body.indexOf('?')] = 0xff;
    expect(parseReport(body)).toMatchObject({ reference: 'a\ufffdb', reports: [delivered] });
  });

  test('with __proto__ or constructor for keys changes nothing', () => {
    const poison =
      '"__proto__":{"status":"Failed","polluted":true},"constructor":{"prototype":{"polluted":true}}';
    const text = JSON.stringify(RECIPIENT_REPORT).replace('{', `{${poison},`);
    expect(parseReport(Buffer.from(text)).reports).toEqual([delivered]);
    expect({}).not.toHaveProperty('polluted');
    const bare = `{"__proto__":${JSON.stringify(RECIPIENT_REPORT)}}`;
    expect(parseCallback(Buffer.from(bare))).toEqual({ kind: 'unknown', type: '' });
  });

  test.each(['recipient', 'status', 'statuses', 'batch_id', 'at', 'code', 'type', 'anything'])(
    'nested 100,000 deep in "%s" is read without an accident',
    (field) => {
      const deep = '['.repeat(100_000) + ']'.repeat(100_000);
      for (const type of ['recipient_delivery_report_sms', 'delivery_report_sms']) {
        const text = `{"type":"${type}","${field}":${deep}}`;
        expect(parseCallback(Buffer.from(text)).kind).not.toBe('invalid');
      }
    },
  );

  const word = fc.oneof(
    fc.constantFrom('Delivered', 'queued', 'Teleported', '33662162466', '+1 555 123 4567', 'a', ''),
    fc.array(fc.oneof(fc.nat(0x7f), fc.nat(0x10_ff_ff))).map((points) => String.fromCodePoint(...points)),
  );
  const garbage = fc.oneof(word, fc.jsonValue());
  const field = (text: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.oneof(text, garbage);
  const almostReport = fc.record(
    {
      type: field(
        fc.constantFrom(
          'recipient_delivery_report_sms',
          'recipient_delivery_report_mms',
          'delivery_report_sms',
          'delivery_report_mms',
          'mo_text',
        ),
      ),
      batch_id: field(fc.constant('01JHFFHQ0P99JPPNQPJDV7JTBP')),
      client_reference: garbage,
      recipient: garbage,
      status: garbage,
      code: field(fc.oneof(fc.integer(), fc.integer().map(String))),
      at: field(fc.date({ noInvalidDate: true }).map((date) => date.toJSON())),
      statuses: field(
        fc.array(
          fc.oneof(garbage, fc.record({ status: garbage, code: garbage, recipients: fc.array(garbage) })),
        ),
      ),
    },
    { requiredKeys: [] },
  );

  test('never throws, whatever its bytes', () => {
    const KINDS = ['report', 'inbound', 'unknown', 'invalid'];
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.string(), fc.json()), (body) => {
        expect(KINDS).toContain(parseCallback(Buffer.from(body)).kind);
      }),
      { numRuns: 1000 },
    );
  });

  test('almost a report never throws, and gives nothing that a database would refuse', () => {
    fc.assert(
      fc.property(almostReport, (body) => {
        const callback = parseCallback(bytes(body));
        if (callback.kind !== 'report') return;
        const { sinchId, reference, reports } = callback;
        const texts = [sinchId ?? '', reference ?? ''];
        for (const { recipient, status, code, at } of reports) {
          expect(recipient).toMatch(/^\+\d{5,15}$/);
          expect(status.length).toBeGreaterThan(0);
          expect(status.length).toBeLessThanOrEqual(64);
          expect(code === null || (Number.isInteger(code) && code >= 0 && code < 2 ** 31)).toBe(true);
          expect(at === null || Number.isSafeInteger(at)).toBe(true);
          texts.push(status);
        }
        expect(texts.filter((text) => text.includes('\0'))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
