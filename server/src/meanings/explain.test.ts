/** The table of meanings against what docs/sinch.md lists, and what explaining promises whatever Sinch may say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Conversation } from '@sinch/sdk-core';
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { STATUSES } from '../contract.ts';
import type { Status } from '../contract.ts';
import { CODE_MEANINGS } from './codes.ts';
import { REASON_MEANINGS, SUB_CODE_MEANINGS } from './reasons.ts';
import { SPECIAL_MEANINGS, STATUS_MEANINGS } from './statuses.ts';
import { explain } from './explain.ts';
import type { Explainable } from './explain.ts';
import { fold } from '../messages/fold.ts';
import { knownStatus } from '../messages/report.ts';

const DOCS = readFileSync(join(import.meta.dirname, '../../../docs/sinch.md'), 'utf8');
const cells = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('`', ''));

/** The rows of the tables that have such a heading, each as its cells. */
function tables(...heading: string[]): string[][] {
  const lines = DOCS.split('\n');
  return lines.flatMap((line, index) => {
    if (!line.startsWith('|') || heading.some((name, at) => cells(line)[at] !== name)) return [];
    const after = lines.slice(index + 2);
    return after
      .slice(
        0,
        after.findIndex((next) => !next.startsWith('|')),
      )
      .map(cells);
  });
}

/** `1–3, 7` is 1, 2, 3, 7. */
const codesOf = (cell = ''): number[] =>
  cell.split(', ').flatMap((range) => {
    const [first = Number.NaN, last = first] = range.split('–').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });

const isFinal = (status: string): boolean => fold([{ status, code: null, reason: null, at: null }]).final;

describe('every status', () => {
  const documented = tables('status', 'final').map(
    ([word = '', final]) => [word.toUpperCase(), final] as const,
  );

  it('that docs/sinch.md lists has a row, and no other', () => {
    expect(new Set(documented.map(([word]) => word))).toEqual(new Set(STATUSES));
    expect(new Set(Object.keys(STATUS_MEANINGS))).toEqual(new Set(STATUSES));
  });

  it.each(documented)('%s is final there as here: %s', (word, final) => {
    expect(STATUS_MEANINGS[knownStatus(word)!].final).toBe(final === 'yes');
  });

  it.each(STATUSES)('%s is final where the state that is kept says so', (status) => {
    expect(STATUS_MEANINGS[status].final).toBe(isFinal(status));
    expect(explain({ status, code: null, reason: null })).toBe(STATUS_MEANINGS[status]);
  });

  it('has a row of its own where it is none, or not known, or concluded from silence', () => {
    const nothing = { code: null, reason: null };
    expect(explain({ status: null, ...nothing })).toBe(SPECIAL_MEANINGS.none);
    expect(explain({ status: 'Parked', ...nothing })).toBe(SPECIAL_MEANINGS.otherWord);
    expect(explain({ status: 'UNKNOWN', final: false, ...nothing })).toBe(SPECIAL_MEANINGS.otherWord);
    expect(explain({ status: 'UNKNOWN', final: true, source: 'expiry', ...nothing })).toBe(
      SPECIAL_MEANINGS.noReport,
    );
    expect(explain({ status: 'Unknown', final: true, source: 'callback', ...nothing })).toBe(
      STATUS_MEANINGS.UNKNOWN,
    );
    expect(SPECIAL_MEANINGS.otherWord.final).toBe(isFinal('Parked'));
    expect(SPECIAL_MEANINGS.noReport.final).toBe(true);
    expect(SPECIAL_MEANINGS.none.final).toBe(fold([]).final);
  });
});

describe('every code', () => {
  const sinchs = tables('code', 'with', 'meaning').map(([code, , text = '']) => ({
    codes: codesOf(code),
    text,
  }));
  const carriers = tables('code', 'mark', 'meaning').map(([code, mark]) => ({ codes: codesOf(code), mark }));

  it('that docs/sinch.md lists has a row, and no other', () => {
    const documented = [...sinchs, ...carriers].flatMap(({ codes }) => codes);
    expect(documented.length).toBeGreaterThan(140);
    expect(new Set(documented).size).toBe(documented.length);
    expect(documented.toSorted((a, b) => a - b)).toEqual([...CODE_MEANINGS.keys()].toSorted((a, b) => a - b));
  });

  it.each(carriers)(
    'of the carrier is worth a retry unless it is permanent: $codes $mark',
    ({ codes, mark }) => {
      expect(['permanent', 'temporary', 'both', 'none']).toContain(mark);
      for (const code of codes) expect(CODE_MEANINGS.get(code)?.retry === 'no').toBe(mark === 'permanent');
    },
  );

  it('of Sinch is worth a retry where Sinch says so', () => {
    const saying = (words: string) =>
      sinchs
        .filter(({ text }) => text.includes(words))
        .flatMap(({ codes }) => codes.map((code) => CODE_MEANINGS.get(code)?.retry));
    expect(saying('likely to cause the same error')).toEqual(['no', 'no']);
    expect(saying('can be retried')).toEqual(['helps']);
  });
});

