import { chmodSync, closeSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ANY_MESSAGE } from '../src/store/criteria.ts';
import * as databases from '../src/store/sqlite/database.ts';
import { HOUR } from '../src/durations.ts';
import { MIGRATIONS } from '../src/store/sqlite/migrations.ts';
import { createFileStore } from '../src/store/sqlite/sqlite.ts';
import type { Store } from '../src/store/store.ts';
import { temporaryFolder } from './database.ts';
import { FORMER_DELIVERIES, FORMER_ID, FORMER_ROWS } from './former-schema.ts';
import { lastDatabase } from './sqlite-database.ts';
import {
  ANN,
  BOB,
  MANY,
  T0,
  callback,
  deliveriesOf,
  delivered,
  draft,
  insert,
  read,
  replyCallback,
  send,
} from './store-fixtures.ts';
import { describeStore } from './store-suite.ts';

vi.mock('../src/store/sqlite/database.ts', { spy: true });

const FORMER_REFUSED = `INSERT INTO rejected (received_at, reason, headers, body)
  VALUES (${T0}, 'invalid', '{}', X'7b7d');`;

const folder = temporaryFolder();
afterAll(folder.remove);

let files = 0;
const newPath = (): string => join(folder.path, `${(files += 1)}.db`);

describeStore('SQLite', async () => ({
  store: createFileStore(newPath()),
  look: async (sql) => lastDatabase().prepare<Record<string, unknown>, []>(sql).all(),
}));

