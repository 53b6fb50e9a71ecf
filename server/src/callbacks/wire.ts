/** What Sinch posts, as bytes, into reports in our words (docs/sinch.md, "Delivery reports" and "Inbound"). */
import { z } from 'zod';
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

const optional = <T extends z.ZodType>(schema: T) => schema.nullable().catch(null).default(null);

const foreignId = optional(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/));
const reference = optional(z.string().max(2048).transform(withoutNul));
/** A number in today's documents, a text in older ones; anything else says nothing. */
const code = optional(
  z
    .union([
      z.number(),
      z
        .string()
        .regex(/^\d{1,10}$/)
        .transform(Number),
    ])
    .pipe(z.int().min(0).max(MAX_INT4)),
);
const instant = optional(
  z
    .string()
    .regex(RFC3339)
    .refine((text) => isDay(text.slice(0, 10)))
    .transform((text) => Date.parse(text))
    .refine((milliseconds) => !Number.isNaN(milliseconds)),
);
const status = z
  .string()
  .transform((word) => withoutNul(word).trim())
  .refine((word) => word !== '')
  // Half a surrogate pair would come back from a database as another text.
  .transform((word) => knownStatus(word) ?? word.slice(0, MAX_UNKNOWN_WORD).toWellFormed());
/** Sinch drops the `+`; some of its documents show `+` or `00`. Never judged by a phone library: Sinch knows its numbers. */
const recipient = z
  .string()
  .transform((text) =>
    text
      .trim()
      .replace(/^(\+|00)/, '')
      .replaceAll(/[\s().-]/g, ''),
  )
  .refine((digits) => /^\d{5,15}$/.test(digits))
  .transform((digits) => `+${digits}`);

const envelope = z.object({
  type: z.string().catch('').default(''),
  batch_id: foreignId,
  client_reference: reference,
});
const recipientReport = z.object({ recipient, status, code, at: instant });
const batchStatus = z.object({ status, code });
const batchReport = z.object({ statuses: z.array(z.unknown()).catch([]).default([]) });
const recipientList = z.object({ recipients: z.array(z.unknown()).catch([]).default([]) });

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

function parseRecipientReport(body: object): Entries {
  const parsed = recipientReport.safeParse(body);
  if (!parsed.success) return { reports: [], unreadable: [excerpt(body)] };
  const report = parsed.data;
  return {
    reports: [
      { recipient: report.recipient, status: report.status, code: report.code, reason: null, at: report.at },
    ],
    unreadable: [],
  };
}

function parseBatchEntry(entry: unknown): Entries {
  const parsed = batchStatus.safeParse(entry);
  if (!parsed.success) return { reports: [], unreadable: [excerpt(entry)] };
  const { status: word, code: number } = parsed.data;
  const numbers = recipientList
    .parse(entry)
    .recipients.map((one) => ({ one, parsed: recipient.safeParse(one) }));
  const readable = numbers.flatMap(({ parsed: result }) => (result.success ? [result.data] : []));
  return {
    reports: readable.map((number_) => ({
      recipient: number_,
      status: word,
      code: number,
      reason: null,
      at: null,
    })),
    unreadable: numbers.filter(({ parsed: result }) => !result.success).map(({ one }) => excerpt(one)),
  };
}

/** A summary has counts only: it names no recipient and so makes no report. */
function parseBatchReport(body: object): Entries {
  const entries = batchReport.parse(body).statuses.map(parseBatchEntry);
  return {
    reports: entries.flatMap((entry) => entry.reports),
    unreadable: entries.flatMap((entry) => entry.unreadable),
  };
}

/** The answer of Sinch's report endpoint looks like the batch report that it posts. What cannot be read is left out. */
export const parseDeliveryReport = (report: object): RecipientReport[] => parseBatchReport(report).reports;

const REPORT_PARSERS: ReadonlyMap<string, (body: object) => Entries> = new Map([
  ['recipient_delivery_report_sms', parseRecipientReport],
  ['recipient_delivery_report_mms', parseRecipientReport],
  ['delivery_report_sms', parseBatchReport],
  ['delivery_report_mms', parseBatchReport],
]);

const MAX_TYPE_LENGTH = 64;

function parseJsonObject(bytes: Buffer): object | null {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** Tolerates whatever Sinch may add. `invalid` only for what is no JSON object at all. */
export function parseCallback(bytes: Buffer): ParsedCallback {
  const body = parseJsonObject(bytes);
  if (body === null) return { kind: 'invalid' };
  const { type, batch_id: sinchId, client_reference: clientReference } = envelope.parse(body);
  const parse = REPORT_PARSERS.get(type);
  if (parse === undefined) {
    const word = withoutNul(type).slice(0, MAX_TYPE_LENGTH).toWellFormed();
    return { kind: type.startsWith('mo_') ? 'inbound' : 'unknown', type: word };
  }
  return { kind: 'report', type, sinchId, reference: clientReference, ...parse(body) };
}
