import type { Statement } from '../../src/messages/report.ts';
import { MESSAGE, RECIPIENT, toHead, toRecipient } from '../../src/store/rows.ts';
import type { MessageRow, RecipientRow } from '../../src/store/rows.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import type { Database } from '../../src/store/sqlite/database.ts';
import { prepareQueries } from '../../src/store/sqlite/queries.ts';
import type { Callback } from '../../src/store/store.ts';
import { applyOne, reportOf } from './plain.ts';
import type { Recorder } from './plain.ts';

/** The store's own prepared statements as far as they are about one row, and what it asks for many rows at once. */
function prepare(database: Database) {
  return {
    ...prepareQueries(database),
    message: database.prepare<MessageRow, [string]>(
      `SELECT ${MESSAGE} FROM sinch_ids s JOIN messages m ON m.seq = s.message WHERE s.sinch_id = ?`,
    ),
    recipient: database.prepare<RecipientRow, [number, string]>(
      `SELECT ${RECIPIENT} FROM recipients r WHERE message = ? AND recipient = ?`,
    ),
    history: database.prepare<Statement, [number, number]>(
      'SELECT status, code, reason, at FROM reports WHERE message = ? AND position = ?',
    ),
  };
}
type Queries = ReturnType<typeof prepare>;

function recordOne(queries: Queries, callback: Callback): void {
  const { nonce, receivedAt } = callback.received;
  const isFresh = queries.insertNonce.run(nonce, receivedAt) === 1;
  const message = queries.message.get(callback.sinchId ?? '');
  if (message === undefined) throw new Error('a callback of no message');
  const head = toHead(message);
  const { seq } = head;
  const row = queries.recipient.get(seq, reportOf(callback).recipient);
  if (row === undefined) throw new Error('a callback of no recipient');
  const history = queries.history.all(seq, row.position);
  const { record, counted, added, inbox } = applyOne(head, toRecipient(row), history, callback, isFresh);
  const { position } = row;
  for (const report of added) queries.insertReport.run({ seq, position, report });
  queries.updateRecipient.run({ seq, position, record, counted, version: head.version });
  queries.updateMessage.run(head);
  queries.insertInbox.run(inbox);
}

/** With the store's settings: WAL, and a sync of the disk before a commit returns. */
export function createPlainSqlite(path: string): Recorder {
  const database = openDatabase(path);
  database.execute('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  const queries = prepare(database);
  return {
    record: async (callback) => {
      queries.begin.run();
      try {
        recordOne(queries, callback);
        queries.commit.run();
      } catch (error) {
        if (database.isInTransaction()) queries.rollback.run();
        throw error;
      }
    },
    close: async () => database.close(),
  };
}
