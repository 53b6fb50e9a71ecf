/** One statement about one recipient, in our words, whoever made it. */
import type { Source, Status } from '../contract.ts';
import { STATUSES } from '../contract.ts';

/** What makes two reports of a recipient the same: all of it equal. Instants are milliseconds since 1970. */
export interface Statement {
  /** A `Status`, or Sinch's word as received where we do not know it. */
  status: string;
  code: number | null;
  reason: string | null;
  /** When it happened, by Sinch's clock. Never the time of receipt. */
  at: number | null;
}

/** What is told beside a statement, and does not make it another one. */
export interface Origin {
  /** When the operator said so, by Sinch's account: cut to whole minutes, so that it decides nothing. */
  operatorAt: number | null;
  /** When Sinch signed the callback. */
  signedAt: number | null;
}

export interface Report extends Statement, Origin {
  receivedAt: number;
  source: Source;
}

/** As the history keeps it. */
export interface StoredReport extends Report {
  /** How many further callbacks said the same. */
  repeats: number;
}

export interface RecipientReport extends Statement {
  recipient: string;
}

/** `recipient` null: the callback names nobody, and Sinch's id must tell whom it is about. */
export interface CallbackReport extends Statement, Pick<Origin, 'operatorAt'> {
  recipient: string | null;
}

/** Of what no callback brought: no operator is named, and nobody signed it. */
export const unsignedReport = (
  { status, code, reason, at }: Statement,
  source: Exclude<Source, 'callback'>,
  receivedAt: number,
): StoredReport => ({
  status,
  code,
  reason,
  at,
  operatorAt: null,
  signedAt: null,
  receivedAt,
  source,
  repeats: 0,
});

const KNOWN: ReadonlyMap<string, Status> = new Map(STATUSES.map((status) => [status, status]));

/** The status that a word of Sinch names, in any letter case; null for one we do not know. */
export const knownStatus = (word: string): Status | null => KNOWN.get(word.toUpperCase()) ?? null;

export const isSameStatement = (a: Statement, b: Statement): boolean =>
  a.status === b.status && a.code === b.code && a.reason === b.reason && a.at === b.at;

/** The natural key of a report within its recipient. */
export const statementKey = ({ status, code, reason, at }: Statement): string =>
  JSON.stringify([status, code, reason, at]);
