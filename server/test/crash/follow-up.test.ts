/** What a server comes to know by asking, hours of it in a moment. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator } from '../../emulator/emulator.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import type { Message } from '../../src/contract.ts';
import type { MessageDraft } from '../../src/messages/message.ts';
import { createSmsGateway } from '../../src/sinch/sms-gateway.ts';
import { followUp } from '../../src/messages/follow-up.ts';
import type { Gateway } from '../../src/sinch/gateway.ts';
import { refusal } from '../../src/sinch/refusal.ts';
import type { Store } from '../../src/store/store.ts';
import { PROJECT, SECRET, getMessage, postSend, startApp, stubGateway, testConfig } from '../harness.ts';
import type { TestApp } from '../harness.ts';
import { postCallback, recipientReport } from '../sinch-callback.ts';
import { POSTGRES, SQLITE } from './engines.ts';
import type { DurableDatabase } from './engines.ts';
import { sinchAt } from './servers.ts';
import { HOUR, MINUTE, SECOND, createWorker } from './worker.ts';

const NOBODY = 'http://127.0.0.1:9';
const DAY = 24 * HOUR;
/** Sends that were interrupted before anything came of them. */
const drafts = (count: number, createdAt: number): MessageDraft[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `01J000000000000000000${String(index).padStart(5, '0')}`,
    transport: 'sms',
    recipients: ['+12025550101'],
    from: null,
    text: 'Hello',
    sendAt: null,
    expireAt: null,
    sentBy: null,
    resendOf: null,
    parts: 1,
    idempotency: null,
    createdAt,
  }));
const numberEnding = (digits: string): string => `+120255501${digits}`;

