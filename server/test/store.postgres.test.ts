import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ANY_MESSAGE } from '../src/store/criteria.ts';
import { HOUR } from '../src/durations.ts';
import { MIGRATIONS } from '../src/store/postgres/migrations.ts';
import { createPostgresStore } from '../src/store/postgres/postgres.ts';
import type { Callback, MessageCriteria, Store } from '../src/store/store.ts';
import { createDatabase } from './database.ts';
import { FORMER_DELIVERIES, FORMER_ID, FORMER_ROWS, formerRows } from './former-schema.ts';
import {
  ANN,
  BOB,
  KEEP,
  MANY,
  T0,
  callback,
  conversationCallback,
  deliveriesOf,
  delivered,
  draft,
  each,
  failed,
  insert,
  read,
  replyCallback,
  send,
  took,
  unnamed,
} from './store-fixtures.ts';
import { describeStore } from './store-suite.ts';

/** As many as the version before all this took. */
const STEPS_BEFORE = 4;

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

describeStore('PostgreSQL', async () => {
  const url = await createDatabase();
  return {
    store: createPostgresStore(url),
    look: async (sql) => {
      const client = await connect(url);
      const { rows } = await client.query<Record<string, unknown>>(sql);
      await client.end();
      return rows;
    },
  };
});

it('a database of a former program is brought up to date, with what is in it', async () => {
  const url = await createDatabase();
  const client = await connect(url);
  await client.query(MIGRATIONS[0]!);
  await client.query(FORMER_ROWS);
  await client.query(
    `INSERT INTO rejected (received_at, reason, headers, body) VALUES (${T0}, 'invalid', '{}', '\\x7b7d')`,
  );
  await client.query('CREATE TABLE schema_version (version INTEGER NOT NULL)');
  await client.query('INSERT INTO schema_version (version) VALUES (1)');
  await client.end();
  const stores = [createPostgresStore(url), createPostgresStore(url)];
  await Promise.all(stores.map((store) => store.open()));
  const store = stores[0]!;
  const before = await read(store, FORMER_ID);
  expect(before).toMatchObject({
    transport: 'sms',
    sendAt: null,
    canceledAt: null,
    sentBy: null,
    canceledBy: null,
    sinchId: 'B1',
    version: 2,
  });
  const step = { status: 'QUEUED', operatorAt: null, signedAt: null, repeats: 0 };
  const untold = { sinchId: null, history: [step] };
  expect(before.recipients).toMatchObject([untold, untold]);
  const criteria = { ...ANY_MESSAGE, status: 'QUEUED', state: 'accepted', progress: 'open' } as const;
  expect(await store.listMessages({ limit: 5, after: null, criteria })).toMatchObject([{ id: FORMER_ID }]);
  expect(await deliveriesOf(store)).toEqual(FORMER_DELIVERIES);
  const nothing = () => ({ sinchId: null, reports: [] });
  expect(await store.rebuild(nothing, false)).toEqual({ messages: 2, differences: [] });
  await store.recordCallback(callback({ reports: [delivered(BOB)] }));
  await store.recordCallback(replyCallback({ receivedAt: T0 }));
  expect(await read(store, FORMER_ID)).toMatchObject({ version: 3, counts: { QUEUED: 1, DELIVERED: 1 } });
  expect(await store.listReplies({ of: { message: FORMER_ID }, limit: 5, after: null })).toHaveLength(1);
  expect(await store.listDeeds({ limit: 5, after: null })).toEqual([]);
  expect(await store.readCallback({ kept: 'rejected', seq: 1 })).toMatchObject({
    body: Buffer.from('{}'),
    bodyBytes: 2,
  });
  await Promise.all(stores.map((one) => one.close()));
});

