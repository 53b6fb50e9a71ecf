/** What a store does for messages of which Sinch did not say everything. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../src/store/store.ts';
import { ANN, BOB, T0, callback, delivered, draft, failed, insert, read, send } from './store-fixtures.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const refusal = { code: 'never_arrived', detail: 'Send it again.' } as const;

export function describeFollowUp(current: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = current();
  });
  const claim = async (now: number, limit = 10): Promise<string[]> =>
    (await store.claimOverdue(now, limit)).map(({ id }) => id);

  describe('a claim', () => {
    it('takes a send that was interrupted after a minute, then less and less often', async () => {
      const { id } = await insert(store);
      const claimed: number[] = [];
      for (let now = T0; now <= T0 + 10 * MINUTE; now += 10 * SECOND) {
        if ((await claim(now)).includes(id)) claimed.push((now - T0) / SECOND);
      }
      expect(claimed).toEqual([60, 90, 150, 270, 510]);
    });

    it('gives a message to one of those who ask at the same time', async () => {
      const { id } = await insert(store);
      const claims = await Promise.all(Array.from({ length: 4 }, () => claim(T0 + MINUTE)));
      expect(claims.flat()).toEqual([id]);
    });

    it('takes the longest overdue first, and no more than it was asked for', async () => {
      const late = await insert(store, { createdAt: T0 + 2 });
      const later = await insert(store, { createdAt: T0 + 3 });
      const first = await insert(store, { createdAt: T0 + 1 });
      expect(await claim(T0 + HOUR, 2)).toEqual([first.id, late.id]);
      expect(await claim(T0 + HOUR, 2)).toEqual([later.id]);
    });

    it('changes nothing that a reader sees', async () => {
      const { id, version, recipients } = await insert(store);
      await claim(T0 + MINUTE);
      expect(await read(store, id)).toMatchObject({ state: 'submitting', version, recipients });
    });

    it('leaves alone what is final or refused', async () => {
      await send(store, 'B1');
      await store.recordCallback(callback({ reports: [delivered()] }));
      const { id } = await insert(store);
      await store.settleSend(id, { state: 'refused', refusal, at: T0 });
      expect(await claim(T0 + 1000 * HOUR)).toEqual([]);
    });

    it('begins with the open ones of an accepted message when callbacks should have come', async () => {
      const { id } = await insert(store, { recipients: [ANN, BOB] });
      await store.settleSend(id, { state: 'accepted', sinchId: 'B1', expireAt: T0 + 72 * HOUR, at: T0 });
      await store.recordCallback(callback({ reports: [delivered(ANN)] }));
      expect(await claim(T0 + 10 * MINUTE - 1)).toEqual([]);
      const [claimed] = await store.claimOverdue(T0 + 10 * MINUTE, 1);
      expect(claimed).toMatchObject({ id, sinchId: 'B1', state: 'accepted', expired: false });
    });
  });

  describe('a message that Sinch is to send later', () => {
    const sendAt = T0 + 100 * HOUR;
    const schedule = async (expireAt: number | null = null): Promise<string> => {
      const { id } = await insert(store, { sendAt });
      await store.settleSend(id, { state: 'accepted', sinchId: 'B1', expireAt, at: T0 });
      return id;
    };

    it('is asked about ten minutes after its time, and not before', async () => {
      const id = await schedule();
      expect(await claim(sendAt + 10 * MINUTE - 1)).toEqual([]);
      expect(await claim(sendAt + 10 * MINUTE)).toEqual([id]);
    });

    it('that a callback settles waits for its time too', async () => {
      const { id } = await insert(store, { sendAt });
      await store.recordCallback(callback({ reference: id }));
      expect(await claim(sendAt + 10 * MINUTE - 1)).toEqual([]);
      expect(await claim(sendAt + 10 * MINUTE)).toEqual([id]);
    });

    it('is over three days and an hour after its time, where Sinch names no end', async () => {
      await schedule();
      const end = sendAt + 73 * HOUR;
      expect(await store.claimOverdue(end - 1, 1)).toMatchObject([{ expired: false }]);
      expect(await store.claimOverdue(end + 6 * HOUR, 1)).toMatchObject([
        { expired: true, abandoned: false },
      ]);
    });

    it('is over an hour after the end that Sinch names', async () => {
      await schedule(sendAt + HOUR);
      expect(await store.claimOverdue(sendAt + 2 * HOUR, 1)).toMatchObject([{ expired: true }]);
    });

    it('is asked about soon once it is cancelled', async () => {
      const id = await schedule();
      await store.recordCancel(id, T0 + HOUR, null);
      expect(await claim(T0 + HOUR + 10 * MINUTE - 1)).toEqual([]);
      expect(await claim(T0 + HOUR + 10 * MINUTE)).toEqual([id]);
    });

    it('is looked for at once where the answer was lost', async () => {
      const { id } = await insert(store, { sendAt });
      await store.settleSend(id, { state: 'unclear', at: T0 });
      expect(await claim(T0 + MINUTE)).toEqual([id]);
    });
  });

  describe('a message whose answer stays lost', () => {
    const TWO_WEEKS = 14 * 24 * HOUR;
    const lastClaim = async (id: string): Promise<number> => {
      let last = -1;
      for (let now = T0; now < T0 + TWO_WEEKS + 48 * HOUR; now += HOUR) {
        if ((await claim(now)).includes(id)) last = now - T0;
      }
      return last;
    };

    it('is not followed any more two weeks after it was made', async () => {
      const { id } = await insert(store);
      await store.settleSend(id, { state: 'unclear', at: T0 });
      expect(await lastClaim(id)).toBe(TWO_WEEKS - HOUR);
      await store.settleSend(id, { state: 'accepted', sinchId: 'B1', expireAt: null, at: T0 + TWO_WEEKS });
      expect(await read(store, id)).toMatchObject({ state: 'accepted', counts: { QUEUED: 1 } });
    });

    it('is not followed at all where that is known only after two weeks', async () => {
      const { id } = await insert(store);
      await claim(T0 + TWO_WEEKS);
      await store.settleSend(id, { state: 'unclear', at: T0 + TWO_WEEKS });
      expect(await claim(T0 + TWO_WEEKS + HOUR)).toEqual([]);
    });

    it('is followed for as long as nobody has even said that it is lost', async () => {
      const { id } = await insert(store);
      expect(await lastClaim(id)).toBeGreaterThan(TWO_WEEKS + HOUR);
    });
  });

  describe('an absence', () => {
    const look = async (id: string, ...minutes: number[]): Promise<void> => {
      for (const minute of minutes) await store.noteAbsence(id, refusal, T0 + minute * MINUTE);
    };

    it.each([
      ['seen twice only, however far apart', [1, 60]],
      ['seen often within ten minutes', [1, 2, 3, 5, 10.99]],
    ])('%s proves nothing', async (_, minutes) => {
      const { id } = await insert(store);
      await store.settleSend(id, { state: 'unclear', at: T0 });
      await look(id, ...minutes);
      expect(await read(store, id)).toMatchObject({ state: 'unclear', refusal: null, version: 2 });
    });

    it('seen three times over ten minutes refuses the message and gives its parts back', async () => {
      const { id } = await insert(store);
      await look(id, 1, 2, 11);
      expect(await read(store, id)).toMatchObject({ state: 'refused', refusal, version: 2 });
      expect(await store.insertMessage(draft(), 1)).toMatchObject({ kind: 'inserted' });
      expect(await claim(T0 + 30_000)).toEqual([]);
    });

    it('counts anew once the answer to the send was lost', async () => {
      const { id } = await insert(store);
      await look(id, 1, 2);
      await store.settleSend(id, { state: 'unclear', at: T0 + 3 * MINUTE });
      await look(id, 12, 13);
      expect(await read(store, id)).toMatchObject({ state: 'unclear' });
    });

    it('does not undo what is accepted, nor what a callback proves later', async () => {
      const accepted = await send(store, 'B1');
      await look(accepted.id, 1, 2, 11);
      expect(await read(store, accepted.id)).toEqual(accepted);
      const { id } = await insert(store);
      await look(id, 1, 2, 11);
      const late = { state: 'accepted', sinchId: 'B2', expireAt: null, at: T0 + HOUR } as const;
      expect(await store.settleSend(id, late)).toMatchObject({ state: 'accepted', refusal: null });
    });
  });

  describe('a poll', () => {
    it('settles the open recipients and counts as no callback', async () => {
      const { id, version } = await send(store, 'B1', { recipients: [ANN, BOB] });
      await store.recordPoll(id, [delivered(ANN, null), delivered('+447700900123', null)], T0 + MINUTE);
      const message = await read(store, id);
      expect(message).toMatchObject({
        version: version + 1,
        openCount: 1,
        counts: { DELIVERED: 1, QUEUED: 1 },
      });
      expect(message.recipients).toHaveLength(2);
      expect(message.recipients[0]).toMatchObject({ status: 'DELIVERED', callbackCount: 0 });
      expect(message.recipients[0]?.history.at(-1)).toMatchObject({
        source: 'poll',
        receivedAt: T0 + MINUTE,
      });
    });

    it('that says nothing new, or only of final recipients, changes nothing', async () => {
      const { id } = await send(store, 'B1', { recipients: [ANN, BOB] });
      const dispatched = {
        recipient: BOB,
        status: 'DISPATCHED',
        code: 401,
        reason: null,
        at: null,
        operatorAt: null,
      };
      await store.recordCallback(callback({ reports: [delivered(ANN), dispatched] }));
      const before = await read(store, id);
      await store.recordPoll(id, [failed(ANN), dispatched], T0 + MINUTE);
      expect(await read(store, id)).toEqual(before);
    });
  });

  describe('an expiry', () => {
    const end = T0 + 5 * SECOND + HOUR;

    it('is due an hour after the validity, and not before', async () => {
      const { id } = await send(store, 'B1');
      const seen: [number, boolean][] = [];
      for (let now = T0; now <= end; now += SECOND) {
        for (const { expired } of await store.claimOverdue(now, 1)) seen.push([(now - T0) / MINUTE, expired]);
      }
      expect(seen.filter(([, expired]) => expired)).toEqual([[(end - T0) / MINUTE, true]]);
      expect(seen.length).toBeGreaterThan(1);
      await store.expire(id, end);
      expect(await claim(end + 1000 * HOUR)).toEqual([]);
    });

    it('ends the open recipients as unknown and leaves the others', async () => {
      const { id } = await send(store, 'B1', { recipients: [ANN, BOB] });
      await store.recordCallback(callback({ reports: [delivered(ANN)] }));
      await store.expire(id, end);
      await store.expire(id, end + 1);
      const message = await read(store, id);
      expect(message).toMatchObject({ version: 4, openCount: 0, counts: { DELIVERED: 1, UNKNOWN: 1 } });
      expect(message.recipients[1]).toMatchObject({ status: 'UNKNOWN', final: true, callbackCount: 0 });
      expect(message.recipients[1]?.history.map(({ source }) => source)).toEqual(['send', 'expiry']);
    });

    it('gives way to a report that comes after all', async () => {
      const { id } = await send(store, 'B1');
      await store.expire(id, end);
      await store.recordCallback(callback({ reports: [delivered()] }));
      expect((await read(store, id)).recipients[0]).toMatchObject({ status: 'DELIVERED', conflict: false });
    });
  });

  describe('the count of what is expected', () => {
    it('is nothing without messages', async () => {
      expect(await store.countOpen(T0)).toEqual({ open: 0, overdue: 0, due: 0 });
    });

    it('is of recipients without an end, in messages that are followed up', async () => {
      await send(store, 'B1', { recipients: [ANN, BOB] });
      await send(store, 'B2');
      await store.recordCallback(callback({ sinchId: 'B1', reports: [delivered(ANN)] }));
      await store.recordCallback(callback({ sinchId: 'B2', reports: [delivered()] }));
      const { id } = await insert(store);
      await store.settleSend(id, { state: 'refused', refusal, at: T0 });
      expect(await store.countOpen(T0)).toEqual({ open: 1, overdue: 0, due: 0 });
    });

    it('tells whose end did not come by itself, and whose turn to be asked about it is', async () => {
      await insert(store, { recipients: [ANN, BOB] });
      await insert(store, { createdAt: T0 + HOUR });
      expect(await store.countOpen(T0 + MINUTE)).toEqual({ open: 3, overdue: 2, due: 1 });
      expect(await claim(T0 + MINUTE)).toHaveLength(1);
      expect(await store.countOpen(T0 + MINUTE)).toEqual({ open: 3, overdue: 2, due: 0 });
    });
  });
}
