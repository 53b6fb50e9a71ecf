/** The limits, against two hundred senders at once, through one server and through two that share a database. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { seededDice } from '../emulator/dice.ts';
import { problemSchema } from '../src/contract.ts';
import type { Gateway, SendOutcome } from '../src/sinch/gateway.ts';
import { createMemoryStore } from '../src/store/memory/memory.ts';
import { createPostgresStore } from '../src/store/postgres/postgres.ts';
import { createFileStore } from '../src/store/sqlite/sqlite.ts';
import type { Store } from '../src/store/store.ts';
import { createDatabase, temporaryFolder } from './database.ts';
import { postSend, startApp, stubGateway } from './harness.ts';
import type { SendBody, TestApp } from './harness.ts';

const SENDERS = 200;
const NOW = Date.UTC(2026, 10, 23, 12, 0, 20);
/** Half of what the senders want. */
const PARTS_PER_DAY = 300;

interface House {
  stores: Store[];
  remove: () => void;
}
const HOUSES: [name: string, open: () => Promise<House>][] = [
  [
    'two servers over one PostgreSQL',
    async () => {
      const url = await createDatabase();
      return { stores: [createPostgresStore(url), createPostgresStore(url)], remove: () => {} };
    },
  ],
  [
    'one server over SQLite',
    async () => {
      const { path, remove } = temporaryFolder();
      return { stores: [createFileStore(`${path}/sms.db`)], remove };
    },
  ],
  ['one server in memory', async () => ({ stores: [createMemoryStore()], remove: () => {} })],
];

/** What Sinch has, or is being asked to take. */
interface Account {
  parts: number;
  /** The most that it ever were. */
  peak: number;
  sends: number;
  gateway: Gateway;
}

/** A Sinch that refuses a third of the messages, and of the others a third of the recipients, each after a while. */
function createAccount(): Account {
  const roll = seededDice('limits');
  const account = { parts: 0, peak: 0, sends: 0 };
  let ids = 0;
  async function answer({ reference, to, maxParts }: Parameters<Gateway['send']>[0]): Promise<SendOutcome> {
    account.sends += 1;
    account.parts += to.length * maxParts;
    account.peak = Math.max(account.peak, account.parts);
    for (let turns = roll(reference) * 20; turns > 0; turns -= 1) await nextTurn();
    const isTaken = (recipient: string): boolean => roll(recipient) > 1 / 3 && roll(to.join()) > 1 / 3;
    account.parts -= to.filter((recipient) => !isTaken(recipient)).length * maxParts;
    const refusal = { code: 'invalid_content', detail: '' } as const;
    if (!to.some(isTaken)) return { kind: 'refused', refusal, cause: 'as the dice have it' };
    const recipients = to.map((recipient) =>
      isTaken(recipient)
        ? ({ kind: 'accepted', recipient, sinchId: `S${(ids += 1)}` } as const)
        : ({ kind: 'refused', recipient, reason: 'NO' } as const),
    );
    return { kind: 'accepted_each', recipients, cause: null };
  }
  return Object.assign(account, { gateway: stubGateway(answer, { transport: 'conversation' }) });
}

let account: Account;
let apps: TestApp[] = [];
let house: House;

async function start(open: () => Promise<House>, env: Record<string, string>): Promise<void> {
  house = await open();
  account = createAccount();
  const { gateway } = account;
  apps = await Promise.all(house.stores.map((store) => startApp({ store, gateway, env, now: () => NOW })));
}
afterEach(async () => {
  await Promise.all(apps.map((app) => app.close()));
  await Promise.all(house.stores.map((store) => store.close()));
  house.remove();
});

/** Through one server after the other; again with the same key where it is too busy, as a good client does. */
async function sendThrough(nth: number, body: SendBody): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    const app = apps[(nth + tries) % apps.length]!;
    const response = await postSend(app, body, { 'Idempotency-Key': `sender-${nth}` });
    if (response.status !== 503 || tries === 20) return response;
  }
}

const numberOf = (index: number): string => `+1202555${String(index).padStart(4, '0')}`;

