import type { Pool, PoolClient } from 'pg';
import type { StoredMessage } from '../../messages/message.ts';
import { codeOf } from '../../thrown.ts';
import { createStore } from '../create-store.ts';
import type { Driver, StoreFault } from '../driver.ts';
import { Unavailable } from '../faults.ts';
import { DEED, MESSAGE, MOST_RESENDS, RECIPIENT, REPORT, toHead, withHistories } from '../rows.ts';
import type { MessageRow, RecipientRow, ReportRow } from '../rows.ts';
import type { OpenCounts, Store } from '../store.ts';
import { createCallbackReads, keepRejected } from './callbacks.ts';
import type { Ask } from './connection.ts';
import { askOf, openPool } from './connection.ts';
import { exportMessages, listMessages } from './list.ts';
import { migrate } from './migrate.ts';
import { readOutcomes } from './outcomes.ts';
import { prune } from './prune.ts';
import { listReplies } from './replies.ts';
import { createTransaction } from './transaction.ts';

/**
 * By the class of SQLSTATE: 22 and 23 are about the data, 40001 and 40P01 about another transaction. An input at which the
 * program itself stumbles must not take its neighbours along either.
 */
function faultOf(error: unknown): StoreFault {
  const code = codeOf(error) ?? '';
  if (/^(22|23)...$/.test(code) || error instanceof TypeError) return 'data';
  return code === '40001' || code === '40P01' ? 'conflict' : 'unavailable';
}

/** A connection on which something else than a statement failed may be half dead: it is not used again. */
const release = (client: PoolClient, error?: unknown): void =>
  client.release(error !== undefined && faultOf(error) === 'unavailable');

async function inTransaction<Result>(pool: Pool, work: (ask: Ask) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(askOf(client));
    await client.query('COMMIT');
    release(client);
    return result;
  } catch (error) {
    if (faultOf(error) !== 'unavailable') await client.query('ROLLBACK').catch(() => {});
    release(client, error);
    throw error;
  }
}

async function readMessage(ask: Ask, id: string, since = 0): Promise<StoredMessage | null> {
  // The message first: recipients may then be newer than the version says, and the next poll brings them again.
  const [row] = await ask<MessageRow>('message_by_id', `SELECT ${MESSAGE} FROM messages m WHERE id = $1`, [
    id,
  ]);
  if (row === undefined) return null;
  const recipients = await ask<RecipientRow>(
    'recipients_since',
    `SELECT ${RECIPIENT} FROM recipients r WHERE message = $1 AND version > $2 ORDER BY position`,
    [row.seq, since],
  );
  const reports =
    since === 0
      ? await ask<ReportRow>(
          'reports',
          `SELECT ${REPORT} FROM reports WHERE message = $1 ORDER BY position, key`,
          [row.seq],
        )
      : await ask<ReportRow>(
          'reports_of',
          `SELECT ${REPORT} FROM reports WHERE message = $1 AND position = ANY($2) ORDER BY position, key`,
          [row.seq, recipients.map(({ position }) => position)],
        );
  const resends = await ask<{ id: string }>(
    'resends',
    'SELECT id FROM messages WHERE resend_of = $1 ORDER BY id DESC LIMIT $2',
    [id, MOST_RESENDS],
  );
  return {
    ...toHead(row),
    resends: resends.map((again) => again.id),
    recipients: withHistories(recipients, reports),
  };
}

/** The network's own codes, and the database's while it starts, stops or has no connection to spare. */
const PASSING = /^(E(?!RR_)[A-Z_]+|08...|53300|57P0[123])$/;

/** Nothing of what is wrong with a connection is wrong for ever, but a wrong password or database is. */
function explain(error: unknown): never {
  const code = codeOf(error) ?? '';
  // A proxy before a database that is not there yet takes the connection and ends it.
  const brokeOff = error instanceof Error && /timeout|Connection terminated/i.test(error.message);
  if (PASSING.test(code) || brokeOff) throw new Unavailable('the database does not answer', { cause: error });
  throw error;
}

const FIND_VERSION = `
SELECT id, version FROM messages WHERE id = $1
UNION ALL SELECT m.id, m.version FROM sinch_ids s JOIN messages m ON m.seq = s.message WHERE s.sinch_id = $1 LIMIT 1`;

const COUNT_SEND = `
INSERT INTO send_counts AS c (minute, client, sends) VALUES ($1, $2, 1)
ON CONFLICT (minute, client) DO UPDATE SET sends = c.sends + 1 RETURNING sends`;

/** By the index of what is followed up: what is over costs nothing. */
const COUNT_OPEN = `
SELECT coalesce(sum(open_count), 0) AS open,
  coalesce(sum(open_count) FILTER (WHERE tries > 0 OR due_at <= $1), 0) AS overdue,
  count(*) FILTER (WHERE due_at <= $1) AS due FROM messages WHERE due_at > 0`;

function createDriver(url: string): Driver {
  const pool = openPool(url);
  const ask = askOf(pool);
  return {
    migrate: () => migrate(pool).catch(explain),
    close: () => pool.end(),
    ping: async () => {
      await ask('ping', 'SELECT 1', []);
    },
    faultOf,
    transaction: (work) => inTransaction(pool, (inside) => work(createTransaction(inside))),
    findVersion: async (anyId) => {
      const [found] = await ask<{ id: string; version: number }>('find_version', FIND_VERSION, [anyId]);
      return found ?? null;
    },
    readMessage: (id, since) => readMessage(ask, id, since),
    listMessages: (page) => listMessages(ask, page),
    exportMessages: (page) => exportMessages(ask, page),
    listReplies: (page) => listReplies(ask, page),
    listDeeds: ({ limit, after }) =>
      ask('deeds', `SELECT ${DEED} FROM deeds WHERE seq < $1 ORDER BY seq DESC LIMIT $2`, [
        after ?? Number.MAX_SAFE_INTEGER,
        limit,
      ]),
    readOutcomes: (period) => readOutcomes(ask, period),
    partsOf: async (day) => {
      const [row] = await ask<{ parts: number }>('parts_of', 'SELECT parts FROM budget WHERE day = $1', [
        day,
      ]);
      return row?.parts ?? 0;
    },
    countSend: async (minute, client) => {
      const [row] = await ask<{ sends: number }>('count_send', COUNT_SEND, [minute, client]);
      if (row === undefined) throw new Error('the database counted nothing');
      return row.sends;
    },
    countOpen: async (now) => {
      const [counts] = await ask<OpenCounts>('count_open', COUNT_OPEN, [now]);
      return counts ?? { open: 0, overdue: 0, due: 0 };
    },
    keepRejected: (entries, most) => inTransaction(pool, (inside) => keepRejected(inside, entries, most)),
    ...createCallbackReads(ask),
    messageIds: async (after, limit) => {
      const rows = await ask<{ id: string }>(
        'message_ids',
        'SELECT id FROM messages WHERE id > $1 ORDER BY id LIMIT $2',
        [after, limit],
      );
      return rows.map(({ id }) => id);
    },
    prune: (bounds) => prune(ask, bounds),
  };
}

/** A store in PostgreSQL, which several servers may share. */
export const createPostgresStore = (url: string): Store => createStore(createDriver(url));
