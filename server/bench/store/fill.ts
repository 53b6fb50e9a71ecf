/**
 * The rows of many messages to one recipient each, as the store would write them, in a few statements: asking the store
 * for a million would take longer than everything that is measured. `check-fill.ts` holds them to what the store writes.
 */
import { marksOf } from '../../src/store/marks.ts';
import { HOUR } from '../../src/durations.ts';
import { tookOf } from '../../src/store/took.ts';
import { instantOf } from '../traffic.ts';
import type { Dialect } from './dialect.ts';

/** Accepted by Sinch and no callback yet, or all three callbacks received. */
export type Filled = 'sent' | 'delivered';

export interface Stretch {
  state: Filled;
  first: number;
  last: number;
  /** So many of the newest callbacks are still in the inbox. */
  inbox: number;
}

/** In seconds. */
const SIGNED_AT = 1767225600;
const FIRST_POLL = 10 * 60 * 1000;
const EPOCH = instantOf(0, 0, 0);
const STEP = instantOf(0, 0, 1) - EPOCH;
const MINUTE = instantOf(1, 0, 0) - EPOCH;
const DAY = 24 * 60 * MINUTE;
const TOOK = tookOf({ sendAt: null, sentAt: EPOCH }, { status: 'DELIVERED', at: EPOCH + 2 * STEP }, []);

/** Step, word, code, and the status before. */
const STEPS = `(SELECT 0 AS step, 'Queued' AS word, 'QUEUED' AS status, 400 AS code, 'QUEUED' AS before
  UNION ALL SELECT 1, 'Dispatched', 'DISPATCHED', 401, 'QUEUED'
  UNION ALL SELECT 2, 'Delivered', 'DELIVERED', 0, 'DISPATCHED') AS s`;

function expressions(dialect: Dialect) {
  const number = dialect.number('substr(m.id, 12)');
  const at = `(m.created_at + s.step * ${STEP})`;
  const recipient = `'+447' || ${dialect.padded(`${number} * 1000`, 9)}`;
  const nonce = `'01KANONCE' || ${dialect.padded(`${number} * 3 + s.step`, 17)}`;
  const body = dialect.bytes(
    [
      `'{"at":"' || ${dialect.iso(at)}`,
      `'","batch_id":"' || m.sinch_id`,
      `'","client_reference":"' || m.id`,
      `'","code":' || s.code`,
      `',"operator_status_at":"' || ${dialect.iso(at)}`,
      `'","recipient":"' || substr(${recipient}, 2)`,
      `'","status":"' || s.word || '","type":"recipient_delivery_report_sms"}'`,
    ].join(' || '),
  );
  const effects = `'[{"recipient":"' || ${recipient} || '","before":"' || s.before || '","after":"' || s.status || '","added":1}]'`;
  return { at, recipient, nonce, body, effects };
}

const idOf = (prefix: string, message: number): string =>
  `${prefix}${String(message).padStart(26 - prefix.length, '0')}`;

/** In the order of `seq`, and the callbacks of each message together. */
export function fillStatements(dialect: Dialect, { state, first, last, inbox }: Stretch): string[] {
  const { at, recipient, nonce, body, effects } = expressions(dialect);
  const sent = state === 'sent';
  const createdAt = `${EPOCH} + n * ${MINUTE}`;
  const filled = (from: number): string =>
    `m.id BETWEEN '${idOf('01KAMESSAGE', from)}' AND '${idOf('01KAMESSAGE', last)}'`;
  const messages = `FROM messages m WHERE ${filled(first)} ORDER BY m.id`;
  const callbacks = (from: number): string =>
    `FROM messages m CROSS JOIN ${STEPS} WHERE ${filled(from)} ORDER BY m.id, s.step`;
  const statements = [
    `INSERT INTO messages (id, sinch_id, state, sender, body, total_parts, created_at, sent_at, version,
      recipient_count, open_count, counts, due_at, tries, absences, marks)
    ${dialect.series(first, last)}
    SELECT '01KAMESSAGE' || ${dialect.padded('n', 15)}, '01KABATCH' || ${dialect.padded('n', 17)}, 'accepted',
      '+12025550123', 'Your parcel arrives today between 9 and 11.', 1, ${createdAt}, ${createdAt},
      ${sent ? 2 : 5}, 1, ${sent ? 1 : 0}, '${sent ? '{"QUEUED":1}' : '{"DELIVERED":1}'}',
      ${sent ? `${createdAt} + ${FIRST_POLL}` : 'NULL'}, 0, 0,
      ${marksOf({ state: 'accepted', openCount: sent ? 1 : 0, counts: sent ? { QUEUED: 1 } : { DELIVERED: 1 } })} FROM series`,
    `INSERT INTO sinch_ids (sinch_id, message) SELECT m.sinch_id, m.seq ${messages}`,
    `INSERT INTO recipients (message, position, recipient, status, code, at, final, conflict, updated_at,
      callback_count, hour, took, version)
    SELECT m.seq, 0, ${recipient}, ${sent ? `'QUEUED', NULL, NULL` : `'DELIVERED', 0, m.created_at + ${2 * STEP}`},
      ${sent ? dialect.no : dialect.yes}, ${dialect.no}, m.created_at + ${sent ? 0 : 2 * STEP}, ${sent ? 0 : 3},
      m.created_at / ${HOUR}, ${sent ? 'NULL' : TOOK}, ${sent ? 2 : 5} ${messages}`,
    `INSERT INTO budget (day, parts)
    SELECT day, count(*) FROM (SELECT m.created_at / ${DAY} AS day FROM messages m WHERE ${filled(first)}) AS days
    WHERE true GROUP BY day ON CONFLICT (day) DO UPDATE SET parts = budget.parts + excluded.parts`,
    `INSERT INTO reports (message, position, key, status, received_at, source)
    SELECT m.seq, 0, '["QUEUED",null,null,null]', 'QUEUED', m.created_at, 'send' ${messages}`,
  ];
  if (sent) return statements;
  const firstInInbox = Math.max(first, last + 1 - Math.ceil(inbox / 3));
  return [
    ...statements,
    `INSERT INTO reports (message, position, key, status, code, at, operator_at, signed_at, received_at, source)
    SELECT m.seq, 0, '["' || s.status || '",' || s.code || ',null,' || ${at} || ']', s.status, s.code, ${at}, ${at},
      ${SIGNED_AT * 1000}, ${at}, 'callback' ${callbacks(first)}`,
    `INSERT INTO nonces (nonce, received_at) SELECT ${nonce}, ${at} ${callbacks(first)}`,
    `INSERT INTO inbox (received_at, signature, nonce, timestamp, body, type, verdict, message_id, effects)
    SELECT ${at}, '${'s'.repeat(44)}', ${nonce}, '${SIGNED_AT}', ${body}, 'recipient_delivery_report_sms', 'stored', m.id,
      ${effects} ${callbacks(firstInInbox)}`,
  ];
}