describe('an SQLite file', () => {
  let path: string;
  let store: Store;
  beforeEach(async () => {
    path = newPath();
    store = createFileStore(path);
  });
  const open = async (): Promise<Store> => {
    await store.open();
    return store;
  };

  it('is asked by index only', async () => {
    const asked: string[] = [];
    const actual = await vi.importActual<typeof databases>('../src/store/sqlite/database.ts');
    vi.mocked(databases.openDatabase).mockImplementationOnce((location) => {
      const database = actual.openDatabase(location);
      const prepare: typeof database.prepare = (sql) => {
        asked.push(sql);
        return database.prepare(sql);
      };
      return { ...database, prepare };
    });
    await open();
    const database = lastDatabase();
    const scans = asked
      .filter((sql) => /^(SELECT|UPDATE|DELETE|INSERT)/.test(sql))
      // A command that forgets a person may read all that has no index by person.
      .filter((sql) => !/instr\(|FROM orphans WHERE recipient/.test(sql))
      .flatMap((sql) => {
        const parameters = sql.replaceAll(/\?\d*/g, '1');
        const plan = database.prepare<{ detail: string }, []>(`EXPLAIN QUERY PLAN ${parameters}`).all();
        return plan.map(({ detail }) => ({ sql, detail }));
      })
      // In the order of an index, up to a limit, is no scan of the table, nor is reading a list of names, or what was found. Two tables hold a
      // thousand rows at most.
      .filter(
        ({ sql, detail }) =>
          /^SCAN (?!CONSTANT|\(subquery|\w+ VIRTUAL TABLE)/.test(detail) &&
          !/ LIMIT 1\b/.test(sql.replaceAll(/\?\d*/g, '1')),
      )
      .filter(({ sql }) => !sql.includes('FROM rejected'));
    expect(asked.length).toBeGreaterThan(40);
    expect(scans).toEqual([]);

    // What is counted of a period is read from an index alone; of recipients, who are the most, nothing is sorted either.
    const counting = asked.filter((sql) => /^SELECT.* AS count FROM/.test(sql));
    expect(counting).toHaveLength(3);
    const plans = counting.map((sql) => {
      const text = `EXPLAIN QUERY PLAN ${sql.replaceAll(/\?\d*/g, '1')}`;
      const rows = database.prepare<{ detail: string }, []>(text).all();
      return rows.map(({ detail }) => detail).join('\n');
    });
    for (const plan of plans) expect(plan).toMatch(/SEARCH \w+ USING COVERING INDEX/);
    expect(plans.filter((plan) => plan.includes('recipients'))).toEqual([
      expect.not.stringContaining('TEMP B-TREE'),
    ]);
    await store.close();
  });

  it('lets others get their turn while it counts what became of many messages', async () => {
    await open();
    lastDatabase().execute(`
      WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 22000)
      INSERT INTO messages (id, state, body, total_parts, created_at, version, recipient_count, open_count, counts, tries,
        absences) SELECT 'A' || n, 'accepted', 'x', 1, ${T0} + (n / 2000) * ${HOUR}, 1, 1, 1, '{}', 0, 0 FROM n;
      INSERT INTO recipients (message, position, recipient, hour, final, conflict, callback_count, version)
        SELECT seq, 0, '+12025550101', created_at / ${HOUR}, 0, 0, 0, 1 FROM messages;`);
    let turns = 0;
    const take = (): void => {
      turns += 1;
      next = setImmediate(take);
    };
    let next = setImmediate(take);
    const { hours } = await store.readOutcomes({ from: T0, before: T0 + 24 * HOUR });
    clearImmediate(next);
    expect(hours).toHaveLength(12);
    expect(hours[5]).toEqual({ at: T0 + 5 * HOUR, messages: 2000, counts: {}, refused: 0, waiting: 2000 });
    expect(turns).toBeGreaterThanOrEqual(4);
    await store.close();
  });

  it('that two servers open at once is made ready once', async () => {
    const other = createFileStore(path);
    await Promise.all([store.open(), other.open()]);
    const { id } = await insert(store);
    expect(await read(other, id)).toMatchObject({ id });
    await Promise.all([store.close(), other.close()]);
  });

  it('of a former program is brought up to date, with what is in it', async () => {
    const former = databases.openDatabase(path);
    former.execute(MIGRATIONS[0]!);
    former.execute(`${FORMER_ROWS} ${FORMER_REFUSED} PRAGMA user_version = 1`);
    former.close();
    await open();
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
    await store.close();
    await (await open()).close();
  });

  it('whose marks were lost is found out, and set right when asked', async () => {
    await open();
    const { id } = await send(store, 'B1');
    lastDatabase().execute('UPDATE messages SET marks = 0');
    const criteria = { ...ANY_MESSAGE, status: 'QUEUED' } as const;
    const list = () => store.listMessages({ limit: 5, after: null, criteria });
    expect(await list()).toEqual([]);
    const parse = () => ({ sinchId: null, reports: [] });
    const differences = [{ id, what: expect.stringContaining('marks') }];
    expect(await store.rebuild(parse, true)).toEqual({ messages: 1, differences });
    expect(await list()).toMatchObject([{ id }]);
    expect(await store.rebuild(parse, false)).toEqual({ messages: 1, differences: [] });
    await store.close();
  });

  it('in which many messages to one number are looked through lets everything else go on', async () => {
    await open();
    for (let index = 0; index < 201; index += 1) await insert(store);
    let turns = 0;
    const turn = nextTurn().then(() => (turns += 1));
    const criteria = { ...ANY_MESSAGE, find: { number: ANN }, status: 'FAILED' } as const;
    expect(await store.listMessages({ limit: 5, after: null, criteria })).toEqual([]);
    expect(turns).toBe(1);
    await turn;
    await store.close();
  });

  it.each(['took = 7', 'took = NULL', 'hour = 0'])(
    'whose %s by mistake is found out, and set right',
    async (fault) => {
      await open();
      const { id } = await send(store, 'B1');
      await store.recordCallback(callback({ reports: [delivered(ANN, T0 + 3000)] }));
      lastDatabase().execute(`UPDATE recipients SET ${fault}`);
      expect(await deliveriesOf(store)).not.toEqual({ 5: 1 });
      const parse = () => ({ sinchId: null, reports: [] });
      const differences = [{ id, what: expect.stringContaining('time to its delivery') }];
      expect(await store.rebuild(parse, true)).toEqual({ messages: 1, differences });
      expect(await deliveriesOf(store)).toEqual({ 5: 1 });
      expect(await store.rebuild(parse, false)).toEqual({ messages: 1, differences: [] });
      await store.close();
    },
  );

  it('of a newer program is refused and left as it is', async () => {
    await (await open()).close();
    const newer = databases.openDatabase(path);
    newer.execute('PRAGMA user_version = 999');
    newer.close();
    await expect(createFileStore(path).open()).rejects.toThrow(/version 999.*newer program/);
    const after = databases.openDatabase(path);
    expect(after.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 999 });
    after.close();
  });

  it('that is none is refused and left as it is', async () => {
    const letter = 'Dear diary, '.repeat(500);
    writeFileSync(path, letter);
    await expect(store.open()).rejects.toThrow(/not a database/);
    expect(readFileSync(path, 'utf8')).toBe(letter);
  });

  it('that is damaged says so, and makes nothing up', async () => {
    await open();
    for (let index = 0; index < 200; index += 1) await insert(store, { text: 'x'.repeat(500) });
    await store.close();
    const file = openSync(path, 'r+');
    const damage = Buffer.alloc(statSync(path).size - 4096, 0xa5);
    writeSync(file, damage, 0, damage.length, 4096);
    closeSync(file);
    const damaged = createFileStore(path);
    await expect(
      damaged.open().then(() => damaged.listMessages({ limit: 100, after: null, criteria: ANY_MESSAGE })),
    ).rejects.toThrow(/malformed|not a database/);
  });

  it('that is full keeps what it acknowledged, refuses the rest, and goes on when there is room', async () => {
    await open();
    const { id } = await send(store, 'B1');
    const database = lastDatabase();
    const pages = database.prepare<{ page_count: number }, []>('PRAGMA page_count').get()!.page_count;
    database.execute(`PRAGMA max_page_count = ${pages + 20}`);
    const results = await Promise.allSettled(
      Array.from({ length: 100 }, (_, index) => {
        const one = callback({ sinchId: `S${index}`, reports: Array(200).fill(delivered()) });
        one.received.body = Buffer.alloc(2000);
        return store.recordCallback(one);
      }),
    );
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused[0]).toMatchObject({ reason: { message: expect.stringMatching(/full/) } });
    const rows = database.prepare<{ n: number }, []>('SELECT count(*) AS n FROM inbox').get();
    expect(rows?.n).toBe(results.length - refused.length);
    expect(rows?.n).toBeGreaterThan(0);
    await expect(store.insertMessage(draft({ text: 'x'.repeat(9000) }), MANY)).rejects.toThrow(/full/);
    expect(await read(store, id)).toMatchObject({ counts: { QUEUED: 1 } });
    database.execute('PRAGMA max_page_count = 100000');
    expect(await store.recordCallback(callback({ reports: [delivered()] }))).toMatchObject({
      verdict: 'stored',
    });
    await store.close();
  });

  it('that may only be read takes nothing, and can be read', async () => {
    await open();
    const { id } = await send(store, 'B1');
    lastDatabase().execute('PRAGMA query_only = ON');
    await expect(store.recordCallback(callback({ reports: [delivered()] }))).rejects.toThrow(/readonly/);
    await expect(insert(store)).rejects.toThrow(/readonly/);
    expect(await read(store, id)).toMatchObject({ counts: { QUEUED: 1 } });
    lastDatabase().execute('PRAGMA query_only = OFF');
    expect(await store.recordCallback(callback({ reports: [delivered()] }))).toMatchObject({
      verdict: 'stored',
    });
    await store.close();
  });

  it('that may only be read is refused at the start', async () => {
    await (await open()).close();
    chmodSync(path, 0o444);
    // Root may write to any file: there the folder of a process of Linux stands in, where nothing can be made.
    const readOnly = process.getuid?.() === 0 ? '/proc/self/sms.db' : path;
    await expect(createFileStore(readOnly).open()).rejects.toThrow(/readonly|unable to open/i);
  });

  it('that another program writes to is waited for, while everything else goes on', async () => {
    await open();
    await send(store, 'B1', { createdAt: T0 });
    const other = databases.openDatabase(path);
    other.execute('BEGIN IMMEDIATE');
    let settled = false;
    const recorded = store
      .recordCallback(callback({ reports: [delivered()] }))
      .finally(() => (settled = true));
    const begun = performance.now();
    for (let turn = 0; turn < 20; turn += 1) await nextTurn();
    expect(performance.now() - begun).toBeLessThan(1000);
    expect(settled).toBe(false);
    other.execute('COMMIT');
    expect(await recorded).toMatchObject({ verdict: 'stored' });
    other.close();
    await store.close();
  });
});
