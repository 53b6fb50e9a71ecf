import {
  MESSAGE_CHANGES,
  NEW_CALLBACK,
  NEW_ORPHAN,
  NEW_REPORT,
  RECIPIENT_CHANGES,
  assign,
  changedMessage,
  changedRecipient,
  newCallback,
  newOrphan,
  newReport,
} from '../columns.ts';
import type { Changes } from '../driver.ts';
import type { Ask } from './connection.ts';

/** All changes in one round trip. They touch different tables or rows, so that their order does not matter. */
const WRITE = `
WITH new_reports AS (
  INSERT INTO reports (${NEW_REPORT}) SELECT ${NEW_REPORT} FROM json_populate_recordset(NULL::reports, $1)
), changed_recipients AS (
  UPDATE recipients r SET ${assign(RECIPIENT_CHANGES, 'x.')}
  FROM json_populate_recordset(NULL::recipients, $2) x WHERE r.message = x.message AND r.position = x.position
), changed_messages AS (
  UPDATE messages m SET ${assign(`${MESSAGE_CHANGES}, marks`, 'x.')}
  FROM json_populate_recordset(NULL::messages, $3) x WHERE m.seq = x.seq
)
INSERT INTO inbox (${NEW_CALLBACK}) SELECT ${NEW_CALLBACK} FROM json_populate_recordset(NULL::inbox, $4)`;

const KEEP_ORPHANS = `
INSERT INTO orphans AS o (${NEW_ORPHAN}) SELECT ${NEW_ORPHAN} FROM json_populate_recordset(NULL::orphans, $1)
ON CONFLICT (sinch_id, recipient, key) DO UPDATE SET callback_count = o.callback_count + excluded.callback_count,
  repeats = o.repeats + excluded.repeats + 1`;

const REPEAT_REPORTS = `
UPDATE reports p SET repeats = p.repeats + x.times
FROM json_to_recordset($1) AS x (seq BIGINT, position INTEGER, key TEXT, times INTEGER)
WHERE p.message = x.seq AND p.position = x.position AND p.key = x.key`;

/** Bytes as PostgreSQL writes them in text, which is what JSON can hold. */
function textOf(entry: Changes['inbox'][number]) {
  const columns = newCallback(entry);
  return { ...columns, body: `\\x${columns.body.toString('hex')}` };
}

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
  if (orphans.length > 0) await ask('keep_orphans', KEEP_ORPHANS, [JSON.stringify(orphans.map(newOrphan))]);
}

export async function write(ask: Ask, changes: Changes): Promise<void> {
  const sets: object[][] = [
    changes.reports.map(newReport),
    changes.recipients.map(changedRecipient),
    changes.heads.map(changedMessage),
    changes.inbox.map(textOf),
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
