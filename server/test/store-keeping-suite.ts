/** What a store keeps of what came in, and for how long. */
import { beforeEach, describe, expect, it } from 'vitest';
import { REJECTED_KEPT } from '../src/store/create-store.ts';
import type { Callback, CallbackList, CallbackListPage, Store } from '../src/store/store.ts';
import {
  ANN,
  BOB,
  KEEP,
  T0,
  callback,
  delivered,
  draft,
  failed,
  insert,
  read,
  send,
} from './store-fixtures.ts';
import type { Bench, Look } from './store-suite.ts';

/** No engine can store it. */
const poisoned = (fields: Parameters<typeof callback>[0]): Callback =>
  Object.assign(callback(fields), { type: null });

const bytesOf = (value: unknown): Buffer => {
  if (value instanceof Uint8Array || value instanceof ArrayBuffer) return Buffer.from(new Uint8Array(value));
  throw new Error('no bytes');
};

export function describeKeeping(current: () => Bench, refusesBadData: boolean): void {
  let store: Store;
  let look: Look;
  beforeEach(() => {
    ({ store, look } = current());
  });
  const count = async (table: string): Promise<number> =>
    Number((await look(`SELECT count(*) AS n FROM ${table}`))[0]?.n);

  describe('the inbox', () => {
    it('keeps the bytes, the headers, the time and what came of it', async () => {
      const { id } = await send(store, 'B1');
      const body = Buffer.from([...Buffer.from('{"é":"'), 0, 0xff, 0xfe, ...Buffer.from('"}')]);
      const received = { receivedAt: T0 + 7, signature: 'sig=', nonce: 'n-1', timestamp: '1795420800', body };
      await store.recordCallback({ ...callback({ reports: [delivered()] }), received });
      const [row] = await look('SELECT * FROM inbox');
      expect(row).toMatchObject({
        signature: 'sig=',
        nonce: 'n-1',
        timestamp: '1795420800',
        type: 'recipient_delivery_report_sms',
        verdict: 'stored',
        message_id: id,
      });
      expect(Number(row?.received_at)).toBe(T0 + 7);
      expect(bytesOf(row?.body)).toEqual(body);
      expect(JSON.parse(String(row?.effects))).toEqual([
        { recipient: ANN, before: 'QUEUED', after: 'DELIVERED', added: 1 },
      ]);
    });

    it('keeps every one with its verdict, also those that changed nothing', async () => {
      await send(store, 'B1');
      const said = { reports: [delivered()] };
      for (const one of [
        callback({ nonce: 'n', ...said }),
        callback({ nonce: 'n', ...said }),
        callback(said),
        callback({ sinchId: 'B2', ...said }),
        callback({ unreadable: 1 }),
        callback({ sinchId: null, type: 'mo_text' }),
      ])
        await store.recordCallback(one);
      const rows = await look('SELECT verdict FROM inbox ORDER BY seq');
      expect(rows.map(({ verdict }) => verdict)).toEqual([
        'stored',
        'replay',
        'duplicate',
        'orphan',
        'unreadable',
        'no_report',
      ]);
    });

    it('drops the oldest by age and by count', async () => {
      for (const minute of [0, 1, 2, 3, 4])
        await store.recordCallback(callback({ sinchId: null, receivedAt: T0 + minute }));
      const left = async (): Promise<number[]> =>
        (await look('SELECT received_at FROM inbox ORDER BY seq')).map((row) => Number(row.received_at) - T0);
      await store.prune(T0 + 4, { ...KEEP, inbox: 3 });
      expect(await left()).toEqual([1, 2, 3, 4]);
      await store.prune(T0 + 4, { ...KEEP, inboxCount: 2 });
      expect(await left()).toEqual([3, 4]);
    });
  });

  it('keeps the newest of the refused callbacks, whatever comes', async () => {
    const entries = Array.from({ length: REJECTED_KEPT + 50 }, (_, index) => ({
      receivedAt: T0 + index,
      reason: 'mismatch',
      headers: { signature: 'ÿ' },
      body: Buffer.from([0, 255]),
      bodyBytes: 2,
    }));
    for (let start = 0; start < entries.length; start += 100)
      await store.keepRejected(entries.slice(start, start + 100));
    const rows = await look('SELECT received_at, headers, body FROM rejected ORDER BY seq');
    expect(rows).toHaveLength(REJECTED_KEPT);
    expect(rows.map((row) => Number(row.received_at) - T0)).toEqual(
      entries.slice(50).map(({ receivedAt }) => receivedAt - T0),
    );
    expect(JSON.parse(String(rows[0]?.headers))).toEqual({ signature: 'ÿ' });
    expect(bytesOf(rows[0]?.body)).toEqual(Buffer.from([0, 255]));
  });

  describe('the list of what came', () => {
    const refused = (receivedAt: number, reason = 'mismatch') => {
      const body = Buffer.from([0, 255]);
      return { receivedAt, reason, headers: { nonce: 'ÿ' }, body, bodyBytes: 5000 };
    };
    const list = (page: Partial<CallbackListPage> = {}) =>
      store.listCallbacks({ limit: 10, of: { kept: null }, after: null, ...page });
    const times = ({ items }: CallbackList): number[] => items.map(({ receivedAt }) => receivedAt - T0);

    it('has both kinds, newest first, without their bodies', async () => {
      const { id } = await send(store, 'B1');
      await store.recordCallback(callback({ reports: [delivered()], receivedAt: T0 + 1 }));
      await store.keepRejected([refused(T0 + 2), refused(T0 + 4, 'store_failed')]);
      await store.recordCallback(callback({ sinchId: null, receivedAt: T0 + 3 }));
      const accepted = { kept: 'accepted', type: 'recipient_delivery_report_sms' };
      expect(await list()).toEqual({
        items: [
          { kept: 'rejected', seq: expect.any(Number), receivedAt: T0 + 4, reason: 'store_failed' },
          { ...accepted, seq: expect.any(Number), receivedAt: T0 + 3, verdict: 'no_report', messageId: null },
          { kept: 'rejected', seq: expect.any(Number), receivedAt: T0 + 2, reason: 'mismatch' },
          { ...accepted, seq: expect.any(Number), receivedAt: T0 + 1, verdict: 'stored', messageId: id },
        ],
        next: null,
      });
      expect(times(await list({ of: { kept: 'accepted' } }))).toEqual([3, 1]);
      expect(times(await list({ of: { kept: 'rejected' } }))).toEqual([4, 2]);
      expect((await list({ of: { kept: 'rejected' }, limit: 1 })).next).not.toBeNull();
      expect(times(await list({ of: { message: id } }))).toEqual([1]);
      expect(times(await list({ of: { message: 'none' } }))).toEqual([]);
    });

    it('comes page by page, with none twice and none left out, though more come meanwhile and clocks are wrong', async () => {
      for (const minute of [1, 5, 3, 9]) {
        await store.recordCallback(callback({ sinchId: null, receivedAt: T0 + minute }));
        await store.keepRejected([refused(T0 + minute)]);
      }
      const seen: string[] = [];
      for (let after: CallbackListPage['after'] = null; ;) {
        const { items, next }: CallbackList = await list({ limit: 3, after });
        seen.push(...items.map(({ kept, seq }) => `${kept} ${seq}`));
        await store.recordCallback(callback({ sinchId: null, receivedAt: T0 + 20 }));
        await store.keepRejected([refused(T0 + 20)]);
        if (next === null) break;
        after = next;
      }
      expect([seen.length, new Set(seen).size]).toEqual([8, 8]);
      expect(times(await list({ limit: 2 }))).toEqual([20, 20]);
    });

    it('leads to each as it came', async () => {
      await send(store, 'B1');
      const body = Buffer.from([...Buffer.from('{"é":"'), 0, 0xff, ...Buffer.from('"}')]);
      const received = { receivedAt: T0 + 7, signature: 'sig=', nonce: 'n-1', timestamp: '1795420800', body };
      await store.recordCallback({ ...callback({ reports: [delivered()] }), received });
      await store.keepRejected([refused(T0 + 8)]);
      const { items } = await list();
      const [forged, taken] = await Promise.all(items.map((one) => store.readCallback(one)));
      expect(forged).toEqual({ kept: 'rejected', seq: items[0]?.seq, ...refused(T0 + 8) });
      const effects = [{ recipient: ANN, before: 'QUEUED', after: 'DELIVERED', added: 1 }];
      expect(taken).toEqual({ ...items[1], ...received, effects });
      expect(await store.readCallback({ kept: 'accepted', seq: 999 })).toBeNull();
      expect(await store.readCallback({ kept: 'rejected', seq: 999 })).toBeNull();
    });

    it('loses what was refused with what was taken, by age', async () => {
      await store.keepRejected([refused(T0), refused(T0 + 5)]);
      await store.prune(T0 + 5, { ...KEEP, inbox: 3 });
      expect(times(await list())).toEqual([5]);
    });
  });

  const describeRefusal = () =>
    describe('a callback that the database refuses', () => {
      it('fails alone: its neighbours are kept, in their order', async () => {
        const { id } = await send(store, 'B1', { recipients: [ANN, BOB] });
        const results = await Promise.allSettled([
          store.recordCallback(callback({ reports: [failed(ANN)] })),
          store.recordCallback(poisoned({ reports: [delivered(BOB)] })),
          store.recordCallback(callback({ reports: [delivered(ANN)] })),
          store.recordCallback(poisoned({ sinchId: 'B9', reports: [delivered(BOB)] })),
        ]);
        expect(results.map(({ status }) => status)).toEqual([
          'fulfilled',
          'rejected',
          'fulfilled',
          'rejected',
        ]);
        const { recipients, version } = await read(store, id);
        expect(recipients[0]).toMatchObject({ status: 'DELIVERED', conflict: true, callbackCount: 2 });
        expect(recipients[1]).toMatchObject({ status: 'QUEUED', callbackCount: 0 });
        expect(version).toBe(4);
        expect([await count('inbox'), await count('orphans'), await count('nonces')]).toEqual([2, 0, 2]);
      });

      it('leaves nothing behind that would make a later one a replay', async () => {
        const { id } = await send(store, 'B1');
        await expect(
          store.recordCallback(poisoned({ nonce: 'n', reports: [delivered()] })),
        ).rejects.toThrow();
        const again = callback({ nonce: 'n', reports: [delivered()] });
        expect(await store.recordCallback(again)).toMatchObject({ verdict: 'stored', id });
      });
    });
  if (refusesBadData) describeRefusal();

  describe('a callback that the program stumbles over', () => {
    it('fails alone too', async () => {
      const { id } = await send(store, 'B1');
      const results = await Promise.allSettled([
        store.recordCallback(callback({ reports: [delivered()] })),
        store.recordCallback(callback({ reports: [Object.assign(delivered(), { status: null })] })),
        store.recordCallback(callback({ reports: [delivered()] })),
      ]);
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect((await read(store, id)).recipients[0]).toMatchObject({
        status: 'DELIVERED',
        callbackCount: 2,
      });
    });
  });

  it('drops old messages with all that belongs to them, and no others', async () => {
    const idempotency = { key: 'k', fingerprint: 'f' };
    for (let index = 0; index < 110; index += 1) {
      const fields = index === 0 ? { idempotency } : {};
      const { id } = await insert(store, { ...fields, createdAt: T0 - 1000, recipients: [ANN, BOB] });
      await store.recordCallback(
        callback({ sinchId: `old-${index}`, reference: id, reports: [delivered()] }),
      );
    }
    const { id } = await send(store, 'B1', { createdAt: T0 });
    await store.prune(T0 + 500, { ...KEEP, messages: 500 });
    const left = await Promise.all(['messages', 'sinch_ids', 'recipients', 'reports'].map(count));
    expect(left).toEqual([1, 1, 1, 1]);
    expect(await read(store, id)).toMatchObject({ sinchId: 'B1' });
    expect(await store.insertMessage(draft({ idempotency }), 1000)).toMatchObject({ kind: 'inserted' });
  });

  describe('the deeds', () => {
    const erased = (at: number, subject: string) => ({ at, actor: 'ann', deed: 'erased', subject }) as const;

    it('come newest first, page by page, as they were noted', async () => {
      const exported = { at: T0 - 5, actor: null, deed: 'exported', subject: 'all messages' } as const;
      await store.noteDeed(erased(T0, '+12…01'));
      await store.noteDeed(exported);
      await store.noteDeed(erased(T0 + 1, '+12…02'));
      const page = await store.listDeeds({ limit: 2, after: null });
      expect(page).toEqual([
        { seq: expect.any(Number), ...erased(T0 + 1, '+12…02') },
        { seq: expect.any(Number), ...exported },
      ]);
      const rest = await store.listDeeds({ limit: 2, after: page[1]!.seq });
      expect(rest).toMatchObject([erased(T0, '+12…01')]);
      expect(await store.listDeeds({ limit: 2, after: rest[0]!.seq })).toEqual([]);
    });

    it('hold who erased a person, however little there was of them', async () => {
      await insert(store, { recipients: [ANN] });
      await store.forget(ANN, erased(T0, '+12…01'));
      await store.forget(BOB, erased(T0 + 1, '+12…02'));
      const noted = await store.listDeeds({ limit: 10, after: null });
      expect(noted.map(({ subject }) => subject)).toEqual(['+12…02', '+12…01']);
    });

    it('are kept for good', async () => {
      await store.noteDeed(erased(T0 - 1_000_000, '+12…01'));
      await store.prune(T0, { ...KEEP, nonces: 0, orphans: 0, inbox: 0, inboxCount: 0, messages: 0 });
      expect(await store.listDeeds({ limit: 10, after: null })).toHaveLength(1);
    });
  });

  it('gives reports of one instant in one order', async () => {
    const { id } = await send(store, 'B1');
    const words = ['Teleported', 'Beamed', 'Éclair', 'azure'];
    const reports = words.map((status) => ({
      recipient: ANN,
      status,
      code: null,
      reason: null,
      at: null,
      operatorAt: null,
    }));
    await store.recordCallback(callback({ reports }));
    const { recipients } = await read(store, id);
    const [, ...history] = recipients[0]!.history;
    expect(history.map(({ status }) => status)).toEqual(['Beamed', 'Teleported', 'azure', 'Éclair']);
  });
}
