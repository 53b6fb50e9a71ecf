/** A database that cannot keep anything, named for the reason; and one that the doctor leaves as it was. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkDatabase } from '../../scripts/doctor/database.ts';
import { createFileStore } from '../../src/store/sqlite/sqlite.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { createPostgresStore } from '../../src/store/postgres/postgres.ts';
import { createDatabase, temporaryFolder } from '../database.ts';
import { freePort } from '../harness.ts';
import { callback } from '../store-fixtures.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

async function check(database: Parameters<typeof checkDatabase>[0]) {
  const { findings, peek } = await checkDatabase(database, folder.path);
  await peek?.close();
  const [{ status, cause, says } = { status: '', cause: '', says: '' }] = findings;
  return { status, cause, says };
}
const file = (path: string) => ({ kind: 'file', path }) as const;
const postgres = (url: string) => ({ kind: 'postgres', url }) as const;

test('none: all is lost at a restart', async () => {
  expect(await check({ kind: 'memory' })).toMatchObject({ status: 'warn', cause: 'memory' });
});

describe('a file', () => {
  test('that is not there yet is good, and still not there afterwards', async () => {
    expect(await check(file('data/sms.db'))).toMatchObject({ status: 'pass', cause: 'good' });
    expect(readdirSync(folder.path)).toEqual([]);
  });

  test('that can never be there', async () => {
    writeFileSync(`${folder.path}/data`, '');
    expect(await check(file('data/sms.db'))).toMatchObject({ status: 'fail', cause: 'unwritable' });
  });

  test('that is a folder', async () => {
    expect(await check(file('.'))).toMatchObject({ status: 'fail', cause: 'unwritable' });
  });

  test('that is no database, and stays what it is', async () => {
    const text = 'This is a letter to my grandmother. '.repeat(100);
    writeFileSync(`${folder.path}/sms.db`, text);
    expect(await check(file('sms.db'))).toMatchObject({ status: 'fail', cause: 'damaged' });
    expect(readFileSync(`${folder.path}/sms.db`, 'utf8')).toBe(text);
  });

  test('of this program', async () => {
    const store = createFileStore(`${folder.path}/sms.db`);
    await store.open();
    expect(await check(file('sms.db'))).toMatchObject({ status: 'pass', cause: 'good' });
    await store.close();
  });

  test.each([
    [1, 'warn', 'older'],
    [999, 'fail', 'newer'],
  ])('of a program with schema %d, which is left as it is', async (version, status, cause) => {
    const database = openDatabase(`${folder.path}/sms.db`);
    database.execute(`PRAGMA user_version = ${version}`);
    expect(await check(file('sms.db'))).toMatchObject({ status, cause });
    expect(database.prepare<object, []>('PRAGMA user_version').get()).toMatchObject({
      user_version: version,
    });
    database.close();
  });
});

describe('PostgreSQL', () => {
  test('that is empty, and still is afterwards', async () => {
    const url = await createDatabase();
    expect(await check(postgres(url))).toMatchObject({ status: 'pass', cause: 'good' });
    expect((await check(postgres(url))).says).toContain('empty');
  });

  test('with the tables of this program', async () => {
    const url = await createDatabase();
    const store = createPostgresStore(url);
    await store.open();
    expect((await check(postgres(url))).says).toContain('up to date');
    await store.close();
  });

  test('that is not there', async () => {
    const url = `postgres://ann:her-password@127.0.0.1:${await freePort()}/sms`;
    const found = await check(postgres(url));
    expect(found).toMatchObject({ status: 'fail', cause: 'unreachable' });
    expect(found.says).not.toContain('her-password');
  });

  test('that has no such database', async () => {
    const url = `${await createDatabase()}_other`;
    expect(await check(postgres(url))).toMatchObject({ status: 'fail', cause: 'unreachable' });
  });
});

const OPEN = [
  ['SQLite', async () => [createFileStore(`${folder.path}/sms.db`), file('sms.db')] as const],
  [
    'PostgreSQL',
    async () => {
      const url = await createDatabase();
      return [createPostgresStore(url), postgres(url)] as const;
    },
  ],
] as const;

describe.each(OPEN)('what %s knows of callbacks', (_, open) => {
  async function peekAfter(...taken: { signature: string; nonce: string; type?: string }[]) {
    const [store, database] = await open();
    await store.open();
    for (const [index, { type = 'delivery_report_sms', ...received }] of taken.entries()) {
      const one = callback({ type });
      await store.recordCallback({
        ...one,
        received: { ...one.received, ...received, receivedAt: index + 1 },
      });
    }
    const { peek } = await checkDatabase(database, folder.path);
    const known = {
      taken: await peek?.taken(),
      first: await peek?.hasNonce(taken[0]?.nonce ?? ''),
      other: await peek?.hasNonce('another'),
    };
    await peek?.close();
    await store.close();
    return known;
  }

  test('nothing', async () => {
    expect(await peekAfter()).toMatchObject({ taken: { signedAt: null, unsignedAt: null }, first: false });
  });

  test('the newest that was signed and the newest that was not, and no canary', async () => {
    const known = await peekAfter(
      { signature: 'signed', nonce: 'n1' },
      { signature: 'signed', nonce: 'n2' },
      { signature: '', nonce: 'n3' },
      { signature: 'signed', nonce: 'n4', type: 'doctor_canary' },
    );
    expect(known).toEqual({ taken: { signedAt: 2, unsignedAt: 3 }, first: true, other: false });
  });

  test('one that had a right token, and was refused', async () => {
    const [store, database] = await open();
    await store.open();
    const refused = { headers: {}, body: Buffer.from('{}'), bodyBytes: 2 };
    await store.keepRejected([
      { ...refused, receivedAt: 5, reason: 'unsigned' },
      { ...refused, receivedAt: 6, reason: 'missing' },
    ]);
    const { peek } = await checkDatabase(database, folder.path);
    expect(await peek?.taken()).toEqual({ signedAt: null, unsignedAt: 5 });
    await peek?.close();
    await store.close();
  });
});