it('a database that a server of the version before works on is brought up to date, and both work on', async () => {
  const url = await createDatabase();
  const [client, former] = [await connect(url), await connect(url)];
  for (const step of MIGRATIONS.slice(0, STEPS_BEFORE)) await client.query(step);
  await client.query(FORMER_ROWS);
  await client.query('CREATE TABLE schema_version (version INTEGER NOT NULL)');
  await client.query('INSERT INTO schema_version (version) VALUES ($1)', [STEPS_BEFORE]);
  // Holds a message and then wants its reports, while the steps hold the reports and want the messages.
  await former.query("SET deadlock_timeout = '1min'");
  await former.query('BEGIN');
  await former.query('SELECT 1 FROM messages FOR UPDATE');
  const store = createPostgresStore(url);
  const opened = store.open();
  await vi.waitFor(async () => {
    const { rows } = await client.query(`SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
      WHERE NOT granted AND datname = current_database() AND relation = 'messages'::regclass`);
    expect(rows).toHaveLength(1);
  });
  await former.query('SELECT 1 FROM reports');
  await former.query('COMMIT');
  await opened;
  const criteria = { ...ANY_MESSAGE, status: 'QUEUED' } as const;
  const list = async () =>
    (await store.listMessages({ limit: 5, after: null, criteria })).map(({ id }) => id);
  expect(await list()).toEqual([FORMER_ID]);

  // It goes on with what it knows of, and what it keeps is found by lists once it was gone through or has changed.
  const id = '01J00000000000000000099998';
  await former.query(formerRows(id, 'B2'));
  expect(await read(store, id)).toMatchObject({ sinchId: 'B2', resendOf: null });
  expect(await list()).toEqual([FORMER_ID]);
  const parse = () => ({ sinchId: null, reports: [] });
  const { differences } = await store.rebuild(parse, true);
  expect(new Set(differences.map((one) => one.id))).toEqual(new Set([id]));
  expect(await list()).toEqual([FORMER_ID, id]);
  expect((await store.rebuild(parse, true)).differences).toEqual([]);
  await Promise.all([store.close(), client.end(), former.end()]);
});

