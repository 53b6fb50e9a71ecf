import { statementKey } from '../../messages/report.ts';
import type { Origin } from '../../messages/report.ts';
import type { Changes, HeadRow } from '../driver.ts';
import type { Ask } from './connection.ts';

/** All changes in one round trip. They touch different tables or rows, so that their order does not matter. */
const WRITE = `
WITH new_reports AS (
  INSERT INTO reports (message, position, key, status, code, reason, at, operator_at, signed_at, received_at, source,
    repeats)
  SELECT * FROM json_to_recordset($1) AS x (message BIGINT, position INTEGER, key TEXT, status TEXT, code INTEGER,
    reason TEXT, at BIGINT, operator_at BIGINT, signed_at BIGINT, received_at BIGINT, source TEXT, repeats INTEGER)
), changed_recipients AS (
  UPDATE recipients r SET sinch_id = x.sinch_id, status = x.status, code = x.code, reason = x.reason, at = x.at, final = x.final,
    conflict = x.conflict, updated_at = x.updated_at, callback_count = x.callback_count, hour = x.hour, took = x.took,
    version = x.version
  FROM json_to_recordset($2) AS x (message BIGINT, position INTEGER, sinch_id TEXT, status TEXT, code INTEGER,
    reason TEXT, at BIGINT, final BOOLEAN, conflict BOOLEAN, updated_at BIGINT, callback_count INTEGER, hour INTEGER,
    took INTEGER, version BIGINT)
  WHERE r.message = x.message AND r.position = x.position
), changed_messages AS (
  UPDATE messages m SET sinch_id = x.sinch_id, state = x.state, refusal_code = x.refusal_code,
    refusal_detail = x.refusal_detail, sent_at = x.sent_at, expire_at = x.expire_at, canceled_at = x.canceled_at,
    canceled_by = x.canceled_by, version = x.version, recipient_count = x.recipient_count, open_count = x.open_count, counts = x.counts,
    erased = x.erased, marks = x.marks, due_at = x.due_at, tries = x.tries, absences = x.absences, absent_since = x.absent_since
  FROM json_to_recordset($3) AS x (seq BIGINT, sinch_id TEXT, state TEXT, refusal_code TEXT, refusal_detail TEXT,
    sent_at BIGINT, expire_at BIGINT, canceled_at BIGINT, canceled_by TEXT, version BIGINT, recipient_count INTEGER, open_count INTEGER,
    counts TEXT, erased INTEGER, marks INTEGER, due_at BIGINT, tries INTEGER, absences INTEGER, absent_since BIGINT)
  WHERE m.seq = x.seq
)
INSERT INTO inbox (received_at, signature, nonce, timestamp, body, type, verdict, message_id, effects)
SELECT x.received_at, x.signature, x.nonce, x.timestamp, decode(x.body, 'base64'), x.type, x.verdict, x.message_id,
  x.effects
FROM json_to_recordset($4) AS x (received_at BIGINT, signature TEXT, nonce TEXT, timestamp TEXT, body TEXT, type TEXT,
  verdict TEXT, message_id TEXT, effects TEXT)`;

const headColumns = (head: HeadRow): object => ({
  seq: head.seq,
  sinch_id: head.sinchId,
  state: head.state,
  refusal_code: head.refusal?.code ?? null,
  refusal_detail: head.refusal?.detail ?? null,
  sent_at: head.sentAt,
  expire_at: head.expireAt,
  canceled_at: head.canceledAt,
  canceled_by: head.canceledBy,
  version: head.version,
  recipient_count: head.recipientCount,
  open_count: head.openCount,
  erased: head.erased,
  marks: head.marks,
  counts: JSON.stringify(head.counts),
  due_at: head.followUp.dueAt,
  tries: head.followUp.tries,
  absences: head.followUp.absences,
  absent_since: head.followUp.absentSince,
});

const saidColumns = <Said extends Origin & { receivedAt: number }>({
  operatorAt,
  signedAt,
  receivedAt,
  ...columns
}: Said) => ({ ...columns, operator_at: operatorAt, signed_at: signedAt, received_at: receivedAt });

