/** What a store keeps of each step of a recipient beside what was said. */
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Callback, Store } from '../src/store/store.ts';
import {
  ANN,
  BOB,
  MANY,
  T0,
  callback,
  delivered,
  draft,
  each,
  failed,
  insert,
  read,
  send,
  took,
  unnamed,
} from './store-fixtures.ts';
import type { Bench } from './store-suite.ts';

const MINUTE = 60_000;
const SIGNED = Math.floor(T0 / 1000);

type Fields = Parameters<typeof callback>[0];

/** Null: by nobody. */
const signed = (timestamp: number | null, fields: Fields): Callback => {
  const made = callback(fields);
  return { ...made, received: { ...made.received, timestamp: timestamp === null ? '' : String(timestamp) } };
};

export function describeSteps(current: () => Bench): void {
  let store: Store;
  beforeEach(() => {
    ({ store } = current());
  });

  const stepOf = async (id: string, status: string) =>
    (await read(store, id)).recipients[0]?.history.find((step) => step.status === status);

  describe('a step', () => {
    const told = { ...delivered(), operatorAt: T0 - MINUTE };

    it('keeps when the operator said so and when Sinch signed it, by the first callback that said it', async () => {
      const { id } = await send(store, 'B1');
      await store.recordCallback(signed(SIGNED, { reports: [told] }));
      await store.recordCallback(signed(SIGNED + 5, { reports: [{ ...told, operatorAt: T0 }] }));
      expect(await stepOf(id, 'DELIVERED')).toMatchObject({
        operatorAt: T0 - MINUTE,
        signedAt: SIGNED * 1000,
        repeats: 1,
      });
    });

    it('has no signature where nobody signed it', async () => {
      const { id } = await send(store, 'B1');
      await store.recordCallback(signed(null, { reports: [told], confinedTo: id }));
      expect(await stepOf(id, 'DELIVERED')).toMatchObject({ operatorAt: T0 - MINUTE, signedAt: null });
    });

    it('has neither where no callback brought it', async () => {
      const sent = await send(store, 'B1');
      await store.recordPoll(sent.id, [delivered(ANN, null)], T0 + MINUTE);
      const ended = await send(store, 'B2');
      await store.expire(ended.id, T0 + MINUTE);
      const steps = [
        await stepOf(sent.id, 'QUEUED'),
        await stepOf(sent.id, 'DELIVERED'),
        await stepOf(ended.id, 'UNKNOWN'),
      ];
      const none = { operatorAt: null, signedAt: null, repeats: 0 };
      expect(steps).toMatchObject([none, none, none]);
    });

    it('decides nothing by the operator’s time', async () => {
      const { id } = await send(store, 'B1');
      await store.recordCallback(callback({ reports: [{ ...delivered(ANN, T0), operatorAt: T0 }] }));
      const later = { ...delivered(ANN, T0 + 1), code: 7, operatorAt: T0 - MINUTE };
      await store.recordCallback(callback({ reports: [later] }));
      expect((await read(store, id)).recipients[0]).toMatchObject({ at: T0 + 1, code: 7 });
    });

    it('counts who said it again, replays included', async () => {
      const { id, version } = await send(store, 'B1');
      const one = { nonce: 'n', reports: [delivered()] };
      for (const fields of [one, one, { reports: [delivered()] }, one])
        await store.recordCallback(callback(fields));
      expect(await stepOf(id, 'DELIVERED')).toMatchObject({ repeats: 3 });
      expect(await stepOf(id, 'QUEUED')).toMatchObject({ repeats: 0 });
      expect(await read(store, id)).toMatchObject({
        version: version + 4,
        recipients: [{ callbackCount: 4 }],
      });
    });

    it('counts those that come together', async () => {
      const { id } = await send(store, 'B1');
      await Promise.all(
        Array.from({ length: 4 }, () => store.recordCallback(callback({ reports: [delivered()] }))),
      );
      expect(await stepOf(id, 'DELIVERED')).toMatchObject({ repeats: 3 });
    });

    it('counts a callback once, however often that says it', async () => {
      const { id } = await send(store, 'B1');
      const twice = { reports: [delivered(), delivered()] };
      await store.recordCallback(callback(twice));
      expect(await stepOf(id, 'DELIVERED')).toMatchObject({ repeats: 0 });
      await store.recordCallback(callback(twice));
      expect(await stepOf(id, 'DELIVERED')).toMatchObject({ repeats: 1 });
    });

    it('is not made by a replay', async () => {
      const { id } = await send(store, 'B1');
      await store.recordCallback(callback({ nonce: 'n', reports: [delivered()] }));
      await store.recordCallback(callback({ nonce: 'n', reports: [failed(), delivered()] }));
      expect(await stepOf(id, 'FAILED')).toBeUndefined();
      expect(await stepOf(id, 'DELIVERED')).toMatchObject({ repeats: 1 });
    });

    it('was said once more by a callback after we had asked', async () => {
      const { id } = await send(store, 'B1');
      await store.recordPoll(id, [delivered(ANN, null)], T0 + MINUTE);
      await store.recordCallback(callback({ reports: [delivered(ANN, null)] }));
      await store.recordPoll(id, [delivered(ANN, null)], T0 + 2 * MINUTE);
      expect(await stepOf(id, 'DELIVERED')).toMatchObject({ source: 'poll', repeats: 1, signedAt: null });
    });

    it('that came before its message is kept whole', async () => {
      await store.recordCallback(signed(SIGNED, { reports: [told] }));
      await store.recordCallback(signed(SIGNED + 9, { reports: [{ ...told, operatorAt: null }] }));
      const message = await send(store, 'B1');
      expect(message.recipients[0]?.history.at(-1)).toMatchObject({
        status: 'DELIVERED',
        operatorAt: T0 - MINUTE,
        signedAt: SIGNED * 1000,
        repeats: 1,
      });
    });

    it('that came before its message counts a callback once, however often that says it', async () => {
      await store.recordCallback(callback({ reports: [delivered(), delivered()] }));
      const { recipients } = await send(store, 'B1');
      expect(recipients[0]).toMatchObject({ callbackCount: 1, history: [{}, { repeats: 0 }] });
    });

    it('that came before its message by two ways was said by all of them', async () => {
      const { id } = await insert(store, { transport: 'conversation', recipients: [ANN, BOB] });
      const sparse = { sinchId: 'C7', reports: [unnamed('DELIVERED')] };
      for (const confinedTo of [null, id, null, id])
        await store.recordCallback(callback({ ...sparse, confinedTo }));
      await store.settleSend(id, each(took(ANN, 'C7')));
      expect(await stepOf(id, 'DELIVERED')).toMatchObject({ repeats: 3 });
    });

    it('was said by one callback and by all its repeats, whenever the message was there', async () => {
      const words = ['DISPATCHED', 'FAILED', 'DELIVERED'];
      const said = fc.record({ word: fc.constantFrom(...words), nonce: fc.nat(3) });
      const groups = fc.array(fc.array(said, { maxLength: 4 }), { maxLength: 3 });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(groups, groups, async (before, after) => {
          run += 1;
          const sinchId = `P${run}`;
          const record = (group: { word: string; nonce: number }[]) =>
            Promise.all(
              group.map(({ word, nonce }) =>
                store.recordCallback(
                  // A nonce stands for one text.
                  callback({
                    sinchId,
                    nonce: `${run} ${word} ${nonce}`,
                    reports: [{ ...delivered(), status: word }],
                  }),
                ),
              ),
            );
          for (const group of before) await record(group);
          const one = draft();
          await store.insertMessage(one, MANY);
          await store.settleSend(one.id, { state: 'accepted', sinchId, expireAt: null, at: T0 });
          for (const group of after) await record(group);
          const counts = new Map<string, number>();
          for (const { word } of [...before, ...after].flat()) counts.set(word, (counts.get(word) ?? 0) + 1);
          const { history = [], callbackCount } = (await read(store, one.id)).recipients[0] ?? {};
          const steps = history.filter(({ source }) => source === 'callback');
          expect(new Map(steps.map(({ status, repeats }) => [status, 1 + repeats]))).toEqual(counts);
          expect(callbackCount).toBe([...before, ...after].flat().length);
        }),
        { numRuns: 20 },
      );
    });
  });
}