describe('several servers over one PostgreSQL', () => {
  let client: Client;
  let stores: [Store, Store, Store];
  beforeEach(async () => {
    const url = await createDatabase();
    client = await connect(url);
    stores = [createPostgresStore(url), createPostgresStore(url), createPostgresStore(url)];
    // All at once, on an empty database.
    await Promise.all(stores.map((store) => store.open()));
  });
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await client.end();
  });
  const record = (server: number, one: Callback) => stores[server % 3]!.recordCallback(one);

  it('count each of many writers to one recipient', async () => {
    const { id } = await send(stores[0], 'B1');
    const reports = ['DISPATCHED', 'FAILED', 'DELIVERED', 'QUEUED'].map((status) => ({
      ...failed(),
      status,
    }));
    await Promise.all(
      Array.from({ length: 60 }, (_, index) => record(index, callback({ reports: [reports[index % 4]!] }))),
    );
    const message = await read(stores[1], id);
    expect(message).toMatchObject({ openCount: 0, counts: { DELIVERED: 1 } });
    expect(message.recipients[0]).toMatchObject({ callbackCount: 60, conflict: true });
    expect(message.recipients[0]?.history).toHaveLength(5);
  });

  it.each([
    ['names our reference', true],
    ['names Sinch’s id only', false],
  ])('lose no report that races with the answer to its send and %s', async (_, named) => {
    const messages = await Promise.all(
      Array.from({ length: 60 }, async (_unused, index) => {
        const store = stores[index % 3]!;
        const sinchId = `B${index}`;
        const { id } = await insert(store);
        const reference = named ? id : null;
        await Promise.all([
          record(index + 1, callback({ sinchId, reference, reports: [delivered()] })),
          store.settleSend(id, { state: 'accepted', sinchId, expireAt: null, at: T0 }),
          record(index + 2, callback({ sinchId, reference, reports: [failed()] })),
          record(index, callback({ sinchId, reference, reports: [delivered()] })),
        ]);
        return read(stores[2], id);
      }),
    );
    for (const { state, openCount, counts, recipients } of messages) {
      expect({ state, openCount, counts }).toEqual({
        state: 'accepted',
        openCount: 0,
        counts: { DELIVERED: 1 },
      });
      expect(recipients[0]).toMatchObject({ callbackCount: 3, conflict: true });
    }
    expect((await client.query('SELECT 1 FROM orphans')).rowCount).toBe(0);
  });

  it('lose no report where each recipient has an id of its own', async () => {
    const messages = await Promise.all(
      Array.from({ length: 30 }, async (_unused, index) => {
        const store = stores[index % 3]!;
        const [ann, bob] = [`A${index}`, `B${index}`];
        const { id } = await insert(store, { transport: 'conversation', recipients: [ANN, BOB] });
        await Promise.all([
          record(index + 1, conversationCallback({ sinchId: ann, reports: [unnamed('DELIVERED')] })),
          record(index + 2, conversationCallback({ sinchId: bob, reference: id, reports: [delivered(BOB)] })),
          store.settleSend(id, each(took(ANN, ann), took(BOB, bob))),
          record(
            index + 2,
            conversationCallback({ sinchId: ann, reference: id, reports: [unnamed('READ')] }),
          ),
          record(index, conversationCallback({ sinchId: bob, confinedTo: id, reports: [unnamed('READ')] })),
        ]);
        return read(stores[2], id);
      }),
    );
    for (const { counts, openCount, recipients } of messages) {
      expect({ counts, openCount }).toEqual({ counts: { READ: 2 }, openCount: 0 });
      expect(recipients.map(({ callbackCount, history }) => [callbackCount, history.length])).toEqual([
        [2, 3],
        [2, 3],
      ]);
    }
    expect((await client.query('SELECT 1 FROM orphans')).rowCount).toBe(0);
  });

  it('take few locks for many names', async () => {
    const numbers = Array.from({ length: 600 }, (_, index) => `+1202555${1000 + index}`);
    const { id } = await insert(stores[0], { transport: 'conversation', recipients: numbers });
    await client.query('BEGIN');
    await client.query('LOCK TABLE recipients IN EXCLUSIVE MODE');
    const settled = stores[0].settleSend(id, each(...numbers.map((number) => took(number, `S${number}`))));
    const watch = await connect(await currentUrl(client));
    await vi.waitFor(async () => {
      const { rows } = await watch.query<{ granted: boolean; locks: number }>(
        `SELECT granted, count(*) FILTER (WHERE locktype = 'advisory')::integer AS locks FROM pg_locks
          WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database()) GROUP BY 1`,
      );
      expect(rows).toHaveLength(2);
      const held = rows.find(({ granted }) => granted)?.locks ?? 0;
      expect(held).toBeGreaterThan(0);
      expect(held).toBeLessThanOrEqual(256);
    }, 15_000);
    await client.query('COMMIT');
    expect(await settled).toMatchObject({ counts: { QUEUED: 600 } });
    await watch.end();
  });

  it('keep one reply once', async () => {
    const outcomes = await Promise.all(
      [0, 1, 2].map((server) => record(server, replyCallback({ sinchId: 'R1' }))),
    );
    expect(outcomes.map(({ verdict }) => verdict).toSorted()).toEqual(['duplicate', 'duplicate', 'reply']);
    expect(await stores[0].listReplies({ of: null, limit: 5, after: null })).toHaveLength(1);
  });

  it('take one nonce once', async () => {
    const { id } = await send(stores[0], 'B1');
    const verdicts = await Promise.all(
      [0, 1, 2].map(
        async (server) => (await record(server, callback({ nonce: 'n', reports: [delivered()] }))).verdict,
      ),
    );
    expect(verdicts.toSorted()).toEqual(['replay', 'replay', 'stored']);
    expect((await read(stores[0], id)).recipients[0]?.callbackCount).toBe(3);
  });

  it('send once for one idempotency key, and spend no more than the budget', async () => {
    const idempotency = { key: 'k', fingerprint: 'f' };
    const same = await Promise.all(stores.map((store) => store.insertMessage(draft({ idempotency }), 5)));
    expect(same.map(({ kind }) => kind).toSorted()).toEqual(['inserted', 'repeated', 'repeated']);
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, index) => stores[index % 3]!.insertMessage(draft(), 5)),
    );
    expect(outcomes.filter(({ kind }) => kind === 'inserted')).toHaveLength(4);
  });

  it('charge what was refused once, whichever of them learns that Sinch has it, while others send', async () => {
    const refusal = { code: 'unreachable', detail: '' } as const;
    await Promise.all(
      Array.from({ length: 30 }, async (_, index) => {
        const store = stores[index % 3]!;
        const { id } = await insert(store, { recipients: [ANN, BOB], parts: 2 });
        await store.settleSend(id, { state: 'refused', refusal, at: T0 });
        if (index % 2 === 0) return;
        await Promise.all([
          ...[0, 1, 2].map((server) => record(server, callback({ sinchId: null, reference: id }))),
          store.settleSend(id, { state: 'accepted', sinchId: `B${index}`, expireAt: null, at: T0 }),
        ]);
      }),
    );
    expect(await stores[0].partsOn(T0)).toBe(15 * 4);
  });

  it('count the sends of a client together, each once', async () => {
    const counts = await Promise.all(
      Array.from({ length: 30 }, (_, index) => stores[index % 3]!.countSend('ann', T0 + index)),
    );
    expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  });

  it('share the follow-up without doing it twice', async () => {
    const ids = new Set<string>();
    for (let index = 0; index < 12; index += 1) ids.add((await insert(stores[0])).id);
    const claims = await Promise.all(
      [0, 1, 2, 0, 1, 2].map((server) => stores[server]!.claimOverdue(T0 + 60_000, 4)),
    );
    const claimed = claims.flat().map(({ id }) => id);
    expect(claimed).toHaveLength(new Set(claimed).size);
    const rest = await stores[0].claimOverdue(T0 + 60_000, 12);
    expect(new Set([...claimed, ...rest.map(({ id }) => id)])).toEqual(ids);
  });

  it('outlive a deadlock: what lost is done again', async () => {
    const first = await send(stores[0], 'B1');
    const second = await send(stores[0], 'B2');
    // Takes the two in the other order, and has more patience than the server.
    await client.query("SET deadlock_timeout = '30s'");
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM messages WHERE id = $1 FOR UPDATE', [second.id]);
    const recorded = Promise.all([
      record(0, callback({ sinchId: 'B1', reports: [delivered()] })),
      record(0, callback({ sinchId: 'B2', reports: [delivered()] })),
    ]);
    const watch = await connect(await currentUrl(client));
    await vi.waitFor(async () => {
      const waiting =
        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
      expect((await watch.query(waiting)).rowCount).toBe(1);
    }, 15_000);
    await client.query('SELECT 1 FROM messages WHERE id = $1 FOR UPDATE', [first.id]);
    await client.query('COMMIT');
    expect((await recorded).map(({ verdict }) => verdict)).toEqual(['stored', 'stored']);
    for (const { id } of [first, second])
      expect((await read(stores[1], id)).recipients[0]).toMatchObject({
        status: 'DELIVERED',
        callbackCount: 1,
      });
    await vi.waitFor(async () => {
      const { rows } = await watch.query<{ deadlocks: string }>(
        'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
      );
      expect(Number(rows[0]?.deadlocks)).toBe(1);
    }, 15_000);
    await watch.end();
  });

  it('go on when their connections are cut in the middle of a transaction', async () => {
    const { id } = await send(stores[0], 'B1');
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM messages FOR UPDATE');
    const cut = record(0, callback({ nonce: 'n', reports: [delivered()] }));
    const fault = cut.catch((error: unknown) => error);
    await vi.waitFor(async () => {
      const { rowCount } = await client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(rowCount).toBe(1);
    }, 15_000);
    expect(await fault).toBeInstanceOf(Error);
    await client.query('COMMIT');
    expect(await record(0, callback({ nonce: 'n', reports: [delivered()] }))).toMatchObject({
      verdict: 'stored',
      id,
    });
  });

  it('quote no number in an error', async () => {
    const error: unknown = await stores[0]
      .insertMessage(draft({ recipients: [ANN, ANN] }), MANY)
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ code: '23505' });
    expect(JSON.stringify(error)).not.toContain(ANN);
  });

  it('refuse a schema of a newer program', async () => {
    await client.query('INSERT INTO schema_version (version) VALUES (999)');
    const late = createPostgresStore(await currentUrl(client));
    await expect(late.open()).rejects.toThrow(/version 999.*newer program/);
    await late.close();
  });

  it('read no whole table', async () => {
    await fill(client);
    const asked = new Map<string, string>();
    // Called with its own `this` below.
    // oxlint-disable-next-line typescript/unbound-method
    const original = Client.prototype.query;
    const spy = vi.spyOn(Client.prototype, 'query').mockImplementation(function (
      this: Client,
      ...call: unknown[]
    ) {
      const [config] = call;
      if (typeof config === 'object' && config !== null && 'name' in config && 'text' in config)
        asked.set(String(config.name), String(config.text));
      return Reflect.apply(original, this, call);
    });
    await askEverything(stores[0]);
    await askToRebuild();
    spy.mockRestore();
    expect([...asked.keys()]).toEqual(
      expect.arrayContaining(['outcomes', 'refused_by_hour', 'repeat_reports']),
    );
    expect(asked.size).toBeGreaterThan(25);
    const scans: string[] = [];
    const plans = new Map<string, string>();
    for (const [name, text] of asked) {
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN (GENERIC_PLAN) ${text}`);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      // An index that is read from its one end, without a condition and without a limit, is as long as its table.
      const wholeIndex = /Index (Only )?Scan (Backward )?using \w+ on \w+( \w+)? .*\n\s*Filter:/.test(plan);
      // Rows that a join leaves out again were read in vain: all of a message for each that is wanted.
      if (/Seq Scan|Join Filter/.test(plan) || wholeIndex) scans.push(`${name}\n${plan}`);
      plans.set(name, plan);
    }
    expect(scans).toEqual([]);
    expect(plans.get('outcomes')).toContain('Index Only Scan using recipients_by_outcome');
    expect(plans.get('messages_by_hour')).toContain('Index Only Scan using messages_by_time');
    expect(plans.get('refused_by_hour')).toContain('Index Only Scan using messages_refused');
  });
});

async function currentUrl(client: Client): Promise<string> {
  const { host, port, user, password } = client;
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
  return `postgres://${user}:${password}@${host}:${port}/${rows[0]?.name}`;
}

/** So many rows that reading all of them is never the cheapest; a few messages have many recipients. */
async function fill(client: Client): Promise<void> {
  await client.query(`
    INSERT INTO messages (id, state, body, total_parts, idempotency_key, created_at, version, recipient_count, open_count,
      counts, due_at, tries, absences)
      SELECT 'A' || lpad(g::text, 25, '0'), 'accepted', 'x', 1, 'key' || g, ${T0}, 1, 1, 1, '{}',
        CASE WHEN g % 10 = 0 THEN ${T0 * 2} END, 0, 0 FROM generate_series(1, 20000) g;
    INSERT INTO sinch_ids SELECT 'S' || seq, seq FROM messages;
    INSERT INTO recipients (message, position, recipient, hour, final, conflict, callback_count, version)
      SELECT seq, p, '+1202555' || (1000 + p), ${T0 / HOUR}, false, false, 0, 1 FROM messages, generate_series(0, 99) p
      WHERE p = 0 OR seq % 500 = 0;
    INSERT INTO reports SELECT message, position, 'k', 'QUEUED', null, null, null, ${T0}, 'send' FROM recipients;
    INSERT INTO nonces (nonce, received_at) SELECT 'n' || g, ${T0} FROM generate_series(1, 20000) g;
    INSERT INTO erased_names (name, received_at) SELECT 'n' || g, ${T0} FROM generate_series(1, 20000) g;
    INSERT INTO orphans (sinch_id, recipient, key, status, received_at, callback_count)
      SELECT 'o' || g, '${BOB}', 'k', 'QUEUED', ${T0}, 1 FROM generate_series(1, 20000) g;
    INSERT INTO inbox (received_at, signature, nonce, timestamp, body, type, verdict, effects, message_id)
      SELECT ${T0}, 's', 'n', 't', 'x', 't', 'v', '[]', 'A' || g FROM generate_series(1, 20000) g;
    INSERT INTO rejected (received_at, reason, headers, body)
      SELECT ${T0}, 'r', '{}', 'x' FROM generate_series(1, 1000) g;
    UPDATE sinch_ids SET position = 0 WHERE message % 2 = 0;
    INSERT INTO replies (sinch_id, from_number, body, received_at)
      SELECT 'r' || g, '+1202555' || (1000 + g % 2000), 'x', ${T0} FROM generate_series(1, 20000) g;
    INSERT INTO deeds (at, actor, deed, subject) SELECT ${T0}, 'ann', 'erased', 'x' FROM generate_series(1, 20000) g;
    INSERT INTO budget SELECT g, 1 FROM generate_series(1, 1000) g;
    INSERT INTO send_counts SELECT g, 'c' || g % 10, 1 FROM generate_series(1, 20000) g;`);
  await client.query('VACUUM ANALYZE');
}

/** Goes through all messages, so it is asked where there are few. */
async function askToRebuild(): Promise<void> {
  const store = createPostgresStore(await createDatabase());
  await store.open();
  await insert(store);
  await store.rebuild(() => ({ sinchId: null, reports: [] }), false);
  await store.close();
}

async function askAboutRecipients(store: Store): Promise<void> {
  const { id } = await insert(store, { transport: 'conversation', recipients: [ANN, BOB] });
  await store.recordCallback(conversationCallback({ sinchId: 'C1', reports: [unnamed('DELIVERED')] }));
  await store.settleSend(id, each(took(ANN, 'C1'), took(BOB, 'C2')));
  await store.recordCallback(conversationCallback({ sinchId: 'C2', reports: [unnamed('DELIVERED')] }));
  await store.recordCancel(id, T0, null);
  await store.recordCallback(replyCallback());
  for (const of of [null, { number: ANN }, { message: id }]) {
    await store.listReplies({ of, limit: 10, after: null });
    await store.listReplies({ of, limit: 10, after: 5 });
  }
}

async function askEverything(store: Store): Promise<void> {
  const idempotency = { key: 'new', fingerprint: 'f' };
  const { id } = await insert(store, { idempotency });
  await store.recordCallback(callback({ reports: [delivered()] }));
  await store.settleSend(id, { state: 'accepted', sinchId: 'B1', expireAt: null, at: T0 });
  await store.recordCallback(callback({ reports: [failed()] }));
  await store.recordCallback(callback({ reports: [failed()] }));
  await store.readOutcomes({ from: T0, before: T0 + 3_600_000 });
  await store.recordCallback(callback({ reports: [{ ...delivered(), status: 'READ' }] }));
  await store.readOutcomes({ from: T0, before: T0 + 3_600_000 });
  await store.findVersion(id);
  await store.readMessage(id, 1);
  await store.listMessages({ limit: 20, after: null, criteria: ANY_MESSAGE });
  await store.listMessages({ limit: 20, after: id, criteria: ANY_MESSAGE });
  await store.exportMessages({ limit: 20, after: id, criteria: ANY_MESSAGE });
  const wishes: Partial<MessageCriteria>[] = [
    { status: 'DELIVERED' },
    { find: { number: ANN } },
    { find: { id } },
  ];
  for (const wish of wishes)
    await store.listMessages({ limit: 20, after: id, criteria: { ...ANY_MESSAGE, ...wish } });
  await askAboutRecipients(store);
  await store.noteDeed({ at: T0, actor: null, deed: 'exported', subject: 'x' });
  await store.listDeeds({ limit: 10, after: 5 });
  await store.claimOverdue(T0 + 60_000, 5);
  await store.recordPoll(id, [delivered()], T0);
  const body = Buffer.from('x');
  await store.keepRejected([{ receivedAt: T0, reason: 'r', headers: {}, body, bodyBytes: 1 }]);
  for (const of of [{ kept: null }, { message: id }] as const) {
    await store.listCallbacks({ limit: 10, of, after: null });
    await store.listCallbacks({ limit: 10, of, after: { accepted: 5, rejected: 5 } });
  }
  await store.readCallback({ kept: 'accepted', seq: 5 });
  await store.readCallback({ kept: 'rejected', seq: 5 });
  await store.prune(T0, { ...KEEP, messages: T0 });
  const refused = await insert(store);
  const refusal = { code: 'unreachable', detail: '' } as const;
  await store.settleSend(refused.id, { state: 'refused', refusal, at: T0 });
  await store.partsOn(T0);
  await store.countSend('ann', T0);
}
