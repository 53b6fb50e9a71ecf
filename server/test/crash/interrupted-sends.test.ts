/** A send that is cut off at each of its moments: at most one SMS, the right end, and nothing left over. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator } from '../../emulator/emulator.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import type { Message } from '../../src/contract.ts';
import { createSmsGateway } from '../../src/sinch/sms-gateway.ts';
import type { Gateway } from '../../src/sinch/gateway.ts';
import type { Store } from '../../src/store/store.ts';
import { PROJECT, SECRET, getMessage, postSend, startApp, stubGateway, testConfig } from '../harness.ts';
import type { TestApp } from '../harness.ts';
import { POSTGRES, SQLITE } from './engines.ts';
import type { DurableDatabase } from './engines.ts';
import { buildServers, sinchAt } from './servers.ts';
import type { Servers, TestServer } from './servers.ts';
import { startToll } from './toll.ts';
import type { Stage, Toll } from './toll.ts';
import { until } from './until.ts';
import { HOUR, MINUTE, createWorker } from './worker.ts';

/** Delivered, with callbacks and without any. */
const TALKATIVE = '+12025550101';
const SILENT = '+12025550111';

let servers: Servers;
let emulator: Emulator;
let toll: Toll;
let database: DurableDatabase;
beforeAll(() => {
  servers = buildServers();
});
beforeEach(async () => {
  emulator = await startEmulator({ webhookSecret: SECRET, credentials: { project: PROJECT }, speed: 100 });
  toll = await startToll(emulator.url);
});
afterEach(async () => {
  await servers.killAll();
  toll.close();
  await emulator.close();
  database.remove();
});
afterAll(() => servers.remove());

const sinchGateway = (): Gateway => createSmsGateway(testConfig(sinchAt(emulator.url)), 2000);

const listIds = async ({ url }: Pick<TestServer, 'url'>): Promise<string[]> => {
  const { items } = (await (await fetch(`${url}/api/messages`)).json()) as { items: Message[] };
  return items.map(({ id }) => id);
};

/** What the program's own worker would come to within an hour, from what the database has. */
async function settleByAsking(message: string) {
  const store = database.createStore();
  await store.open();
  await createWorker(store, sinchGateway()).passes(HOUR);
  const settled = await store.readMessage(message);
  await store.close();
  if (settled === null) throw new Error('the message is gone');
  return settled;
}

describe.each([SQLITE, POSTGRES])('$name: a server that is killed', (engine) => {
  /** Kills the server while a send is held there, and starts it again. */
  async function killAt(stage: Stage, to: string): Promise<{ server: TestServer; id: string }> {
    database = await engine.create();
    const server = await servers.create({ DATABASE_URL: database.url, ...sinchAt(toll.url) });
    await server.start();
    const reached = toll.hold(stage);
    const answer = postSend(server, { to }, { 'Idempotency-Key': 'one' }).catch(() => null);
    await reached;
    await server.kill();
    expect(await answer).toBeNull();
    toll.release();
    await server.start();
    const [id, ...others] = await listIds(server);
    expect(others).toEqual([]);
    return { server, id: id! };
  }

  it.each(['token', 'batch'] as const)(
    'before Sinch had the message (%s) has sent nothing, and says so',
    async (stage) => {
      const { server, id } = await killAt(stage, SILENT);
      expect(await getMessage(server, id)).toMatchObject({ state: 'submitting', final: false });
      const again = await postSend(server, { to: SILENT }, { 'Idempotency-Key': 'one' });
      expect(again.status).toBe(202);
      await server.kill();
      const { state, refusal } = await settleByAsking(id);
      expect([state, refusal?.code]).toEqual(['refused', 'never_arrived']);
      expect(emulator.batches).toHaveLength(0);
      expect(await database.count('orphans')).toBe(0);
    },
  );

  it('after Sinch had it finds it again, and how it fares', async () => {
    const { server, id } = await killAt('answer', SILENT);
    expect(await getMessage(server, id)).toMatchObject({ state: 'submitting', messageId: null });
    await server.kill();
    const settled = await settleByAsking(id);
    expect(emulator.batches).toHaveLength(1);
    const { id: sinchId, expireAt } = emulator.batches[0]!;
    expect(settled).toMatchObject({ state: 'accepted', sinchId, expireAt, openCount: 0 });
    expect(settled.recipients[0]?.history.map(({ source, status }) => [source, status])).toEqual([
      ['send', 'QUEUED'],
      ['poll', 'DELIVERED'],
    ]);
    expect(await database.count('orphans')).toBe(0);
  });

  it('after Sinch had it learns so from the first callback', async () => {
    const { server, id } = await killAt('answer', TALKATIVE);
    const message = await until('the message is final', async () => {
      const found = await getMessage(server, id);
      return found.final && found;
    });
    expect(emulator.batches).toHaveLength(1);
    expect(message).toMatchObject({ state: 'accepted', messageId: emulator.batches[0]?.id });
    expect(message.recipients[0]).toMatchObject({ status: 'DELIVERED', callbackCount: 3 });
    await server.kill();
    const { recipients } = await settleByAsking(id);
    expect(recipients[0]?.history.map(({ source }) => source)).toEqual([
      'send',
      'callback',
      'callback',
      'callback',
    ]);
    expect(emulator.batches).toHaveLength(1);
    expect(await database.count('orphans')).toBe(0);
  });
});

