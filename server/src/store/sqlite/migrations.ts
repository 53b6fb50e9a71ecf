import { HOUR } from '../../durations.ts';
import { BITS, FINAL, OPEN } from '../marks.ts';
import { ARRIVED, DELIVERY, DELIVERY_BOUNDS } from '../took.ts';

const BOUNDS = DELIVERY_BOUNDS.map((bound) => `(${bound})`).join(', ');

/** In milliseconds; null: it is not known. */
const TOOK = `(
  coalesce((SELECT max(p.at) FROM reports p WHERE p.message = r.message AND p.position = r.position
    AND upper(p.status) = ${DELIVERY}), r.at) -
  (SELECT coalesce(m.send_at, m.sent_at) FROM messages m WHERE m.seq = r.message))`;

/**
 * The tables, step by step: only ever add a step. Children name their message by its `seq`, a number, since it stands in
 * every row. A text key stands in for (status, code, reason, at) because SQL takes two NULLs for different.
 */
export const MIGRATIONS: readonly string[] = [
  `
CREATE TABLE messages (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  sinch_id TEXT,
  state TEXT NOT NULL,
  refusal_code TEXT,
  refusal_detail TEXT,
  sender TEXT,
  body TEXT NOT NULL,
  total_parts INTEGER NOT NULL,
  idempotency_key TEXT UNIQUE,
  fingerprint TEXT,
  created_at INTEGER NOT NULL,
  sent_at INTEGER,
  expire_at INTEGER,
  version INTEGER NOT NULL,
  recipient_count INTEGER NOT NULL,
  open_count INTEGER NOT NULL,
  counts TEXT NOT NULL,
  due_at INTEGER,
  tries INTEGER NOT NULL,
  absences INTEGER NOT NULL,
  absent_since INTEGER,
  erased INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX messages_due ON messages (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE sinch_ids (
  sinch_id TEXT PRIMARY KEY,
  message INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX sinch_ids_by_message ON sinch_ids (message);

CREATE TABLE recipients (
  message INTEGER NOT NULL,
  position INTEGER NOT NULL,
  recipient TEXT NOT NULL,
  sinch_id TEXT,
  status TEXT,
  code INTEGER,
  reason TEXT,
  at INTEGER,
  final INTEGER NOT NULL,
  conflict INTEGER NOT NULL,
  updated_at INTEGER,
  callback_count INTEGER NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (message, position)
) WITHOUT ROWID;
CREATE UNIQUE INDEX recipients_by_number ON recipients (recipient, message);

CREATE TABLE reports (
  message INTEGER NOT NULL,
  position INTEGER NOT NULL,
  key TEXT NOT NULL,
  status TEXT NOT NULL,
  code INTEGER,
  reason TEXT,
  at INTEGER,
  received_at INTEGER NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (message, position, key)
) WITHOUT ROWID;

CREATE TABLE orphans (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  sinch_id TEXT NOT NULL,
  recipient TEXT NOT NULL,
  key TEXT NOT NULL,
  status TEXT NOT NULL,
  code INTEGER,
  reason TEXT,
  at INTEGER,
  received_at INTEGER NOT NULL,
  callback_count INTEGER NOT NULL,
  UNIQUE (sinch_id, recipient, key)
);

CREATE TABLE nonces (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  nonce TEXT NOT NULL UNIQUE,
  received_at INTEGER NOT NULL
);

CREATE TABLE inbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  received_at INTEGER NOT NULL,
  signature TEXT NOT NULL,
  nonce TEXT NOT NULL,
  timestamp TEXT NOT NULL,
  body BLOB NOT NULL,
  type TEXT NOT NULL,
  verdict TEXT NOT NULL,
  message_id TEXT,
  effects TEXT NOT NULL
);

CREATE INDEX inbox_by_message ON inbox (message_id) WHERE message_id IS NOT NULL;

CREATE TABLE rejected (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  received_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  headers TEXT NOT NULL,
  body BLOB NOT NULL
);

CREATE TABLE erased_names (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  received_at INTEGER NOT NULL
);

CREATE TABLE budget (
  day INTEGER PRIMARY KEY,
  parts INTEGER NOT NULL
);
`,
  `
ALTER TABLE messages ADD COLUMN transport TEXT NOT NULL DEFAULT 'sms';
ALTER TABLE messages ADD COLUMN send_at INTEGER;
ALTER TABLE messages ADD COLUMN canceled_at INTEGER;
ALTER TABLE sinch_ids ADD COLUMN position INTEGER;

CREATE TABLE replies (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  sinch_id TEXT NOT NULL UNIQUE,
  from_number TEXT NOT NULL,
  to_number TEXT,
  body TEXT NOT NULL,
  at INTEGER,
  received_at INTEGER NOT NULL
);
CREATE INDEX replies_by_number ON replies (from_number, seq);
`,
  `
ALTER TABLE messages ADD COLUMN sent_by TEXT;
ALTER TABLE messages ADD COLUMN canceled_by TEXT;

CREATE TABLE deeds (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  actor TEXT,
  deed TEXT NOT NULL,
  subject TEXT NOT NULL
);
`,
  `
CREATE TABLE send_counts (
  minute INTEGER NOT NULL,
  client TEXT NOT NULL,
  sends INTEGER NOT NULL,
  PRIMARY KEY (minute, client)
) WITHOUT ROWID;
`,
  // Holds all that is counted of what is open: with the rows themselves, a hundred thousand took half a second.
  `
DROP INDEX messages_due;
CREATE INDEX messages_due ON messages (due_at, open_count, tries) WHERE due_at IS NOT NULL;
`,
  // How much of a refused callback was not kept. Null: a program that did not know of it kept it.
  `
ALTER TABLE rejected ADD COLUMN body_bytes INTEGER;
`,
  `
ALTER TABLE reports ADD COLUMN operator_at INTEGER;
ALTER TABLE reports ADD COLUMN signed_at INTEGER;
ALTER TABLE reports ADD COLUMN repeats INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orphans ADD COLUMN operator_at INTEGER;
ALTER TABLE orphans ADD COLUMN signed_at INTEGER;
ALTER TABLE orphans ADD COLUMN repeats INTEGER NOT NULL DEFAULT 0;
`,
  `
ALTER TABLE messages ADD COLUMN resend_of TEXT;
CREATE INDEX messages_by_resend ON messages (resend_of, id) WHERE resend_of IS NOT NULL;
ALTER TABLE messages ADD COLUMN marks INTEGER NOT NULL DEFAULT 0;
WITH bits (name, bit) AS (VALUES ${BITS})
UPDATE messages AS m SET marks = ${OPEN} + (SELECT bit FROM bits WHERE name = m.state) + (
  SELECT coalesce(sum(bit), 0) FROM json_each(m.counts) c JOIN bits ON name = c.key);
UPDATE messages SET marks = marks + ${FINAL - OPEN} WHERE state = 'refused' OR (state = 'accepted' AND open_count = 0);
CREATE INDEX messages_by_marks ON messages (marks, id);
`,
  // By nothing that a callback changes: it costs them nothing.
  `
CREATE INDEX messages_by_time ON messages (created_at);
`,
  // Whatever is counted of a period is counted by two indexes alone, and what Sinch refused by a third, a small one.
  `
ALTER TABLE recipients ADD COLUMN hour INTEGER NOT NULL DEFAULT 0;
ALTER TABLE recipients ADD COLUMN took INTEGER;
UPDATE recipients AS r SET hour = (SELECT m.created_at / ${HOUR} FROM messages m WHERE m.seq = r.message);
UPDATE recipients AS r SET took = (SELECT count(*) FROM (VALUES ${BOUNDS}) WHERE column1 * 1000 < ${TOOK})
WHERE status IN (${ARRIVED}) AND ${TOOK} IS NOT NULL;
CREATE INDEX recipients_by_outcome ON recipients (hour, status, code, reason, took);
CREATE INDEX messages_refused ON messages (created_at, refusal_code, recipient_count) WHERE refusal_code IS NOT NULL;
`,
];
