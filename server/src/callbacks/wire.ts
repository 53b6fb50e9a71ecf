/** What Sinch posts, as bytes, into reports in our words (docs/sinch.md, "Delivery reports" and "Inbound"). */
import { knownStatus } from '../messages/report.ts';
import type { RecipientReport } from '../messages/report.ts';

export type ParsedCallback =
  | {
      kind: 'report';
      type: string;
      /** Sinch's id of the batch; null where it is missing or cannot be one. */
      sinchId: string | null;
      /** The `client_reference`, which is our id where we sent the message. */
      reference: string | null;
      reports: RecipientReport[];
      /** Entries without a readable recipient or status, as JSON. */
      unreadable: string[];
    }
  | { kind: 'inbound' | 'unknown'; type: string }
  | { kind: 'invalid' };

const MAX_INT4 = 2_147_483_647;
const MAX_UNKNOWN_WORD = 64;
const MAX_UNREADABLE_LENGTH = 2048;
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/i;

/** NUL ends a text in SQLite and is refused by PostgreSQL. */
const withoutNul = (text: string): string => text.replaceAll('\0', '');

/** `Date` takes 30 February for 2 March. */
const isDay = (day: string): boolean => {
  const midnight = Date.parse(day);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
};

const FOREIGN_ID = /^[A-Za-z0-9_-]{1,64}$/;
const MAX_REFERENCE = 2048;

type JsonObject = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

// Read by hand: schemas took several times as long, for every callback. Null is what cannot be read.

const readId = (value: unknown): string | null =>
  typeof value === 'string' && FOREIGN_ID.test(value) ? value : null;

const readReference = (value: unknown): string | null =>
  typeof value === 'string' && value.length <= MAX_REFERENCE ? withoutNul(value) : null;

/** A number in today's documents, a text in older ones; anything else says nothing. */
function readCode(value: unknown): number | null {
  const code = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value;
  return typeof code === 'number' && Number.isInteger(code) && code >= 0 && code <= MAX_INT4 ? code : null;
}

function readInstant(value: unknown): number | null {
  if (typeof value !== 'string' || !RFC3339.test(value) || !isDay(value.slice(0, 10))) return null;
  const milliseconds = Date.parse(value);
  return Number.isNaN(milliseconds) ? null : milliseconds;
}

function readStatus(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const word = withoutNul(value).trim();
  if (word === '') return null;
  // Half a surrogate pair would come back from a database as another text.
  return knownStatus(word) ?? word.slice(0, MAX_UNKNOWN_WORD).toWellFormed();
}

/** Sinch drops the `+`; some of its documents show `+` or `00`. Never judged by a phone library: Sinch knows its numbers. */
function readRecipient(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const digits = value
    .trim()
    .replace(/^(\+|00)/, '')
    .replaceAll(/[\s().-]/g, '');
  return /^\d{5,15}$/.test(digits) ? `+${digits}` : null;
}

interface Entries {
  reports: RecipientReport[];
  unreadable: string[];
}

/** JSON can be parsed at any depth, but not written. */
function excerpt(entry: unknown): string {
  try {
    return withoutNul(JSON.stringify(entry) ?? 'null').slice(0, MAX_UNREADABLE_LENGTH);
  } catch {
    return '"nested too deep"';
  }
}

function parseRecipientReport(body: JsonObject): Entries {
  const recipient = readRecipient(body.recipient);
  const status = readStatus(body.status);
  if (recipient === null || status === null) return { reports: [], unreadable: [excerpt(body)] };
  const report = { recipient, status, code: readCode(body.code), reason: null, at: readInstant(body.at) };
  return { reports: [report], unreadable: [] };
}

function parseBatchEntry(entry: unknown): Entries {
  const status = isObject(entry) ? readStatus(entry.status) : null;
  if (!isObject(entry) || status === null) return { reports: [], unreadable: [excerpt(entry)] };
  const code = readCode(entry.code);
  const entries: Entries = { reports: [], unreadable: [] };
  for (const number of listOf(entry.recipients)) {
    const recipient = readRecipient(number);
    if (recipient === null) entries.unreadable.push(excerpt(number));
    else entries.reports.push({ recipient, status, code, reason: null, at: null });
  }
  return entries;
}

/** A summary has counts only: it names no recipient and so makes no report. */
function parseBatchReport(body: JsonObject): Entries {
  const entries = listOf(body.statuses).map(parseBatchEntry);
  return {
    reports: entries.flatMap((entry) => entry.reports),
    unreadable: entries.flatMap((entry) => entry.unreadable),
  };
}

/** The answer of Sinch's report endpoint looks like the batch report that it posts. What cannot be read is left out. */
export const parseDeliveryReport = (report: object): RecipientReport[] =>
  parseBatchReport({ ...report }).reports;

const REPORT_PARSERS: ReadonlyMap<string, (body: JsonObject) => Entries> = new Map([
  ['recipient_delivery_report_sms', parseRecipientReport],
  ['recipient_delivery_report_mms', parseRecipientReport],
  ['delivery_report_sms', parseBatchReport],
  ['delivery_report_mms', parseBatchReport],
]);

const MAX_TYPE_LENGTH = 64;

function parseJsonObject(bytes: Buffer): JsonObject | null {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** Tolerates whatever Sinch may add. `invalid` only for what is no JSON object at all. */
export function parseCallback(bytes: Buffer): ParsedCallback {
  const body = parseJsonObject(bytes);
  if (body === null) return { kind: 'invalid' };
  const type = typeof body.type === 'string' ? body.type : '';
  const sinchId = readId(body.batch_id);
  const reference = readReference(body.client_reference);
  const parse = REPORT_PARSERS.get(type);
  if (parse === undefined) {
    const word = withoutNul(type).slice(0, MAX_TYPE_LENGTH).toWellFormed();
    return { kind: type.startsWith('mo_') ? 'inbound' : 'unknown', type: word };
  }
  return { kind: 'report', type, sinchId, reference, ...parse(body) };
}
