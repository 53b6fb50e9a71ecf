import { Pool, TypeOverrides, types as wireTypes } from 'pg';
import { statementKey } from '../../src/messages/report.ts';
import type { Statement } from '../../src/messages/report.ts';
import { askOf } from '../../src/store/postgres/connection.ts';
import type { Ask } from '../../src/store/postgres/connection.ts';
import { MESSAGE, RECIPIENT, toHead, toRecipient } from '../../src/store/rows.ts';
import type { MessageRow, RecipientRow } from '../../src/store/rows.ts';
import type { Callback } from '../../src/store/store.ts';
import { applyOne, reportOf } from './plain.ts';
import type { Recorder } from './plain.ts';

/** From 5 to 64 there was little difference, and this was the fastest. */
const CONNECTIONS = 20;

const FIND_MESSAGE = `SELECT ${MESSAGE} FROM messages m
  WHERE m.seq = (SELECT message FROM sinch_ids WHERE sinch_id = $1) FOR UPDATE`;
const FIND_RECIPIENT = `SELECT ${RECIPIENT} FROM recipients r WHERE message = $1 AND recipient = $2`;
const FIND_HISTORY = 'SELECT status, code, reason, at FROM reports WHERE message = $1 AND position = $2';
const INSERT_REPORT = `INSERT INTO reports (message, position, key, status, code, reason, at, operator_at, signed_at,
  received_at, source) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;
const UPDATE_RECIPIENT = `UPDATE recipients SET status = $3, code = $4, reason = $5, at = $6, final = $7,
  conflict = $8, updated_at = $9, callback_count = $10, took = $11, version = $12 WHERE message = $1 AND position = $2`;
const UPDATE_MESSAGE = `UPDATE messages SET sinch_id = $2, state = $3, refusal_code = $4, refusal_detail = $5,
  sent_at = $6, expire_at = $7, version = $8, recipient_count = $9, open_count = $10, counts = $11, erased = $12,
  due_at = $13, tries = $14, absences = $15, absent_since = $16 WHERE seq = $1`;
const INSERT_INBOX = `INSERT INTO inbox (received_at, signature, nonce, timestamp, body, type, verdict, message_id,
  effects) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

async function recordOne(ask: Ask, callback: Callback): Promise<void> {
  const { nonce, receivedAt, signature, timestamp, body } = callback.received;
  const kept = await ask(
    'nonce',
    'INSERT INTO nonces (nonce, received_at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING seq',
    [nonce, receivedAt],
  );
  const [message] = await ask<MessageRow>('message', FIND_MESSAGE, [callback.sinchId]);
  if (message === undefined) throw new Error('a callback of no message');
  const head = toHead(message);
  const { seq } = head;
  const [row] = await ask<RecipientRow>('recipient', FIND_RECIPIENT, [seq, reportOf(callback).recipient]);
  if (row === undefined) throw new Error('a callback of no recipient');
  const { position } = row;
  const history = await ask<Statement>('history', FIND_HISTORY, [seq, position]);
  const isFresh = kept.length === 1;
  const { record, counted, added, inbox } = applyOne(head, toRecipient(row), history, callback, isFresh);
  for (const report of added) {
    const { status, code, reason, at, operatorAt, signedAt, source } = report;
    const key = statementKey(report);
    const said = [key, status, code, reason, at, operatorAt, signedAt];
    await ask('report', INSERT_REPORT, [seq, position, ...said, receivedAt, source]);
  }
  await ask('update_recipient', UPDATE_RECIPIENT, [
    seq,
    position,
    record.status,
    record.code,
    record.reason,
    record.at,
    record.final,
    record.conflict,
    record.updatedAt,
    record.callbackCount,
    counted.took,
    head.version,
  ]);
  const { refusal, followUp } = head;
  await ask('update_message', UPDATE_MESSAGE, [
    seq,
    head.sinchId,
    head.state,
    refusal?.code ?? null,
    refusal?.detail ?? null,
    head.sentAt,
    head.expireAt,
    head.version,
    head.recipientCount,
    head.openCount,
    JSON.stringify(head.counts),
    head.erased,
    followUp.dueAt,
    followUp.tries,
    followUp.absences,
    followUp.absentSince,
  ]);
  const { type, verdict, messageId, effects } = inbox;
  await ask('inbox', INSERT_INBOX, [
    receivedAt,
    signature,
    nonce,
    timestamp,
    body,
    type,
    verdict,
    messageId,
    JSON.stringify(effects),
  ]);
}

/** A transaction on a connection of a pool, statements prepared once per connection. */
export function createPlainPostgres(url: string): Recorder {
  const types = new TypeOverrides();
  types.setTypeParser(wireTypes.builtins.INT8, Number);
  const pool = new Pool({ connectionString: url, max: CONNECTIONS, types });
  return {
    record: async (callback) => {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        await recordOne(askOf(client), callback);
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
}