const reportColumns = ({ seq, position, report }: Changes['reports'][number]): object => {
  return { message: seq, position, key: statementKey(report), ...saidColumns(report) };
};

const recipientColumns = ({
  seq,
  position,
  record,
  counted,
  version,
}: Changes['recipients'][number]): object => ({
  message: seq,
  position,
  sinch_id: record.sinchId,
  status: record.status,
  code: record.code,
  reason: record.reason,
  at: record.at,
  final: record.final,
  conflict: record.conflict,
  updated_at: record.updatedAt,
  callback_count: record.callbackCount,
  hour: counted.hour,
  took: counted.took,
  version,
});

const inboxColumns = (entry: Changes['inbox'][number]): object => ({
  received_at: entry.receivedAt,
  signature: entry.signature,
  nonce: entry.nonce,
  timestamp: entry.timestamp,
  body: entry.body.toString('base64'),
  type: entry.type,
  verdict: entry.verdict,
  message_id: entry.messageId,
  effects: JSON.stringify(entry.effects),
});

const orphanColumns = ({ callbacks, sinchId, ...orphan }: Changes['orphans'][number]): object => ({
  ...saidColumns(orphan),
  sinch_id: sinchId,
  callback_count: callbacks,
});

const KEEP_ORPHANS = `
INSERT INTO orphans AS o (sinch_id, recipient, key, status, code, reason, at, operator_at, signed_at, received_at,
  callback_count, repeats)
SELECT * FROM json_to_recordset($1) AS x (sinch_id TEXT, recipient TEXT, key TEXT, status TEXT, code INTEGER, reason TEXT,
  at BIGINT, operator_at BIGINT, signed_at BIGINT, received_at BIGINT, callback_count INTEGER, repeats INTEGER)
ON CONFLICT (sinch_id, recipient, key) DO UPDATE SET callback_count = o.callback_count + excluded.callback_count,
  repeats = o.repeats + excluded.repeats + 1`;

const REPEAT_REPORTS = `
UPDATE reports p SET repeats = p.repeats + x.times
FROM json_to_recordset($1) AS x (seq BIGINT, position INTEGER, key TEXT, times INTEGER)
WHERE p.message = x.seq AND p.position = x.position AND p.key = x.key`;

async function writeNames(ask: Ask, { links, adopted, orphans }: Changes): Promise<void> {
  if (links.length > 0) {
    await ask(
      'link',
      `INSERT INTO sinch_ids (sinch_id, message, position)
        SELECT * FROM unnest($1::text[], $2::bigint[], $3::integer[])
        ON CONFLICT (sinch_id) DO UPDATE SET message = excluded.message, position = excluded.position`,
      [
        links.map(({ sinchId }) => sinchId),
        links.map(({ seq }) => seq),
        links.map(({ position }) => position),
      ],
    );
  }
  if (adopted.length > 0) await ask('adopt', 'DELETE FROM orphans WHERE sinch_id = ANY($1)', [adopted]);
  if (orphans.length > 0)
    await ask('keep_orphans', KEEP_ORPHANS, [JSON.stringify(orphans.map(orphanColumns))]);
}

export async function write(ask: Ask, changes: Changes): Promise<void> {
  const sets: object[][] = [
    changes.reports.map(reportColumns),
    changes.recipients.map(recipientColumns),
    changes.heads.map(headColumns),
    changes.inbox.map(inboxColumns),
  ];
  if (sets.some((set) => set.length > 0))
    await ask(
      'write',
      WRITE,
      sets.map((set) => JSON.stringify(set)),
    );
  if (changes.repeats.length > 0)
    await ask('repeat_reports', REPEAT_REPORTS, [JSON.stringify(changes.repeats)]);
  await writeNames(ask, changes);
  // Last, and in the order of the days: a send that takes its parts meanwhile waits for nothing else.
  for (const { day, parts } of changes.budget) {
    await ask('charge_parts', 'UPDATE budget SET parts = parts + $1 WHERE day = $2', [parts, day]);
  }
}
