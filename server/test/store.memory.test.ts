import { createMemoryStore } from '../src/store/memory/memory.ts';
import { createTables } from '../src/store/memory/tables.ts';
import type { Tables } from '../src/store/memory/tables.ts';
import { describeStore } from './store-suite.ts';
import type { Bench, Look } from './store-suite.ts';

type Row = Record<string, unknown>;

/** The maps as the tables of the other engines. */
const asTables = (tables: Tables): Record<string, Row[]> => ({
  messages: [...tables.messages.values()].map(({ head }) => ({ ...head })),
  sinch_ids: [...tables.bySinchId].map(([sinch_id, { head, sinchIds }]) => ({
    sinch_id,
    message: head.seq,
    position: sinchIds.get(sinch_id) ?? null,
  })),
  replies: tables.replies.all.map(({ sinchId, ...reply }) => ({ ...reply, sinch_id: sinchId })),
  erased_names: [...tables.erasedNames].map(([name, received_at]) => ({ name, received_at })),
  recipients: [...tables.messages.values()].flatMap(({ recipients }) =>
    recipients.flatMap((one) => (one ? [{ ...one.record }] : [])),
  ),
  reports: [...tables.messages.values()].flatMap(({ recipients }) =>
    recipients.flatMap((one) => (one ? one.history.map((report) => ({ ...report })) : [])),
  ),
  orphans: [...tables.orphans.values()].flatMap((waiting) =>
    [...waiting.values()].map((orphan) => ({ ...orphan })),
  ),
  send_counts: [...tables.sendCounts].flatMap(([minute, counts]) =>
    [...counts].map(([client, sends]) => ({ minute, client, sends })),
  ),
  nonces: [...tables.nonces].map(([nonce, received_at]) => ({ nonce, received_at })),
  inbox: tables.inbox.map(({ receivedAt, messageId, effects, ...entry }) => ({
    ...entry,
    received_at: receivedAt,
    message_id: messageId,
    effects: JSON.stringify(effects),
  })),
  rejected: tables.rejected.map(({ receivedAt, headers, ...entry }) => ({
    ...entry,
    received_at: receivedAt,
    headers: JSON.stringify(headers),
  })),
});

/** As much of SQL as the suite looks with: all rows of one table in their order, or how many they are. */
const lookAt =
  (tables: Tables): Look =>
  async (sql) => {
    const rows = asTables(tables)[/ FROM (\w+)/.exec(sql)?.[1] ?? ''] ?? [];
    return sql.startsWith('SELECT count(*)') ? [{ n: rows.length }] : rows;
  };

const create = async (): Promise<Bench> => {
  const tables = createTables();
  return { store: createMemoryStore(tables), look: lookAt(tables) };
};
describeStore('memory', create, false);
