/** What a store keeps of what people write back. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { ReplyPage, Store } from '../src/store/store.ts';
import {
  ANN,
  BOB,
  KEEP,
  T0,
  callback,
  delivered,
  insert,
  replyCallback,
  replyRecord,
  send,
} from './store-fixtures.ts';
import type { Bench, Look } from './store-suite.ts';

const EVE = '+12025550103';

export function describeReplies(current: () => Bench): void {
  let store: Store;
  let look: Look;
  beforeEach(() => {
    ({ store, look } = current());
  });
  const list = async (of: ReplyPage['of'] = null, rest: Partial<ReplyPage> = {}): Promise<string[]> =>
    (await store.listReplies({ of, limit: 10, after: null, ...rest })).map(({ sinchId }) => sinchId);
  const receive = (sinchId: string, from: string, receivedAt: number) =>
    store.recordCallback(replyCallback({ sinchId, from, receivedAt }));

  describe('a reply', () => {
    it('is kept as it is, and in the inbox', async () => {
      const reply = replyRecord({ sinchId: 'R-1', to: null, at: null });
      const outcome = await store.recordCallback(replyCallback(reply));
      expect(outcome).toEqual({ verdict: 'reply', id: null, strangers: [] });
      const [kept] = await store.listReplies({ of: null, limit: 10, after: null });
      expect(kept).toEqual({ ...reply, seq: expect.any(Number) });
      expect(await look('SELECT * FROM inbox')).toMatchObject([{ verdict: 'reply', message_id: null }]);
    });

    it('that Sinch sends again is the same', async () => {
      const reply = replyRecord({ text: 'first' });
      expect(await store.recordCallback(replyCallback(reply))).toMatchObject({ verdict: 'reply' });
      const again = await store.recordCallback(replyCallback({ ...reply, text: 'again' }));
      expect(again).toMatchObject({ verdict: 'duplicate' });
      expect(await store.listReplies({ of: null, limit: 10, after: null })).toMatchObject([
        { text: 'first' },
      ]);
    });

    it('that comes twice at once is kept once', async () => {
      const reply = replyRecord();
      const outcomes = await Promise.all([1, 2, 3].map(() => store.recordCallback(replyCallback(reply))));
      expect(outcomes.map(({ verdict }) => verdict)).toEqual(['reply', 'duplicate', 'duplicate']);
      expect(await list()).toEqual([reply.sinchId]);
    });

    it('with a nonce seen before is a replay, whatever it says', async () => {
      const reply = replyRecord();
      await store.recordCallback(replyCallback(reply, { nonce: 'n' }));
      for (const one of [reply, replyRecord()]) {
        const outcome = await store.recordCallback(replyCallback(one, { nonce: 'n' }));
        expect(outcome).toEqual({ verdict: 'replay', id: null, strangers: [] });
      }
      expect(await list()).toEqual([reply.sinchId]);
    });

    it('touches no message, even one whose id or reference the callback names', async () => {
      const sent = await send(store, 'B1');
      const open = await insert(store);
      await store.recordCallback(replyCallback({}, { sinchId: 'B1', reports: [delivered()] }));
      await store.recordCallback(replyCallback({}, { reference: open.id }));
      expect(await store.readMessage(sent.id)).toEqual(sent);
      expect(await store.readMessage(open.id)).toEqual(open);
    });

    it('is as new as before after one that failed beside it', async () => {
      await send(store, 'B1');
      const [failed, reply] = await Promise.allSettled([
        store.recordCallback(callback({ reports: [Object.assign(delivered(), { status: null })] })),
        store.recordCallback(replyCallback({ sinchId: 'R-1' })),
      ]);
      expect(failed.status).toBe('rejected');
      expect(reply).toMatchObject({ value: { verdict: 'reply' } });
      expect(await list()).toEqual(['R-1']);
    });

    it('comes among other callbacks', async () => {
      const { id } = await send(store, 'B1');
      const [, outcome] = await Promise.all([
        store.recordCallback(replyCallback({ sinchId: 'R-1' })),
        store.recordCallback({ ...replyCallback(), sinchId: 'B1', reply: null, reports: [] }),
        store.recordCallback(replyCallback({ sinchId: 'R-2' })),
      ]);
      expect(outcome).toMatchObject({ verdict: 'no_report', id });
      expect(await list()).toEqual(['R-2', 'R-1']);
    });
  });

  describe('the replies', () => {
    it('come newest first, page by page', async () => {
      for (const n of [1, 2, 3, 4, 5]) await receive(`R-${n}`, ANN, T0 + n);
      expect(await list(null, { limit: 2 })).toEqual(['R-5', 'R-4']);
      const [, last] = await store.listReplies({ of: null, limit: 2, after: null });
      expect(await list(null, { limit: 2, after: last!.seq })).toEqual(['R-3', 'R-2']);
      expect(await list({ number: ANN }, { after: last!.seq })).toEqual(['R-3', 'R-2', 'R-1']);
    });

    it('of a number are its own', async () => {
      await receive('R-1', ANN, T0);
      await receive('R-2', BOB, T0);
      await receive('R-3', ANN, T0);
      expect(await list({ number: ANN })).toEqual(['R-3', 'R-1']);
      expect(await list({ number: EVE })).toEqual([]);
    });

    it('to a message are those of its recipients since it was made', async () => {
      await receive('R-old', ANN, T0 - 1);
      const { id } = await insert(store, { recipients: [ANN, BOB], createdAt: T0 });
      for (const [n, from] of [ANN, EVE, BOB, ANN].entries()) await receive(`R-${n}`, from, T0 + n);
      expect(await list({ message: id })).toEqual(['R-3', 'R-2', 'R-0']);
      expect(await list({ message: id }, { limit: 1 })).toEqual(['R-3']);
      const [last] = await store.listReplies({ of: { message: id }, limit: 1, after: null });
      expect(await list({ message: id }, { after: last!.seq })).toEqual(['R-2', 'R-0']);
      expect(await list({ message: '01J00000000000000000000000' })).toEqual([]);
    });

    it('are kept as long as messages are', async () => {
      for (const n of [1, 2, 3]) await receive(`R-${n}`, ANN, T0 + n);
      await store.prune(T0 + 1000, KEEP);
      expect(await list()).toHaveLength(3);
      await store.prune(T0 + 1000, { ...KEEP, messages: 998 });
      expect(await list()).toEqual(['R-3', 'R-2']);
      expect(await list({ number: ANN })).toEqual(['R-3', 'R-2']);
    });
  });
}