describe('every reason', () => {
  const listed = (heading: string): string[][] =>
    tables(heading, heading === 'error.status' ? 'HTTP' : 'meaning');
  const words = (heading: string): string[] => listed(heading).map(([word = '']) => word);

  it('that docs/sinch.md lists has a row, and no other', () => {
    const documented = [...words('reason.code'), ...words('error.status')];
    expect(documented.toSorted()).toEqual([...REASON_MEANINGS.keys()].toSorted());
    expect(words('sub_code').toSorted()).toEqual([...SUB_CODE_MEANINGS.keys()].toSorted());
  });

  it('that the SDK declares has a row', () => {
    // Complete by their types: a word that the SDK comes to declare does not compile until it is here.
    const reasons: Record<Conversation.ReasonCode, true> = {
      UNKNOWN: true,
      INTERNAL_ERROR: true,
      RATE_LIMITED: true,
      RECIPIENT_INVALID_CHANNEL_IDENTITY: true,
      RECIPIENT_NOT_REACHABLE: true,
      RECIPIENT_NOT_OPTED_IN: true,
      OUTSIDE_ALLOWED_SENDING_WINDOW: true,
      CHANNEL_FAILURE: true,
      CHANNEL_BAD_CONFIGURATION: true,
      CHANNEL_CONFIGURATION_MISSING: true,
      MEDIA_TYPE_UNSUPPORTED: true,
      MEDIA_TOO_LARGE: true,
      MEDIA_NOT_REACHABLE: true,
      NO_CHANNELS_LEFT: true,
      TEMPLATE_NOT_FOUND: true,
      TEMPLATE_INSUFFICIENT_PARAMETERS: true,
      TEMPLATE_NON_EXISTING_LANGUAGE_OR_VERSION: true,
      DELIVERY_TIMED_OUT: true,
      DELIVERY_REJECTED_DUE_TO_POLICY: true,
      CONTACT_NOT_FOUND: true,
      BAD_REQUEST: true,
      UNKNOWN_APP: true,
      NO_CHANNEL_IDENTITY_FOR_CONTACT: true,
      CHANNEL_REJECT: true,
      NO_PERMISSION: true,
      NO_PROFILE_AVAILABLE: true,
      UNSUPPORTED_OPERATION: true,
      INACTIVE_CREDENTIAL: true,
      MESSAGE_EXPIRED: true,
      MESSAGE_SPLIT_REQUIRED: true,
      DELIVERY_REPORT_TIME_OUT: true,
    };
    const subCodes: Record<Conversation.ReasonSubCode, true> = {
      UNSPECIFIED_SUB_CODE: true,
      ATTACHMENT_REJECTED: true,
      MEDIA_TYPE_UNDETERMINED: true,
      INACTIVE_SENDER: true,
    };
    expect(Object.keys(reasons).filter((word) => !REASON_MEANINGS.has(word))).toEqual([]);
    expect(Object.keys(subCodes).filter((word) => !SUB_CODE_MEANINGS.has(word))).toEqual([]);
  });

  it('that we give in the place of a missing word means what the word does', () => {
    const twins = listed('error.status').flatMap(([ours, , text]) => {
      const word = /\bas ([A-Z_]+)$/.exec(text ?? '')?.[1];
      return word === undefined ? [] : [[ours, word] as const];
    });
    expect(twins).toHaveLength(6);
    for (const [ours, word] of twins) expect(REASON_MEANINGS.get(ours!)).toBe(REASON_MEANINGS.get(word));
  });
});

