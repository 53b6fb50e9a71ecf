import type { Driver } from '../driver.ts';
import type { RejectedEntry } from '../inbox.ts';
import {
  ACCEPTED,
  LISTED_ACCEPTED,
  LISTED_REFUSED,
  REFUSED,
  toAccepted,
  toListedAccepted,
  toListedRejected,
  toRejected,
} from '../rows.ts';
import type { AcceptedRow, ListedAcceptedRow, ListedRejectedRow, RejectedRow } from '../rows.ts';
import type { Ask } from './connection.ts';

export async function keepRejected(ask: Ask, entries: readonly RejectedEntry[], most: number): Promise<void> {
  for (const { receivedAt, reason, headers, body, bodyBytes } of entries) {
    await ask(
      'insert_rejected',
      'INSERT INTO rejected (received_at, reason, headers, body, body_bytes) VALUES ($1, $2, $3, $4, $5)',
      [receivedAt, reason, JSON.stringify(headers), body, bodyBytes],
    );
  }
  await ask('bound_rejected', 'DELETE FROM rejected WHERE seq <= (SELECT max(seq) FROM rejected) - $1', [
    most,
  ]);
}

const NEWEST_ACCEPTED = `SELECT ${LISTED_ACCEPTED} FROM inbox i WHERE seq < $1 ORDER BY seq DESC LIMIT $2`;

const NEWEST_OF_MESSAGE = `
SELECT ${LISTED_ACCEPTED} FROM inbox i WHERE message_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3`;

const NEWEST_REJECTED = `SELECT ${LISTED_REFUSED} FROM rejected j WHERE seq < $1 ORDER BY seq DESC LIMIT $2`;

type CallbackReads = Pick<Driver, 'listAccepted' | 'listRejected' | 'readAccepted' | 'readRejected'>;

export const createCallbackReads = (ask: Ask): CallbackReads => ({
  listAccepted: async ({ limit, below, message }) => {
    const rows = await (message === null
      ? ask<ListedAcceptedRow>('newest_accepted', NEWEST_ACCEPTED, [below, limit])
      : ask<ListedAcceptedRow>('newest_of_message', NEWEST_OF_MESSAGE, [message, below, limit]));
    return rows.map(toListedAccepted);
  },
  listRejected: async ({ limit, below }) => {
    const rows = await ask<ListedRejectedRow>('newest_rejected', NEWEST_REJECTED, [below, limit]);
    return rows.map(toListedRejected);
  },
  readAccepted: async (seq) => {
    const [row] = await ask<AcceptedRow>('accepted', `SELECT ${ACCEPTED} FROM inbox i WHERE seq = $1`, [seq]);
    return row === undefined ? null : toAccepted(row);
  },
  readRejected: async (seq) => {
    const [row] = await ask<RejectedRow>('rejected', `SELECT ${REFUSED} FROM rejected j WHERE seq = $1`, [
      seq,
    ]);
    return row === undefined ? null : toRejected(row);
  },
});
