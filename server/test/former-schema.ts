/** A database as the first version of the program left it, with a message in flight and one that was read. */
import { T0 } from './store-fixtures.ts';

export const FORMER_ID = '01J00000000000000000099999';

const READ_ID = '01J00000000000000000099997';
const HOUR = 3600 * 1000;

type Said = [status: string, at: number | null];
interface Former {
  shown: Said;
  history: Said[];
}
const sql = (value: string | number | null): string =>
  typeof value === 'string' ? `'${value}'` : String(value);

function recipientOf({ shown: [status, at], history }: Former, position: number): string {
  const seq = `(SELECT seq FROM messages WHERE id = '${READ_ID}')`;
  const reports = history.map(
    (said) => `INSERT INTO reports (message, position, key, status, at, received_at, source) VALUES
      (${seq}, ${position}, '${JSON.stringify([said[0], null, null, said[1]])}', '${said[0]}', ${sql(said[1])}, ${T0}, 'callback');`,
  );
  return `INSERT INTO recipients (message, position, recipient, status, at, final, conflict, callback_count, version)
    VALUES (${seq}, ${position}, '+1202555020${position}', '${status}', ${sql(at)}, ${status !== 'DISPATCHED'}, false, 1, 2);
    ${reports.join('\n')}`;
}

const RECIPIENTS: Former[] = [
  {
    shown: ['READ', T0 + 9000],
    history: [
      ['DELIVERED', T0 + 1001],
      ['DELIVERED', T0 + 5],
      ['READ', T0 + 9000],
    ],
  },
  {
    shown: ['READ', T0 + 5000],
    history: [
      ['DELIVERED', null],
      ['READ', T0 + 5000],
    ],
  },
  { shown: ['DELIVERED', T0 - 5], history: [['DELIVERED', T0 - 5]] },
  { shown: ['DELIVERED', null], history: [['DELIVERED', null]] },
  { shown: ['DISPATCHED', T0 + 9000], history: [['DISPATCHED', T0 + 9000]] },
];

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

const READ_ROWS = `
INSERT INTO messages (id, sinch_id, state, body, total_parts, created_at, sent_at, version, recipient_count, open_count,
  counts, tries, absences) VALUES ('${READ_ID}', null, 'accepted', 'Hello', 5, ${T0 - HOUR}, ${T0}, 2, 5, 1,
  '{"READ":2,"DELIVERED":2,"DISPATCHED":1}', 0, 0);
${RECIPIENTS.map(recipientOf).join('\n')}`;

export const FORMER_ROWS = formerRows(FORMER_ID, 'B1') + READ_ROWS;

/** How many of them took at most so many seconds to be delivered to. */
export const FORMER_DELIVERIES = { 1: 1, 2: 1, 5: 1 };
