/** `pnpm backup` and `pnpm restore`, as a user runs them: from each engine into each. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { backUp, restore } from '../scripts/backup/engines.ts';
import { tablesOf } from '../scripts/backup/file.ts';
import type { StoredDatabase } from '../src/config-fields.ts';
import { ANY_MESSAGE } from '../src/store/criteria.ts';
import { createPostgresStore } from '../src/store/postgres/postgres.ts';
import { openDatabase } from '../src/store/sqlite/database.ts';
import { migrate } from '../src/store/sqlite/migrate.ts';
import { MIGRATIONS } from '../src/store/sqlite/migrations.ts';
import { createFileStore } from '../src/store/sqlite/sqlite.ts';
import type { Store } from '../src/store/store.ts';
import { createDatabase, temporaryFolder } from './database.ts';
import {
  ANN,
  BOB,
  T0,
  callback,
  delivered,
  draft,
  failed,
  insert,
  read,
  replyCallback,
  send,
} from './store-fixtures.ts';

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, 'backup.db');
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder.remove();
});

interface Place {
  database: StoredDatabase;
  open(): Promise<Store>;
}

let places = 0;
const PLACES: Record<string, () => Promise<Place>> = {
  SQLite: async () => {
    const path = join(folder.path, `data-${(places += 1)}`, 'sms.db');
    return { database: { kind: 'file', path }, open: () => opened(createFileStore(path)) };
  },
  PostgreSQL: async () => {
    const url = await createDatabase();
    return { database: { kind: 'postgres', url }, open: () => opened(createPostgresStore(url)) };
  },
};
const ENGINES = Object.keys(PLACES);

async function opened(store: Store): Promise<Store> {
  await store.open();
  return store;
}

const WHOLE_BODY = Buffer.from([0, 255, 10, 13, 34, 92, 226, 130, 172]);

/** Something in every table, and in every kind of column. */
async function fill(store: Store): Promise<string[]> {
  const shared = await send(store, 'B1', { recipients: [ANN, BOB], text: 'Grüße 👋 "\\x41" \\ ' });
  const key = { key: 'k', fingerprint: 'f' };
  const again = { idempotency: key, sendAt: T0 + 1, expireAt: T0 + 2, resendOf: shared.id };
  const { id } = await insert(store, again);
  await store.settleSend(id, { state: 'refused', refusal: { code: 'sinch_busy', detail: 'Busy.' }, at: T0 });
  const stored = callback({ nonce: 'seen', reports: [delivered(ANN), failed(BOB), failed(ANN)] });
  stored.received.body = WHOLE_BODY;
  await store.recordCallback(stored);
  await store.recordCallback(callback({ sinchId: 'LATER', reports: [delivered()] }));
  await store.recordCallback(replyCallback());
  await store.recordCancel(shared.id, T0 + 5, 'alice');
  await store.countSend('alice', T0);
  const rejected = {
    receivedAt: T0,
    reason: 'mismatch',
    headers: { a: 'b' },
    body: WHOLE_BODY,
    bodyBytes: 9,
  };
  await store.keepRejected([rejected]);
  const gone = await send(store, 'B9', { recipients: ['+447700900123'] });
  await store.forget('+447700900123', { at: T0, actor: 'alice', deed: 'erased', subject: '+44•••123' });
  expect(await store.readMessage(gone.id)).toBeNull();
  return [shared.id, id];
}

function rowsOf(path: string): Record<string, string[]> {
  const database = openDatabase(path);
  const all = tablesOf(database).map(({ name, columns }) => {
    const rows = database.prepare<Record<string, unknown>, []>(`SELECT * FROM ${name}`).all();
    const readable = rows.map((row) => {
      const values = columns.map((column) => row[column]);
      const shown = (value: unknown): unknown => (value instanceof ArrayBuffer ? Buffer.from(value) : value);
      return JSON.stringify(values.map(shown));
    });
    return [name, readable.toSorted()];
  });
  database.close();
  return Object.fromEntries(all);
}

describe.each(ENGINES.flatMap((from) => ENGINES.map((to) => [from, to] as const)))(
  'from %s into %s',
  (from, to) => {
    it('brings everything back, and the work goes on', async () => {
      const [source, target] = [await PLACES[from]!(), await PLACES[to]!()];
      const store = await source.open();
      const ids = await fill(store);
      const before = await Promise.all(ids.map((id) => read(store, id)));
      expect(await backUp(source.database, file)).toBe(2);
      expect(await restore(file, target.database)).toBe(2);
      await store.close();

      // The same rows in the same columns, through both.
      const again = join(folder.path, 'again.db');
      await backUp(target.database, again);
      const rows = rowsOf(file);
      expect(rowsOf(again)).toEqual(rows);
      expect(Object.keys(rows).length).toBeGreaterThan(9);
      expect(Object.entries(rows).filter(([, table]) => table.length === 0)).toEqual([]);

      const restored = await target.open();
      expect(await Promise.all(ids.map((id) => read(restored, id)))).toEqual(before);
      const late = await send(restored, 'LATER');
      expect(await read(restored, late.id)).toMatchObject({ counts: { DELIVERED: 1 } });
      const replay = callback({ nonce: 'seen', reports: [delivered(ANN)] });
      expect(await restored.recordCallback(replay)).toMatchObject({ verdict: 'replay' });
      const repeated = draft({ idempotency: { key: 'k', fingerprint: 'f' } });
      expect(await restored.insertMessage(repeated, 10)).toMatchObject({ kind: 'repeated' });
      await restored.close();
    });
  },
);

