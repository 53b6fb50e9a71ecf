/** `pnpm seed`: messages as they might have been sent, written as the store would have. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fill } from '../scripts/seed/fill.ts';
import { seededMessages } from '../scripts/seed/messages.ts';
import { openTables } from '../scripts/seed/tables.ts';
import type { StoredDatabase } from '../src/config-fields.ts';
import { CODE_MEANINGS } from '../src/meanings/codes.ts';
import { ANY_MESSAGE } from '../src/store/criteria.ts';
import { createPostgresStore } from '../src/store/postgres/postgres.ts';
import { createFileStore } from '../src/store/sqlite/sqlite.ts';
import type { MessageCriteria, Store } from '../src/store/store.ts';
import { createDatabase, temporaryFolder } from './database.ts';
import { T0, delivered, insert, send } from './store-fixtures.ts';

const PLAN = { count: 1500, days: 30, end: T0, seed: 7, first: 0 };

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

async function place(engine: string): Promise<{ database: StoredDatabase; store: Store }> {
  if (engine === 'SQLite') {
    const path = join(folder.path, 'sms.db');
    return { database: { kind: 'file', path }, store: createFileStore(path) };
  }
  const url = await createDatabase();
  return { database: { kind: 'postgres', url }, store: createPostgresStore(url) };
}

describe.each(['SQLite', 'PostgreSQL'])('what is seeded on %s', (engine) => {
  it('is folded anew without a difference, is found by every filter, and lives on', async () => {
    const { database, store } = await place(engine);
    await store.open();
    const tables = await openTables(database);
    expect(await fill(tables, PLAN)).toMatchObject({ messages: PLAN.count });
    expect(await tables.look()).toEqual({ seeded: PLAN.count, others: false });
    const nothing = () => ({ sinchId: null, reports: [] });
    expect(await store.rebuild(nothing, false)).toEqual({ messages: PLAN.count, differences: [] });

    const list = (wish: Partial<MessageCriteria>) =>
      store.listMessages({ limit: 5, after: null, criteria: { ...ANY_MESSAGE, ...wish } });
    const wishes: Partial<MessageCriteria>[] = [
      ...(
        [
          'QUEUED',
          'DISPATCHED',
          'DELIVERED',
          'READ',
          'FAILED',
          'EXPIRED',
          'REJECTED',
          'ABORTED',
          'UNKNOWN',
        ] as const
      ).map((status) => ({ status })),
      { state: 'refused' },
      { progress: 'open' },
      { progress: 'final', status: 'FAILED' },
    ];
    for (const wish of wishes) expect([wish, (await list(wish)).length > 0]).toEqual([wish, true]);
    const messages = await store.listReplies({ of: null, limit: 5, after: null });
    expect(messages.length).toBeGreaterThan(0);
    expect(await store.claimOverdue(T0, 5)).toEqual([]);

    const [open] = await list({ status: 'DISPATCHED' });
    const number = open!.recipients.find(({ status }) => status === 'DISPATCHED')!.recipient;
    await store.recordCallback({
      type: 'recipient_delivery_report_sms',
      sinchId: open!.sinchId,
      reference: null,
      reports: [{ ...delivered(number), operatorAt: null }],
      reply: null,
      confinedTo: null,
      unreadable: 0,
      received: { receivedAt: T0, nonce: 'n', signature: 's', timestamp: '1', body: Buffer.from('{}') },
    });
    const after = await store.readMessage(open!.id, open!.version);
    expect(after?.recipients).toMatchObject([{ recipient: number, status: 'DELIVERED' }]);
    await send(store, 'NEW');
    await insert(store);
    expect((await tables.look()).others).toBe(true);
    await tables.close();
    await store.close();
  });
});

describe('seeded messages', () => {
  const all = [...seededMessages(PLAN)];

  it('are the same for the same seed, and others for another', () => {
    expect([...seededMessages(PLAN)]).toEqual(all);
    expect([...seededMessages({ ...PLAN, seed: 8 })]).not.toEqual(all);
    const ids = [...all, ...seededMessages({ ...PLAN, first: PLAN.count })].map(({ id }) => id);
    expect(new Set(ids).size).toBe(2 * PLAN.count);
  });

  it('are of every kind that there is', () => {
    expect(all[0]?.recipients).toHaveLength(1000);
    expect(all.filter(({ resendOf }) => resendOf !== null).length).toBeGreaterThan(2);
    expect(all.some(({ sendAt }) => sendAt !== null)).toBe(true);
    expect(all.some(({ transport }) => transport === 'conversation')).toBe(true);
    const histories = all.flatMap(({ recipients }) => recipients.map(({ history }) => history));
    expect(histories.some((history) => history.some(({ repeats }) => repeats > 0))).toBe(true);
    const words = histories.map((history) => history.map(({ status }) => status).join(' '));
    expect(words).toContain('QUEUED DISPATCHED FAILED DELIVERED');
  });

  it('fail with codes that have a meaning, and tell nothing that is to come', () => {
    const reports = all.flatMap(({ recipients }) => recipients.flatMap(({ history }) => history));
    const codes = new Set(reports.flatMap(({ code }) => code ?? []));
    expect([...codes].filter((code) => !CODE_MEANINGS.has(code))).toEqual([]);
    expect(reports.every(({ receivedAt }) => receivedAt <= T0 + 1000)).toBe(true);
    expect(reports.every(({ operatorAt }) => operatorAt === null || operatorAt % 60_000 === 0)).toBe(true);
  });
});

describe('pnpm seed', () => {
  function run(args: string[], env: Record<string, string> = {}) {
    const file = join(import.meta.dirname, '../scripts/seed.ts');
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', file, ...args], {
      env: {
        PATH: process.env.PATH,
        ENV_FILE: '',
        SINCH_SERVICE_PLAN_ID: 'plan',
        SINCH_API_TOKEN: 'token',
        SINCH_SMS_URL: 'http://127.0.0.1:4020',
        SINCH_WEBHOOK_SECRET: 'a secret that only the tests know',
        DATABASE_URL: `file:${join(folder.path, 'sms.db')}`,
        ...env,
      },
      encoding: 'utf8',
    });
    return { status, output: stdout + stderr };
  }

  it('says what it wrote, and writes more the next time', () => {
    expect(run(['20', '--days', '2'])).toMatchObject({
      status: 0,
      output: expect.stringMatching(/^20 messages to \d+ recipients over 2 days\./),
    });
    expect(run(['20'])).toMatchObject({ status: 0 });
  });

  it('puts nothing beside messages that were really sent, unless it is told to', async () => {
    const store = createFileStore(join(folder.path, 'sms.db'));
    await store.open();
    await insert(store);
    await store.close();
    expect(run(['5'])).toMatchObject({ status: 1, output: expect.stringContaining('--force') });
    expect(run(['5', '--force'])).toMatchObject({ status: 0 });
  });

  it.each([
    [
      'nothing where messages are gone with the server',
      [],
      { DATABASE_URL: '' },
      /DATABASE_URL is empty.*Set it/,
    ],
    ['nothing where the real Sinch sends', [], { SINCH_SMS_URL: '' }, /real Sinch.*--force/],
    ['nothing for a count that is none', ['many'], {}, /whole number/],
  ])('writes %s, and says what to do', (_, args, env, remedy) => {
    expect(run(args, env)).toMatchObject({ status: 1, output: expect.stringMatching(remedy) });
  });
});
