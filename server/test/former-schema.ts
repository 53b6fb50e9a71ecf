/** A database as the first version of the program left it, with a message in flight. */
import { T0 } from './store-fixtures.ts';

export const FORMER_ID = '01J00000000000000000099999';

export const formerRows = (id: string, sinchId: string): string => `
INSERT INTO messages (id, sinch_id, state, body, total_parts, created_at, sent_at, version, recipient_count, open_count,
  counts, due_at, tries, absences) VALUES ('${id}', '${sinchId}', 'accepted', 'Hello', 2, ${T0}, ${T0}, 2, 2, 2,
  '{"QUEUED":2}', ${T0 + 600_000}, 0, 0);
INSERT INTO sinch_ids (sinch_id, message) SELECT sinch_id, seq FROM messages WHERE id = '${id}';
INSERT INTO recipients (message, position, recipient, status, final, conflict, callback_count, version)
  SELECT seq, 0, '+12025550101', 'QUEUED', false, false, 0, 2 FROM messages WHERE id = '${id}';
INSERT INTO recipients (message, position, recipient, status, final, conflict, callback_count, version)
  SELECT seq, 1, '+12025550102', 'QUEUED', false, false, 0, 2 FROM messages WHERE id = '${id}';
INSERT INTO reports (message, position, key, status, received_at, source)
  SELECT r.message, r.position, '["QUEUED",null,null,null]', 'QUEUED', ${T0}, 'send'
  FROM recipients r JOIN messages m ON m.seq = r.message WHERE m.id = '${id}';`;

export const FORMER_ROWS = formerRows(FORMER_ID, 'B1');