describe.each(ENGINES)('on %s', (name) => {
  let place: Place;
  beforeEach(async () => {
    place = await PLACES[name]!();
    const store = await place.open();
    await fill(store);
    await store.close();
  });

  it('a back-up is for its owner alone, and overwrites nothing', async () => {
    await backUp(place.database, file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const before = readFileSync(file);
    await expect(backUp(place.database, file)).rejects.toThrow(/backup\.db exists/);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder.path).filter((one) => one.includes('.part'))).toEqual([]);
  });

  it('a restore wants an empty place, and leaves one with messages as it is', async () => {
    await backUp(place.database, file);
    await expect(restore(file, place.database)).rejects.toThrow(/sms\.db exists|not empty/);
    const store = await place.open();
    expect(await store.listMessages({ limit: 10, after: null, criteria: ANY_MESSAGE })).toHaveLength(2);
    await store.close();
  });

  it('a restore takes a whole back-up or nothing', async () => {
    await backUp(place.database, file);
    const damaged = join(folder.path, 'damaged.db');
    const absent = join(folder.path, 'absent.db');
    const bytes = readFileSync(file);
    writeFileSync(damaged, bytes.subarray(0, bytes.length - 8192));
    const target = await PLACES[name]!();
    await expect(restore(damaged, target.database)).rejects.toThrow(/damaged\.db is no whole back-up/);
    await expect(restore(absent, target.database)).rejects.toThrow(/There is no file/);
    expect(existsSync(absent)).toBe(false);
    expect(await restore(file, target.database)).toBe(2);
  });

  it('a back-up of an older program can be restored', async () => {
    const older = openDatabase(file);
    older.execute(MIGRATIONS[0]!);
    older.execute('PRAGMA user_version = 1');
    older.execute(`INSERT INTO messages (id, state, body, total_parts, created_at, version, recipient_count, open_count,
      counts, tries, absences) VALUES ('01J', 'submitting', 'Hello', 1, ${T0}, 1, 0, 0, '{}', 0, 0)`);
    older.close();
    const target = await PLACES[name]!();
    // As in the image, which can write nowhere but beside its data.
    vi.stubEnv('TMPDIR', join(folder.path, 'absent'));
    expect(await restore(file, target.database)).toBe(1);
    expect(readdirSync(folder.path).filter((one) => !one.startsWith('data-'))).toEqual(['backup.db']);
    const store = await target.open();
    expect(await read(store, '01J')).toMatchObject({ text: 'Hello', transport: 'sms' });
    await store.close();
  });
});

it('a restored SQLite database is for the owner of its folder alone, whoever restored it', async () => {
  const path = join(folder.path, 'data', 'sms.db');
  mkdirSync(dirname(path));
  if (process.getuid?.() === 0) chownSync(dirname(path), 61_184, 61_184);
  const made = openDatabase(file);
  migrate(made);
  made.close();
  chmodSync(file, 0o644);
  await restore(file, { kind: 'file', path });
  const { uid, gid } = statSync(dirname(path));
  expect(statSync(path)).toMatchObject({ uid, gid, mode: 0o100600 });
});

it('a database that another program brought further is not half copied', async () => {
  const place = await PLACES['PostgreSQL']!();
  await (await place.open()).close();
  const { database } = place;
  const client = new Client({ connectionString: database.kind === 'postgres' ? database.url : '' });
  await client.connect();
  await client.query('INSERT INTO schema_version (version) VALUES (999)');
  await client.end();
  await expect(backUp(database, file)).rejects.toThrow(/schema 999.*back up with the program/);
  expect(readdirSync(folder.path)).toEqual([]);
});

describe('the commands', () => {
  function run(command: 'backup' | 'restore', databaseUrl: string, args = [file]) {
    const script = join(import.meta.dirname, '../scripts', `${command}.ts`);
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script, ...args], {
      env: {
        PATH: process.env.PATH,
        ENV_FILE: '',
        SINCH_SERVICE_PLAN_ID: 'plan',
        SINCH_API_TOKEN: 'token',
        SINCH_WEBHOOK_SECRET: 'a secret that only the tests know',
        DATABASE_URL: databaseUrl,
      },
      encoding: 'utf8',
    });
    return { status, output: stdout + stderr };
  }

  it('say what they did', async () => {
    const path = join(folder.path, 'sms.db');
    const store = await opened(createFileStore(path));
    await fill(store);
    await store.close();
    const made = run('backup', `file:${path}`);
    expect(made).toMatchObject({
      status: 0,
      output: expect.stringMatching(/2 messages .*\nIt holds phone numbers/),
    });
    const restored = run('restore', `file:${path}2`);
    expect(restored).toMatchObject({ status: 0, output: expect.stringMatching(/2 messages are restored/) });
  });

  it('say what is missing: a file name, a database', () => {
    expect(run('backup', 'file:x', [])).toMatchObject({
      status: 1,
      output: expect.stringMatching(/Which file\?/),
    });
    expect(run('restore', 'file:x', []).output).toMatch(/Which file\?/);
    expect(run('backup', `file:${folder.path}/none.db`).output).toMatch(/There is no database at/);
    expect(run('backup', '').output).toMatch(/DATABASE_URL is empty/);
  });
});