describe.each([SQLITE, POSTGRES])('$name', (engine) => {
  let app: TestApp;
  let store: Store;
  beforeEach(async () => {
    database = await engine.create();
    store = database.createStore();
  });
  afterEach(async () => {
    await app.close();
    await store.close();
  });

  it('a send that ends before the call is made was never sent', async () => {
    app = await startApp({ store, gateway: stubGateway(() => new Promise(() => {})) });
    const answer = postSend(app, { to: SILENT }, { 'Idempotency-Key': 'one' }).catch(() => null);
    const [id] = await until('the message is kept', async () => {
      const ids = await listIds(app);
      return ids.length > 0 && ids;
    });
    app.server.closeAllConnections();
    expect(await answer).toBeNull();
    expect(await settleByAsking(id!)).toMatchObject({ state: 'refused', openCount: 1 });
    expect(emulator.batches).toHaveLength(0);
    const replay = await postSend(app, { to: SILENT }, { 'Idempotency-Key': 'one' });
    expect(replay.status).toBe(503);
    expect(await replay.json()).toMatchObject({ code: 'never_arrived', id });
  });

  it('an answer of Sinch that could not be saved is asked for again', async () => {
    const failing: Store = { ...store, settleSend: () => Promise.reject(new Error('the database is gone')) };
    app = await startApp({ store: failing, env: sinchAt(emulator.url) });
    const response = await postSend(app, { to: SILENT });
    expect(response.status).toBe(202);
    const { id, state } = (await response.json()) as Message;
    expect(state).toBe('submitting');
    await emulator.idle();
    expect(await settleByAsking(id)).toMatchObject({ state: 'accepted', openCount: 0 });
    expect(emulator.batches).toHaveLength(1);
    expect(await database.count('orphans')).toBe(0);
  });

  it('an answer that comes after our patience settles the message', async () => {
    app = await startApp({ store, env: sinchAt(toll.url), sendDeadlineMs: 300 });
    const reached = toll.hold('answer');
    const response = await postSend(app, { to: SILENT });
    await reached;
    expect(response.status).toBe(202);
    const { id, state } = (await response.json()) as Message;
    expect(state).toBe('unclear');
    toll.release();
    const message = await until('it is settled', async () => {
      const found = await getMessage(app, id);
      return found.state === 'accepted' && found;
    });
    expect(message.messageId).toBe(emulator.batches[0]?.id);
    const worker = createWorker(store, sinchGateway());
    await worker.passes(30 * MINUTE);
    expect(emulator.batches).toHaveLength(1);
  });
});
