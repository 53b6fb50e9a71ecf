import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CALLBACK_STEPS, CALLBACK_VERDICTS } from '../contract.ts';
import type { CallbackStep, CallbackVerdict } from '../contract.ts';
import type { Arrived } from './arrived.ts';
import { judgeSteps } from './steps.ts';
import { STATUS_OF } from './verdict.ts';

const NOW = Date.UTC(2026, 10, 23, 9);
const SECRET = 'the secret of this test';
const POLICY = { secrets: [SECRET, 'the one before it'], maxAgeSeconds: 172_800 };
const REPORT = {
  type: 'recipient_delivery_report_sms',
  batch_id: 'B1',
  recipient: '12025550101',
  status: 'Delivered',
};
const MESSAGE = '01J00000000000000000000001';

function signed(body: Buffer, { secret = SECRET, at = NOW } = {}): Arrived['headers'] {
  const timestamp = String(at / 1000);
  const signature = createHmac('sha256', secret).update(body).update(`.n.${timestamp}`).digest('base64');
  return { signature, nonce: 'n', timestamp, algorithm: 'HmacSHA256' };
}

function arrived({ says = REPORT, ...fields }: Partial<Arrived> & { says?: object } = {}): Arrived {
  const body = Buffer.from(JSON.stringify(says));
  const verdict = fields.verdict ?? 'stored';
  const isTaken = STATUS_OF[verdict] === 200;
  return {
    accepted: isTaken,
    verdict,
    receivedAt: NOW,
    headers: signed(body),
    body,
    bodyBytes: body.length,
    whole: true,
    message: isTaken ? MESSAGE : null,
    effects: isTaken ? [{ recipient: '+12025550101', before: 'QUEUED', after: 'DELIVERED', added: 1 }] : [],
    ...fields,
  };
}

function step(
  name: CallbackStep['step'],
  fields: Parameters<typeof arrived>[0],
  policy = POLICY,
): CallbackStep {
  const found = judgeSteps(arrived(fields), policy).find((one) => one.step === name);
  if (found === undefined) throw new Error('no such step');
  return found;
}

/** What they say goes for nothing else. */
const BY_HEADERS: readonly CallbackVerdict[] = ['algorithm', 'malformed', 'mismatch', 'time'];
const BY_TOKEN: readonly CallbackVerdict[] = ['bad_token', 'unsigned'];

describe('of whatever came', () => {
  const anything: fc.Arbitrary<Arrived> = fc
    .record({
      verdict: fc.constantFrom<CallbackVerdict>(...CALLBACK_VERDICTS),
      body: fc.oneof(
        fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
        fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value))),
        fc.constant(Buffer.from(JSON.stringify(REPORT))),
      ),
      header: fc.option(fc.string({ maxLength: 20 }), { nil: undefined }),
      isSigned: fc.boolean(),
      more: fc.nat(2),
      message: fc.option(fc.constant(MESSAGE), { nil: null }),
    })
    .map(({ verdict, body, header, isSigned, more, message }) => {
      const value = BY_HEADERS.includes(verdict)
        ? (header ?? '')
        : BY_TOKEN.includes(verdict)
          ? undefined
          : header;
      const others = { signature: value, nonce: value, timestamp: value, algorithm: value };
      const bytes = { body, bodyBytes: body.length + more, whole: more === 0 };
      const headers = isSigned && !BY_TOKEN.includes(verdict) ? signed(body) : others;
      return arrived({ verdict, message, ...bytes, headers });
    });

  test('every step is told, in its order, with words', () => {
    fc.assert(
      fc.property(anything, (one) => {
        const steps = judgeSteps(one, POLICY);
        expect(steps.map((each) => each.step)).toEqual(CALLBACK_STEPS);
        for (const { detail } of steps) expect(detail).toMatch(/^.+\.$/);
      }),
    );
  });

  test('exactly one step failed of what was not taken, with nothing reached behind it, and none of what was', () => {
    fc.assert(
      fc.property(anything, (one) => {
        const outcomes = judgeSteps(one, POLICY).map(({ outcome }) => outcome);
        const at = outcomes.indexOf('failed');
        expect(outcomes.lastIndexOf('failed')).toBe(at);
        expect(at === -1).toBe(one.accepted);
        const behind = at === -1 ? [] : outcomes.slice(at + 1);
        expect(behind.filter((outcome) => outcome !== 'not_reached')).toEqual([]);
      }),
    );
  });
});