/** One to three recipients, one or two parts each: six hundred parts in all. */
const bodyOf = (nth: number): SendBody => ({
  to: Array.from({ length: 1 + (nth % 3) }, (_, index) => numberOf(nth * 3 + index)),
  message: 'x'.repeat(nth % 2 === 0 ? 160 : 161),
});
const senders = Array.from({ length: SENDERS }, (_, nth) => nth);

async function codeOf(response: Response): Promise<string> {
  if (response.status === 201) return 'sent';
  return problemSchema.parse(await response.json()).code;
}

describe.each(HOUSES)('%s', (_, open) => {
  it('200 concurrent senders send not one part over the budget, and nothing of it is lost', async () => {
    const env = { SEND_PARTS_PER_DAY: String(PARTS_PER_DAY), SEND_LIMIT_PER_MINUTE: '100000' };
    await start(open, env);
    const codes = await Promise.all(senders.map(async (nth) => codeOf(await sendThrough(nth, bodyOf(nth)))));
    expect([...new Set(codes)].toSorted()).toEqual(['daily_budget', 'invalid_content', 'sent']);
    expect(account.peak).toBeLessThanOrEqual(PARTS_PER_DAY);
    const [store] = house.stores;
    expect(await store!.partsOn(NOW)).toBe(account.parts);

    // What was given back can be had again, to the last part.
    let nth = SENDERS;
    for (let code = ''; code !== 'daily_budget'; nth += 1) {
      code = await codeOf(await sendThrough(nth, { to: numberOf(nth * 3), message: 'x' }));
    }
    expect(nth).toBeGreaterThan(SENDERS + 1);
    expect([account.parts, await store!.partsOn(NOW)]).toEqual([PARTS_PER_DAY, PARTS_PER_DAY]);
    expect(account.peak).toBe(PARTS_PER_DAY);
  });

  it('200 concurrent requests of two clients are let through as often as a minute allows each', async () => {
    const tokens = { ann: 'a'.repeat(24), bob: 'b'.repeat(24) };
    await start(open, {
      SEND_PARTS_PER_DAY: '100000',
      SEND_LIMIT_PER_MINUTE: '60',
      ACCESS_TOKENS: `ann:${tokens.ann},bob:${tokens.bob}`,
    });
    const asked = senders.map(async (nth) => {
      const name = nth < 50 ? 'ann' : 'bob';
      const headers = { Authorization: `Bearer ${tokens[name]}` };
      const response = await postSend(apps[nth % apps.length]!, { to: numberOf(nth) }, headers);
      return { name, response };
    });
    const answers = await Promise.all(asked);
    const refused = answers.filter(({ response }) => response.status === 429);
    expect(refused.every(({ name }) => name === 'bob')).toBe(true);
    expect([refused.length, account.sends]).toEqual([90, 110]);
  });

  it('200 concurrent requests of one client are let through as often as a minute allows', async () => {
    await start(open, { SEND_PARTS_PER_DAY: '100000', SEND_LIMIT_PER_MINUTE: '60' });
    const responses = await Promise.all(
      senders.map((nth) => postSend(apps[nth % apps.length]!, { to: numberOf(nth) })),
    );
    const refused = responses.filter(({ status }) => status === 429);
    expect([refused.length, account.sends]).toEqual([SENDERS - 60, 60]);
    expect(await codeOf(refused[0]!)).toBe('too_many_requests');
    expect(new Set(refused.map(({ headers }) => headers.get('retry-after')))).toEqual(new Set(['40']));
  });
});

it('a store that cannot count lets nothing through, and ends nothing', async () => {
  const store = createMemoryStore();
  const broken = { ...store, countSend: () => Promise.reject(new Error('disk full')) };
  await start(async () => ({ stores: [broken], remove: () => {} }), {});
  const response = await postSend(apps[0]!, { to: numberOf(1) });
  expect([response.status, response.headers.get('retry-after'), account.sends]).toEqual([503, '5', 0]);
  expect(JSON.stringify(await response.json())).not.toContain('disk');
  expect((await fetch(`${apps[0]!.url}/healthz`)).status).toBe(200);
});
