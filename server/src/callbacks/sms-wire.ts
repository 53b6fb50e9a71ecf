/** What the SMS API posts (docs/sinch.md, "Delivery reports" and "Inbound"). */
import type { CallbackReport, RecipientReport } from '../messages/report.ts';
import {
  boundedText,
  boundedWord,
  isObject,
  listOf,
  readCode,
  readId,
  readInstant,
  readOwnNumber,
  readRecipient,
  readReference,
  readStatus,
} from './fields.ts';
import type { JsonObject } from './fields.ts';
import { MAX_REPLY_LENGTH } from './parsed.ts';
import type { InboundCallback, ParsedCallback } from './parsed.ts';

interface Entries {
  reports: (CallbackReport & RecipientReport)[];
  unreadable: number;
}

const UNREADABLE: Entries = { reports: [], unreadable: 1 };

function parseRecipientReport(body: JsonObject): Entries {
  const recipient = readRecipient(body.recipient);
  const status = readStatus(body.status);
  if (recipient === null || status === null) return UNREADABLE;
  const said = { status, code: readCode(body.code), reason: null, at: readInstant(body.at) };
  const operatorAt = readInstant(body.operator_status_at);
  return { reports: [{ recipient, ...said, operatorAt }], unreadable: 0 };
}

function parseBatchEntry(entry: unknown): Entries {
  const status = isObject(entry) ? readStatus(entry.status) : null;
  if (!isObject(entry) || status === null) return UNREADABLE;
  const code = readCode(entry.code);
  const entries: Entries = { reports: [], unreadable: 0 };
  for (const number of listOf(entry.recipients)) {
    const recipient = readRecipient(number);
    if (recipient === null) entries.unreadable += 1;
    else entries.reports.push({ recipient, status, code, reason: null, at: null, operatorAt: null });
  }
  return entries;
}

/** A summary has counts only: it names no recipient and so makes no report. */
function parseBatchReport(body: JsonObject): Entries {
  const entries = listOf(body.statuses).map(parseBatchEntry);
  return {
    reports: entries.flatMap((entry) => entry.reports),
    unreadable: entries.reduce((sum, entry) => sum + entry.unreadable, 0),
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

function parseReply(type: string, body: JsonObject): InboundCallback {
  const sinchId = readId(body.id);
  const from = readRecipient(body.from);
  if (sinchId === null || from === null || typeof body.body !== 'string') {
    return { kind: 'inbound', type, reply: null, unreadable: 1 };
  }
  const to = readOwnNumber(body.to);
  const text = boundedText(body.body, MAX_REPLY_LENGTH);
  const reply = { sinchId, from, to, text, at: readInstant(body.received_at) };
  return { kind: 'inbound', type, reply, unreadable: 0 };
}

/** Null where `type` is no word of the SMS API. */
export function parseSmsCallback(type: string, body: JsonObject): ParsedCallback | null {
  const parse = REPORT_PARSERS.get(type);
  if (parse !== undefined) {
    const sinchId = readId(body.batch_id);
    return { kind: 'report', type, sinchId, reference: readReference(body.client_reference), ...parse(body) };
  }
  if (type === 'mo_text') return parseReply(type, body);
  if (!type.startsWith('mo_')) return null;
  return { kind: 'inbound', type: boundedWord(type), reply: null, unreadable: 0 };
}