describe('the signature', () => {
  const { body } = arrived();

  test.each<[string, Partial<Arrived>, string, string]>([
    ['by the current secret', {}, 'passed', 'current secret (SINCH_WEBHOOK_SECRET)'],
    [
      'by the previous one',
      { headers: signed(body, { secret: 'the one before it' }) },
      'passed',
      'previous secret (SINCH_WEBHOOK_SECRET_PREVIOUS)',
    ],
    ['by one that is gone', { headers: signed(body, { secret: 'gone' }) }, 'noted', 'changed since'],
    ['that is right, with an old time', { headers: signed(body, { at: 1000 }) }, 'passed', 'current'],
    [
      'over a body of which a part was kept',
      { verdict: 'store_failed', whole: false, bodyBytes: 1_048_576 },
      'passed',
      'of its 1,048,576 bytes were kept',
    ],
    [
      'that matches nothing',
      { verdict: 'mismatch', headers: signed(body, { secret: 'x' }) },
      'failed',
      'none',
    ],
    ['that matches by now', { verdict: 'mismatch' }, 'failed', 'It matches SINCH_WEBHOOK_SECRET today'],
  ])('%s', (_what, fields, outcome, words) => {
    const judged = step('signature', fields);
    expect(judged).toMatchObject({ outcome, detail: expect.stringContaining(words) });
  });
});

describe('the time', () => {
  const { body } = arrived();
  const at = (seconds: number) => ({ headers: signed(body, { at: NOW + seconds * 1000 }) });

  test.each<[string, Partial<Arrived>, string, string]>([
    [
      'in the same second',
      at(0),
      'passed',
      'in the second in which it came. The window is 2 days back and 15 minutes ahead',
    ],
    ['a while ago', at(-3725), 'passed', 'signed 1 hour 2 minutes before it came'],
    ['ahead', at(61), 'passed', 'signed 1 minute 1 second after it came'],
    [
      'out of a window that was longer',
      at(-200_000),
      'noted',
      'SINCH_WEBHOOK_MAX_AGE has been changed since',
    ],
    ['too old', { verdict: 'time', ...at(-200_000) }, 'failed', '2 days 7 hours behind'],
    [
      'too old for a window that was shorter',
      { verdict: 'time', ...at(-5) },
      'failed',
      'By now it would be taken',
    ],
  ])('%s', (_what, fields, outcome, words) => {
    expect(step('timestamp', fields)).toMatchObject({ outcome, detail: expect.stringContaining(words) });
  });
});

describe('what it brought', () => {
  const batch = (...recipients: string[]) => ({
    type: 'delivery_report_sms',
    batch_id: 'B1',
    statuses: [{ status: 'Delivered', recipients }],
  });

  test.each<[string, Parameters<typeof arrived>[0], string, string]>([
    ['one report', {}, 'passed', 'It brings 1 report, 1 of them new.'],
    [
      'a stranger among them',
      { says: batch('12025550101', '447700900123') },
      'noted',
      'It brings 2 reports, 1 of them new. 1 number is no recipient of the message.',
    ],
    [
      'two strangers, and two that cannot be read',
      { says: batch('447700900123', '447700900124', '', '?'), effects: [] },
      'noted',
      'It brings 2 reports, 0 of them new. 2 numbers are no recipients of the message. 2 entries cannot be read.',
    ],
    [
      'of which nobody knows yet whom they mean',
      { verdict: 'orphan', effects: [] },
      'noted',
      'Nothing tells yet which recipient is meant',
    ],
  ])('%s', (_what, fields, outcome, words) => {
    expect(step('recipients', fields)).toMatchObject({ outcome, detail: expect.stringContaining(words) });
  });

  test('is never shown by a number', () => {
    for (const verdict of CALLBACK_VERDICTS) {
      const steps = judgeSteps(arrived({ verdict, says: batch('447700900123') }), POLICY);
      expect(JSON.stringify(steps)).not.toContain('447700900123');
    }
  });
});

test('a message that a reference names is told to be found by it', () => {
  const says = { ...REPORT, client_reference: MESSAGE };
  expect(step('message', { says }).detail).toBe(
    'It was found by our reference or Sinch’s id B1, which both name it.',
  );
  expect(step('message', {}).detail).toBe('It was found by Sinch’s id B1.');
  expect(step('message', { message: null, effects: [], verdict: 'no_report' })).toMatchObject({
    outcome: 'noted',
    detail: 'None went by Sinch’s id B1.',
  });
});
