import { BITS, FINAL, OPEN } from '../marks.ts';
import { HOUR } from '../../durations.ts';
import { ARRIVED, DELIVERY, DELIVERY_BOUNDS } from '../took.ts';

/** In milliseconds: the first that is longer than each. */
const BOUNDS = DELIVERY_BOUNDS.map((bound) => bound * 1000 + 1).join(', ');

/** The tables, step by step: only ever add a step. They hold what the SQLite tables hold, under the same names. */
export const MIGRATIONS: readonly string[] = [
  `
CREATE TABLE messages (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id TEXT COLLATE "C" NOT NULL UNIQUE,
  sinch_id TEXT,
  state TEXT NOT NULL,
  refusal_code TEXT,
  refusal_detail TEXT,
  sender TEXT,
  body TEXT NOT NULL,
  total_parts INTEGER NOT NULL,
  idempotency_key TEXT UNIQUE,
  fingerprint TEXT,
  created_at BIGINT NOT NULL,
  sent_at BIGINT,
  expire_at BIGINT,
  version BIGINT NOT NULL,
  recipient_count INTEGER NOT NULL,
  open_count INTEGER NOT NULL,
  counts TEXT NOT NULL,
  due_at BIGINT,
  tries INTEGER NOT NULL,
  absences INTEGER NOT NULL,
  absent_since BIGINT,
  erased INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX messages_due ON messages (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE sinch_ids (
  sinch_id TEXT COLLATE "C" PRIMARY KEY,
  message BIGINT NOT NULL
);
CREATE INDEX sinch_ids_by_message ON sinch_ids (message);

CREATE TABLE recipients (
  message BIGINT NOT NULL,
  position INTEGER NOT NULL,
  recipient TEXT COLLATE "C" NOT NULL,
  sinch_id TEXT,
  status TEXT,
  code INTEGER,
  reason TEXT,
  at BIGINT,
  final BOOLEAN NOT NULL,
  conflict BOOLEAN NOT NULL,
  updated_at BIGINT,
  callback_count INTEGER NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (message, position)
);
CREATE UNIQUE INDEX recipients_by_number ON recipients (recipient, message);

CREATE TABLE reports (
  message BIGINT NOT NULL,
  position INTEGER NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  status TEXT NOT NULL,
  code INTEGER,
  reason TEXT,
  at BIGINT,
  received_at BIGINT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (message, position, key)
);

CREATE TABLE orphans (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sinch_id TEXT COLLATE "C" NOT NULL,
  recipient TEXT COLLATE "C" NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  status TEXT NOT NULL,
  code INTEGER,
  reason TEXT,
  at BIGINT,
  received_at BIGINT NOT NULL,
  callback_count INTEGER NOT NULL,
  UNIQUE (sinch_id, recipient, key)
);

CREATE TABLE nonces (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  nonce TEXT COLLATE "C" NOT NULL UNIQUE,
  received_at BIGINT NOT NULL
);

CREATE TABLE inbox (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  received_at BIGINT NOT NULL,
  signature TEXT NOT NULL,
  nonce TEXT NOT NULL,
  timestamp TEXT NOT NULL,
  body BYTEA NOT NULL,
  type TEXT NOT NULL,
  verdict TEXT NOT NULL,
  message_id TEXT,
  effects TEXT NOT NULL
);

CREATE INDEX inbox_by_message ON inbox (message_id) WHERE message_id IS NOT NULL;

CREATE TABLE rejected (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  received_at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  headers TEXT NOT NULL,
  body BYTEA NOT NULL
);

CREATE TABLE erased_names (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name TEXT COLLATE "C" NOT NULL UNIQUE,
  received_at BIGINT NOT NULL
);

CREATE TABLE budget (
  day INTEGER PRIMARY KEY,
  parts INTEGER NOT NULL
);
`,
  `
ALTER TABLE messages ADD COLUMN transport TEXT NOT NULL DEFAULT 'sms', ADD COLUMN send_at BIGINT,
  ADD COLUMN canceled_at BIGINT;
ALTER TABLE sinch_ids ADD COLUMN position INTEGER;

CREATE TABLE replies (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sinch_id TEXT COLLATE "C" NOT NULL UNIQUE,
  from_number TEXT COLLATE "C" NOT NULL,
  to_number TEXT,
  body TEXT NOT NULL,
  at BIGINT,
  received_at BIGINT NOT NULL
);
CREATE INDEX replies_by_number ON replies (from_number, seq);
`,
  `
ALTER TABLE messages ADD COLUMN sent_by TEXT, ADD COLUMN canceled_by TEXT;

CREATE TABLE deeds (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at BIGINT NOT NULL,
  actor TEXT,
  deed TEXT NOT NULL,
  subject TEXT NOT NULL
);
`,
  `
CREATE TABLE send_counts (
  minute INTEGER NOT NULL,
  client TEXT COLLATE "C" NOT NULL,
  sends INTEGER NOT NULL,
  PRIMARY KEY (minute, client)
);
`,
  // How much of a refused callback was not kept. Null: a program that did not know of it kept it.
  `
ALTER TABLE rejected ADD COLUMN body_bytes INTEGER;
`,
  `
ALTER TABLE reports ADD COLUMN operator_at BIGINT, ADD COLUMN signed_at BIGINT,
  ADD COLUMN repeats INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orphans ADD COLUMN operator_at BIGINT, ADD COLUMN signed_at BIGINT,
  ADD COLUMN repeats INTEGER NOT NULL DEFAULT 0;
`,
  `
ALTER TABLE messages ADD COLUMN resend_of TEXT COLLATE "C", ADD COLUMN marks INTEGER NOT NULL DEFAULT 0;
CREATE INDEX messages_by_resend ON messages (resend_of, id) WHERE resend_of IS NOT NULL;
WITH bits (name, bit) AS (VALUES ${BITS})
UPDATE messages AS m SET marks = ${OPEN} + (SELECT bit FROM bits WHERE name = m.state) + (
  SELECT coalesce(sum(bit), 0) FROM json_each_text(m.counts::json) AS c (key, value) JOIN bits ON name = c.key);
UPDATE messages SET marks = marks + ${FINAL - OPEN} WHERE state = 'refused' OR (state = 'accepted' AND open_count = 0);
CREATE INDEX messages_by_marks ON messages (marks, id);
`,
  // By nothing that a callback changes: it costs them nothing.
  `
CREATE INDEX messages_by_time ON messages (created_at);
`,
  // Whatever is counted of a period is counted by two indexes alone, and what Sinch refused by a third, a small one.
  `
ALTER TABLE recipients ADD COLUMN hour INTEGER NOT NULL DEFAULT 0, ADD COLUMN took INTEGER;
UPDATE recipients r SET hour = m.created_at / ${HOUR}, took = (SELECT
  width_bucket(coalesce((SELECT max(p.at) FROM reports p WHERE p.message = r.message AND p.position = r.position
    AND upper(p.status) = ${DELIVERY}), r.at) - coalesce(m.send_at, m.sent_at), ARRAY[${BOUNDS}]::bigint[])
  WHERE r.status IN (${ARRIVED}))
FROM messages m WHERE m.seq = r.message;
CREATE INDEX recipients_by_outcome ON recipients (hour, status, code, reason, took);
CREATE INDEX messages_refused ON messages (created_at, refusal_code, recipient_count) WHERE refusal_code IS NOT NULL;
`,
];