describe('an explanation', () => {
  const of = (status: string, code: number | null, reason: string | null = null) =>
    explain({ status, code, reason });

  it('takes what is final from the status, and the rest from the code', () => {
    expect(of('FAILED', 150)).toEqual({ ...CODE_MEANINGS.get(150), final: true });
    expect(of('Aborted', 404)).toEqual({ ...CODE_MEANINGS.get(404), final: true });
  });

  it('prefers a sub-code to a reason, and a reason to a code', () => {
    const known = (reason: string) => of('FAILED', 404, reason).meaning;
    expect(known('CHANNEL_REJECT/INACTIVE_SENDER')).toBe(SUB_CODE_MEANINGS.get('INACTIVE_SENDER')?.meaning);
    expect(known('CHANNEL_REJECT/UNSPECIFIED_SUB_CODE')).toBe(REASON_MEANINGS.get('CHANNEL_REJECT')?.meaning);
    expect(known('CHANNEL_REJECT/NEW')).toBe(REASON_MEANINGS.get('CHANNEL_REJECT')?.meaning);
    expect(known('NEW/NEW')).toBe(CODE_MEANINGS.get(404)?.meaning);
  });

  it('has one for every number of HTTP', () => {
    expect(of('REJECTED', null, 'HTTP_404').meaning).toBe(REASON_MEANINGS.get('NOT_FOUND')?.meaning);
    expect(of('REJECTED', null, 'HTTP_418').meaning).toBe(REASON_MEANINGS.get('HTTP_4xx')?.meaning);
    expect(of('REJECTED', null, 'HTTP_502').meaning).toBe(REASON_MEANINGS.get('UNAVAILABLE')?.meaning);
  });

  it('falls back to the status where code and reason are not known, or say no more than it', () => {
    for (const code of [7777, 409, -1, 0, 400, 401])
      expect(of('FAILED', code)).toEqual(STATUS_MEANINGS.FAILED);
    expect(of('EXPIRED', null, 'NEW')).toEqual(STATUS_MEANINGS.EXPIRED);
  });

  it('of what has arrived is not moved by a code that says otherwise', () => {
    expect(of('DELIVERED', 150)).toEqual(STATUS_MEANINGS.DELIVERED);
    expect(of('READ', null, 'CHANNEL_REJECT')).toEqual(STATUS_MEANINGS.READ);
  });

  it('never takes UNKNOWN, or what is still on its way, for a failure', () => {
    for (const status of ['UNKNOWN', 'DISPATCHED', 'SWITCHING_CHANNEL'] as const) {
      for (const [code, { meaning }] of CODE_MEANINGS) {
        const words = [0, 400, 401, 114, 164, 217, 370, 399].includes(code) ? '' : ` ${meaning}`;
        const { meaning: base, ...rest } = STATUS_MEANINGS[status];
        expect(of(status, code)).toEqual({ meaning: base + words, ...rest });
      }
    }
    expect(STATUS_MEANINGS.UNKNOWN.meaning).toContain('may have arrived');
  });

  const anything: fc.Arbitrary<Explainable> = fc.record({
    status: fc.oneof(
      fc.constantFrom<Status>(...STATUSES),
      fc.string(),
      fc.constant('__proto__'),
      fc.constant(null),
    ),
    code: fc.option(fc.oneof(fc.integer(), fc.integer({ min: 0, max: 450 }))),
    reason: fc.option(
      fc.oneof(
        fc.string(),
        fc.constantFrom('constructor', '__proto__/toString', '/', ...REASON_MEANINGS.keys()),
      ),
    ),
  });

  it('is there for every code and every text, and is final exactly where the state that is kept is', () => {
    fc.assert(
      fc.property(anything, (what) => {
        const { meaning, retry, advice, final } = explain(what);
        expect(meaning).toMatch(/\.$/);
        expect(advice).toMatch(/\.$/);
        expect(['helps', 'may_help', 'no']).toContain(retry);
        expect(final).toBe(what.status === null ? false : isFinal(what.status));
      }),
      { numRuns: 2000 },
    );
  });
});

test('every text is short and plain', () => {
  const rows = [
    ...Object.values(STATUS_MEANINGS),
    ...Object.values(SPECIAL_MEANINGS),
    ...[CODE_MEANINGS, REASON_MEANINGS, SUB_CODE_MEANINGS].flatMap(
      (map: ReadonlyMap<unknown, { meaning: string; advice: string }>) => [...map.values()],
    ),
  ];
  expect(rows.filter(({ meaning, advice }) => meaning.length > 80 || advice.length > 130)).toEqual([]);
  const jargon = /\b(SMSC|ESME|HLR|MSC|IMSI|MSISDN|PLMN|DLR|MMSC|originator|subscriber|payload)\b/i;
  for (const { meaning, advice } of rows) {
    expect(`${meaning} ${advice}`).toMatch(/^[A-Z].*\.$/);
    expect(`${meaning} ${advice}`).not.toMatch(jargon);
  }
});