describe.each([SQLITE, POSTGRES])('$name', (engine) => {
  let emulator: Emulator;
  let database: DurableDatabase;
  let store: Store;
  let app: TestApp;
  beforeEach(async () => {
    database = await engine.create();
    store = database.createStore();
  });
  afterEach(async () => {
    await app.close();
    await store.close();
    await emulator.close();
    database.remove();
  });

  async function start(speed = 200): Promise<void> {
    emulator = await startEmulator({ webhookSecret: SECRET, credentials: { project: PROJECT }, speed });
    app = await startApp({ store, env: sinchAt(emulator.url), sendDeadlineMs: 700 });
  }
  const gatewayTo = (url: string): Gateway => createSmsGateway(testConfig(sinchAt(url)), 2000);

  async function sendTo(ending: string, key = ending): Promise<Message> {
    const response = await postSend(app, { to: numberEnding(ending) }, { 'Idempotency-Key': key });
    return (await response.json()) as Message;
  }

  it('a message that no callback came for (11) ends Delivered', async () => {
    await start();
    const { id } = await sendTo('11');
    await emulator.idle();
    const worker = createWorker(store, gatewayTo(emulator.url));
    expect(await worker.passes(9 * MINUTE)).toEqual([]);
    expect(await worker.passes(2 * MINUTE)).toEqual([{ id, verdict: 'reports' }]);
    const message = await getMessage(app, id);
    expect(message).toMatchObject({ state: 'accepted', final: true });
    expect(message.recipients[0]).toMatchObject({ status: 'DELIVERED', callbackCount: 0 });
    expect(message.recipients[0]?.history.at(-1)).toMatchObject({
      source: 'poll',
      status: 'DELIVERED',
      code: 0,
    });
    expect(await worker.passes(3 * DAY, HOUR)).toEqual([]);
  });

  it.each(['95', '96'])(
    'a message whose answer was lost (%s) is found, and not sent again',
    async (ending) => {
      await start();
      const { id, state } = await sendTo(ending);
      expect(state).toBe('unclear');
      await emulator.idle();
      const worker = createWorker(store, gatewayTo(emulator.url));
      expect(await worker.passes(MINUTE)).toEqual([{ id, verdict: 'found' }]);
      expect(await getMessage(app, id)).toMatchObject({
        state: 'accepted',
        messageId: emulator.batches[0]?.id,
        expireAt: new Date(emulator.batches[0]!.expireAt).toISOString(),
      });
      await worker.passes(HOUR);
      expect(await getMessage(app, id)).toMatchObject({ final: true, recipients: [{ status: 'DELIVERED' }] });
      expect(emulator.batches).toHaveLength(1);
      const replay = await postSend(app, { to: numberEnding(ending) }, { 'Idempotency-Key': ending });
      expect(replay.status).toBe(201);
      expect(emulator.batches).toHaveLength(1);
    },
  );

  it('a message that never arrived (94) is refused after three looks over ten minutes, not before', async () => {
    await start();
    const { id, state } = await sendTo('94');
    expect(state).toBe('unclear');
    const worker = createWorker(store, gatewayTo(emulator.url));
    const looks: number[] = [];
    while ((await getMessage(app, id)).state === 'unclear') {
      const found = await worker.passes(5 * SECOND, 5 * SECOND);
      expect(found.every(({ verdict }) => verdict === 'absent')).toBe(true);
      if (found.length > 0) looks.push(worker.now());
    }
    expect(looks.length).toBeGreaterThanOrEqual(3);
    expect(looks.at(-1)! - looks[0]!).toBeGreaterThanOrEqual(10 * MINUTE);
    expect(looks.at(-2)! - looks[0]!).toBeLessThan(10 * MINUTE);
    expect(await getMessage(app, id)).toMatchObject({ state: 'refused', refusal: { code: 'never_arrived' } });
    const replay = await postSend(app, { to: numberEnding('94') }, { 'Idempotency-Key': '94' });
    expect(replay.status).toBe(503);
    expect(replay.headers.get('retry-after')).not.toBeNull();
    expect(await replay.json()).toMatchObject({ code: 'never_arrived', id });
    expect(await worker.passes(DAY, HOUR)).toEqual([]);
    expect(emulator.batches).toHaveLength(0);
  });

  it('two looks are too few, however far apart: nobody looked in between', async () => {
    await start();
    const { id } = await sendTo('94');
    const worker = createWorker(store, gatewayTo(emulator.url));
    for (const state of ['unclear', 'unclear', 'refused']) {
      expect(await worker.passes(2 * HOUR, 2 * HOUR)).toEqual([{ id, verdict: 'absent' }]);
      expect((await getMessage(app, id)).state).toBe(state);
    }
  });

  it('a message that nobody reports on ends Unknown when its validity and the grace are over', async () => {
    await start(0.0001);
    const { id, expireAt } = await sendTo('01');
    const end = Date.parse(expireAt!);
    const worker = createWorker(store, gatewayTo(emulator.url));
    await worker.passes(end - worker.now() + 59 * MINUTE, 10 * MINUTE);
    expect(await getMessage(app, id)).toMatchObject({ final: false, recipients: [{ status: 'QUEUED' }] });
    await worker.passes(2 * MINUTE, MINUTE);
    const message = await getMessage(app, id);
    expect(message).toMatchObject({ final: true, recipients: [{ status: 'UNKNOWN', final: true }] });
    expect(message.recipients[0]?.history.at(-1)).toMatchObject({ source: 'expiry', status: 'UNKNOWN' });
    expect(await worker.passes(7 * DAY, HOUR)).toEqual([]);
  });

  it('while Sinch cannot be reached nothing is given up', async () => {
    await start(0.0001);
    const open = await sendTo('01');
    const lost = await sendTo('95');
    const never = await sendTo('94');
    const worker = createWorker(store, gatewayTo(NOBODY));
    const learnt = await worker.passes(5 * DAY, 10 * MINUTE);
    expect(new Set(learnt.map(({ verdict }) => verdict))).toEqual(new Set(['no_answer']));
    expect(await getMessage(app, open.id)).toMatchObject({ state: 'accepted', final: false });
    for (const { id } of [lost, never]) {
      expect(await getMessage(app, id)).toMatchObject({ state: 'unclear', final: false });
    }
    const back = createWorker(store, gatewayTo(emulator.url), worker.now());
    await back.passes(DAY, 10 * MINUTE);
    expect(await getMessage(app, open.id)).toMatchObject({
      final: true,
      recipients: [{ status: 'UNKNOWN' }],
    });
    expect((await getMessage(app, lost.id)).state).toBe('accepted');
    expect((await getMessage(app, never.id)).state).toBe('refused');
  });

  it('a Sinch that never answers again is waited for three days beyond the end', async () => {
    await start(0.0001);
    const { id } = await sendTo('01');
    const worker = createWorker(store, gatewayTo(NOBODY));
    await worker.passes(6 * DAY, HOUR);
    expect(await getMessage(app, id)).toMatchObject({ final: false });
    await worker.passes(DAY, HOUR);
    expect(await getMessage(app, id)).toMatchObject({ final: true, recipients: [{ status: 'UNKNOWN' }] });
  });

  it('a callback settles what was taken for never arrived', async () => {
    await start();
    const { id } = await sendTo('94');
    const worker = createWorker(store, gatewayTo(emulator.url));
    await worker.passes(HOUR);
    expect((await getMessage(app, id)).state).toBe('refused');
    const report = { batch_id: 'LATE', client_reference: id, recipient: numberEnding('94') };
    expect((await postCallback(app, recipientReport(report))).status).toBe(200);
    expect(await getMessage(app, id)).toMatchObject({
      state: 'accepted',
      refusal: null,
      messageId: 'LATE',
      final: true,
    });
  });

  it('two workers at the same time never ask about the same message', async () => {
    await start();
    const other = database.createStore();
    await other.open();
    const createdAt = Date.now();
    const waiting = drafts(40, createdAt);
    for (const one of waiting) await store.insertMessage(one, 1_000_000);
    const asked: string[] = [];
    const counting: Gateway = {
      ...stubGateway(() => Promise.reject(new Error('nothing is sent'))),
      find: async (reference) => {
        asked.push(reference);
        await new Promise((resolve) => setImmediate(resolve));
        return { kind: 'absent' };
      },
    };
    const workers = [store, other, store, other].map((one) =>
      createWorker(one, counting, createdAt + MINUTE),
    );
    await Promise.all(workers.map((worker) => worker.passes(SECOND, SECOND)));
    expect(asked.toSorted()).toEqual(waiting.map(({ id }) => id).toSorted());
    await other.close();
  });

  it('a round of questions ends before its claims do, however slow Sinch is', async () => {
    await start();
    const createdAt = Date.now();
    for (const one of drafts(5, createdAt)) await store.insertMessage(one, 1_000_000);
    const begin = createdAt + MINUTE;
    let now = begin;
    const slow: Gateway['find'] = async () => {
      const answeredAt = now + 15 * SECOND;
      await new Promise((resolve) => setImmediate(resolve));
      now = Math.max(now, answeredAt);
      return { kind: 'no_answer', cause: 'too slow' };
    };
    const gateway = { ...gatewayTo(NOBODY), find: slow };
    const deps = { store, gateway, neverArrived: refusal('never_arrived'), now: () => now };
    expect(await followUp(deps, 5)).toHaveLength(5);
    expect(await store.claimOverdue(now, 5)).toEqual([]);
  });
});
