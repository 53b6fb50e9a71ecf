/** The commands of the README that work on the stored messages, as a user runs them. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFileStore } from '../src/store/sqlite/sqlite.ts';
import { temporaryFolder } from './database.ts';
import { callback, delivered, draft } from './store-fixtures.ts';

const ANN = '+12025550101';
let folder: ReturnType<typeof temporaryFolder>;
let path: string;

beforeEach(async () => {
  folder = temporaryFolder();
  path = join(folder.path, 'sms.db');
  const store = createFileStore(path);
  await store.open();
  const one = draft({ recipients: [ANN] });
  await store.insertMessage(one, 10);
  await store.settleSend(one.id, { state: 'accepted', sinchId: 'B1', expireAt: null, at: one.createdAt });
  await store.recordCallback(callback({ reports: [delivered(ANN)] }));
  await store.close();
});
afterEach(() => folder.remove());

function run(script: string, args: string[], databaseUrl = `file:${path}`) {
  const file = join(import.meta.dirname, '../scripts', script);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', file, ...args], {
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

it('pnpm rebuild-state finds no difference', () => {
  expect(run('rebuild-state.ts', [])).toEqual({
    status: 0,
    output: '1 messages folded anew: no difference.\n',
  });
});

it('pnpm forget erases the person, says what it erased without the number, and notes the deed', async () => {
  const { status, output } = run('forget.ts', [ANN]);
  expect(status).toBe(0);
  expect(output).toContain('a recipient of 1 messages; 1 of them went to nobody else');
  expect(output).not.toContain(ANN.slice(1));
  expect(run('rebuild-state.ts', []).output).toContain('0 messages');
  const store = createFileStore(path);
  await store.open();
  expect(await store.listDeeds({ limit: 5, after: null })).toMatchObject([
    { actor: 'command line', deed: 'erased', subject: '+12…01' },
  ]);
  await store.close();
});

it('pnpm forget wants a whole number', () => {
  expect(run('forget.ts', ['Ann'])).toMatchObject({
    status: 1,
    output: expect.stringContaining('Which number?'),
  });
});

it('without a database they say that there is nothing to work on', () => {
  const { status, output } = run('rebuild-state.ts', [], '');
  expect(status).toBe(1);
  expect(output).toMatch(/DATABASE_URL is empty/);
});
