/** Stored messages as the lines of a table: one for each recipient. */
import { stringify } from 'csv-stringify/sync';
import { isoOrNull } from '../instants.ts';
import type { MessageSummaryRecord, RecipientRecord } from './message.ts';

const isoOrEmpty = (instant: number | null): string => isoOrNull(instant) ?? '';

/**
 * How a spreadsheet begins to compute, also in the wide letters that East Asian ones read. Where it takes semicolons for
 * commas, as in much of Europe, a cell begins behind each of them, and behind each end of a line.
 */
const COMPUTES = /^(?=[=+\-@\t\r\n＝＋－＠])|(?<=[;\t\r\n])(?="*[=+\-@＝＋－＠])/g;

/** With an apostrophe before it a spreadsheet takes it for text, whoever wrote it. */
const text = (value: string | null): string => (value ?? '').replaceAll(COMPUTES, "'");

/** A `+` and digits alone compute nothing, and with an apostrophe no other program would know the number. */
const number = (value: string | null): string =>
  value !== null && /^\+\d{1,15}$/.test(value) ? value : text(value);

type Cell = (message: MessageSummaryRecord, recipient: RecipientRecord) => string;

const CELLS: readonly [title: string, cell: Cell][] = [
  ['message_id', ({ id }) => id],
  ['sinch_id', ({ sinchId }, recipient) => text(recipient.sinchId ?? sinchId)],
  ['created_at', ({ createdAt }) => isoOrEmpty(createdAt)],
  ['sent_at', ({ sentAt }) => isoOrEmpty(sentAt)],
  ['from', ({ from }) => number(from)],
  ['recipient', (_, { recipient }) => number(recipient)],
  ['status', (_, { status }) => status ?? ''],
  ['code', (_, { code }) => (code === null ? '' : String(code))],
  ['reason', (_, { reason }) => text(reason)],
  ['final', (_, { final }) => String(final)],
  ['conflict', (_, { conflict }) => String(conflict)],
  ['updated_at', (_, { updatedAt }) => isoOrEmpty(updatedAt)],
  ['text', (message) => text(message.text)],
  ['state', ({ state }) => state],
  ['refusal', ({ refusal }) => refusal?.code ?? ''],
  ['sent_by', ({ sentBy }) => text(sentBy)],
  ['resend_of', ({ resendOf }) => resendOf ?? ''],
];

/** The library quotes a whole line end; half of one ends a line too. */
const FORMAT = { record_delimiter: 'windows', quoted_match: /[\r\n]/ };
/** Without it spreadsheets take UTF-8 for something older. */
const BYTE_ORDER_MARK = '\u{feff}';

export const HEADER = BYTE_ORDER_MARK + stringify([CELLS.map(([title]) => title)], FORMAT);

export interface Line {
  message: MessageSummaryRecord;
  recipient: RecipientRecord;
}

export const linesOf = (messages: readonly MessageSummaryRecord[]): Line[] =>
  messages.flatMap((message) => message.recipients.map((recipient) => ({ message, recipient })));

export const toCsv = (lines: readonly Line[]): string =>
  stringify(
    lines.map(({ message, recipient }) => CELLS.map(([, cell]) => cell(message, recipient))),
    FORMAT,
  );
