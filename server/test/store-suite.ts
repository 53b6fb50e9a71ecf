/** What every store engine must do. One suite, all engines, the same results. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ANY_MESSAGE } from '../src/store/criteria.ts';
import type { Store } from '../src/store/store.ts';
import { describeFollowUp } from './store-follow-up-suite.ts';
import { describeKeeping } from './store-keeping-suite.ts';
import { describeLists } from './store-list-suite.ts';
import { describeOutcomes } from './store-outcomes-suite.ts';
import { describeRecipients } from './store-recipients-suite.ts';
import { describeReplies } from './store-replies-suite.ts';
import { describeSteps } from './store-steps-suite.ts';
import {
  ANN,
  BOB,
  KEEP,
  MANY,
  T0,
  callback,
  delivered,
  draft,
  failed,
  insert,
  queuedAt,
  read,
  send,
} from './store-fixtures.ts';

/** A store and a look at its tables behind its back. */
export interface Bench {
  store: Store;
  look: Look;
}
/** The rows that a statement finds. */
export type Look = (sql: string) => Promise<Record<string, unknown>[]>;

export function describeStore(
  engine: string,
  create: () => Promise<Bench>,
  /** False where there is no database that could refuse what it is given. */
  refusesBadData = true,
): void {
  describe(`the ${engine} store`, () => {
    let bench: Bench;
    let store: Store;
    beforeEach(async () => {
      bench = await create();
      ({ store } = bench);
      await store.open();
    });
    afterEach(() => store.close());

    describeFollowUp(() => store);
    describeLists(() => bench);
    describeKeeping(() => bench, refusesBadData);
    describeRecipients(() => bench);
    describeReplies(() => bench);
    describeSteps(() => bench);
    describeOutcomes(() => bench);

    describe('a send', () => {
      it('is kept before Sinch is asked, with no status yet', async () => {
        const message = await insert(store, { recipients: [BOB, ANN] });
        expect(await read(store, message.id)).toEqual(message);
        expect(message).toMatchObject({
          state: 'submitting',
          sinchId: null,
          version: 1,
          openCount: 2,
          counts: {},
        });
        expect(message.recipients.map((one) => [one.recipient, one.status, one.history])).toEqual([
          [BOB, null, []],
          [ANN, null, []],
        ]);
      });

      it('queues every recipient once Sinch accepts', async () => {
        const { id } = await insert(store, { recipients: [ANN, BOB] });
        const message = await store.settleSend(id, {
          state: 'accepted',
          sinchId: 'B1',
          expireAt: T0 + 9,
          at: T0 + 1,
        });
        expect(message).toEqual(await read(store, id));
        expect(message).toMatchObject({
          state: 'accepted',
          sinchId: 'B1',
          sentAt: T0 + 1,
          expireAt: T0 + 9,
          version: 2,
          counts: { QUEUED: 2 },
          openCount: 2,
        });
        expect(message.recipients[1]).toMatchObject({
          status: 'QUEUED',
          final: false,
          callbackCount: 0,
          updatedAt: T0 + 1,
          history: [queuedAt(T0 + 1)],
        });
      });

      it('keeps why Sinch refused it', async () => {
        const { id } = await insert(store);
        const refusal = { code: 'blocked_account', detail: 'Top it up.' } as const;
        await store.settleSend(id, { state: 'refused', refusal, at: T0 + 1 });
        expect(await read(store, id)).toMatchObject({ state: 'refused', refusal, version: 2 });
      });

      it('is unclear when the answer was lost', async () => {
        const { id } = await insert(store);
        await store.settleSend(id, { state: 'unclear', at: T0 + 1 });
        expect(await read(store, id)).toMatchObject({ state: 'unclear', version: 2 });
      });

      it.each(['refused', 'unclear'] as const)(
        'that a callback proved accepted is not made %s',
        async (state) => {
          const { id } = await insert(store);
          await store.recordCallback(callback({ reference: id, reports: [delivered()] }));
          const refusal = { code: 'unreachable', detail: '' } as const;
          const settlement = state === 'refused' ? { state, refusal, at: T0 } : { state, at: T0 };
          expect(await store.settleSend(id, settlement)).toMatchObject({ state: 'accepted', refusal: null });
        },
      );

      it('keeps how and when it is to be sent, and by whom', async () => {
        const plan = {
          transport: 'conversation',
          sendAt: T0 + 10,
          expireAt: T0 + 20,
          sentBy: 'ann',
        } as const;
        const message = await insert(store, plan);
        expect(await read(store, message.id)).toEqual(message);
        expect(message).toMatchObject({ ...plan, canceledAt: null, canceledBy: null });
        expect(await store.listMessages({ limit: 1, after: null, criteria: ANY_MESSAGE })).toMatchObject([
          plan,
        ]);
      });

      it.each([
        ['names no end', null, T0 + 20],
        ['names another', T0 + 30, T0 + 30],
      ])('ends when we asked, unless Sinch’s answer says otherwise: it %s', async (_, expireAt, end) => {
        const { id } = await insert(store, { expireAt: T0 + 20 });
        const message = await store.settleSend(id, { state: 'accepted', sinchId: 'B1', expireAt, at: T0 });
        expect(message).toMatchObject({ expireAt: end });
      });

      it('keeps when Sinch took the first cancel, and whose it was, for all to see', async () => {
        const { id, version } = await send(store, 'B1');
        const message = await store.recordCancel(id, T0 + 50, 'ann');
        expect(message).toEqual(await read(store, id));
        expect(message).toMatchObject({ canceledAt: T0 + 50, canceledBy: 'ann', version: version + 1 });
        expect(message.counts).toEqual({ QUEUED: 1 });
        expect(await store.recordCancel(id, T0 + 60, 'bob')).toEqual(message);
        await store.recordCallback(callback({ reports: [delivered()] }));
        expect(await read(store, id)).toMatchObject({ canceledAt: T0 + 50, canceledBy: 'ann' });
        await expect(store.recordCancel('01J00000000000000000000000', T0, null)).rejects.toThrow();
      });

      it('rejects a settlement of what was never inserted', async () => {
        await expect(
          store.settleSend('01J00000000000000000000000', { state: 'unclear', at: T0 }),
        ).rejects.toThrow();
      });
    });

    describe('an idempotency key', () => {
      const idempotency = { key: 'k1', fingerprint: 'f1' };

      it('sends once, however many come at the same time', async () => {
        const outcomes = await Promise.all(
          Array.from({ length: 5 }, () => store.insertMessage(draft({ idempotency }), MANY)),
        );
        expect(outcomes.map((outcome) => outcome.kind).toSorted()).toEqual([
          'inserted',
          ...Array(4).fill('repeated'),
        ]);
        expect(await store.listMessages({ limit: 10, after: null, criteria: ANY_MESSAGE })).toHaveLength(1);
      });

      it('gives back the message that it made', async () => {
        const first = await insert(store, { idempotency });
        const again = await store.insertMessage(draft({ idempotency }), MANY);
        expect(again).toEqual({ kind: 'repeated', message: first });
      });

      it('is refused for another request', async () => {
        await insert(store, { idempotency });
        const other = draft({ idempotency: { key: 'k1', fingerprint: 'f2' } });
        expect(await store.insertMessage(other, MANY)).toEqual({ kind: 'key_reused' });
      });
    });

    describe('the daily budget', () => {
      const two = { recipients: [ANN, BOB], parts: 2 };

      it('counts parts times recipients, and not one over', async () => {
        expect(await store.insertMessage(draft(two), 4)).toMatchObject({ kind: 'inserted' });
        expect(await store.insertMessage(draft(), 4)).toEqual({ kind: 'over_budget' });
        expect(await store.insertMessage(draft(), 5)).toMatchObject({ kind: 'inserted' });
      });

      it('keeps nothing of what it turns away', async () => {
        expect(await store.insertMessage(draft(two), 3)).toEqual({ kind: 'over_budget' });
        expect(await store.listMessages({ limit: 10, after: null, criteria: ANY_MESSAGE })).toEqual([]);
        expect(await store.insertMessage(draft({ parts: 3 }), 3)).toMatchObject({ kind: 'inserted' });
      });

      it('begins anew with each UTC day', async () => {
        await insert(store, { createdAt: T0 });
        expect(await store.insertMessage(draft({ createdAt: T0 }), 1)).toEqual({ kind: 'over_budget' });
        const tomorrow = draft({ createdAt: Date.UTC(2026, 10, 24) });
        expect(await store.insertMessage(tomorrow, 1)).toMatchObject({ kind: 'inserted' });
      });

      it('gets back the parts of a refused send, and only of that', async () => {
        const { id } = await insert(store, { parts: 3 });
        const refusal = { code: 'invalid_content', detail: '' } as const;
        await store.settleSend(id, { state: 'refused', refusal, at: T0 });
        await store.settleSend(id, { state: 'refused', refusal, at: T0 });
        expect(await store.insertMessage(draft({ parts: 4 }), 3)).toEqual({ kind: 'over_budget' });
        expect(await store.insertMessage(draft({ parts: 3 }), 3)).toMatchObject({ kind: 'inserted' });
      });

      it('is charged again when a callback proves that Sinch has a refused send after all, once', async () => {
        const { id } = await insert(store, { ...two, parts: 3 });
        const refusal = { code: 'unreachable', detail: '' } as const;
        await store.settleSend(id, { state: 'refused', refusal, at: T0 });
        for (const sinchId of ['B1', 'B1', 'B2']) {
          await store.recordCallback(callback({ sinchId, reference: id, reports: [delivered()] }));
        }
        await store.settleSend(id, { state: 'refused', refusal, at: T0 });
        expect(await store.insertMessage(draft(), 6)).toEqual({ kind: 'over_budget' });
        expect(await store.insertMessage(draft(), 7)).toMatchObject({ kind: 'inserted' });
      });

      it('is charged again when an acceptance comes late, on the day of the send', async () => {
        const { id } = await insert(store, { createdAt: T0, parts: 2 });
        const refusal = { code: 'unreachable', detail: '' } as const;
        await store.settleSend(id, { state: 'refused', refusal, at: T0 });
        const tomorrow = Date.UTC(2026, 10, 24);
        await insert(store, { createdAt: tomorrow });
        await store.settleSend(id, { state: 'accepted', sinchId: 'B1', expireAt: null, at: tomorrow });
        expect(await store.insertMessage(draft({ createdAt: T0 }), 2)).toEqual({ kind: 'over_budget' });
        expect(await store.insertMessage(draft({ createdAt: T0 }), 3)).toMatchObject({ kind: 'inserted' });
        expect(await store.insertMessage(draft({ createdAt: tomorrow }), 2)).toMatchObject({
          kind: 'inserted',
        });
      });

      it('may be passed by what Sinch has taken already, and then takes nothing more', async () => {
        const { id } = await insert(store, two);
        const refusal = { code: 'unreachable', detail: '' } as const;
        await store.settleSend(id, { state: 'refused', refusal, at: T0 });
        await insert(store, two);
        await store.recordCallback(callback({ reference: id, reports: [delivered()] }));
        expect(await store.insertMessage(draft(), 8)).toEqual({ kind: 'over_budget' });
        expect(await store.insertMessage(draft(), 9)).toMatchObject({ kind: 'inserted' });
      });

      it('gets back the parts of a send that never arrived, until a callback comes for it', async () => {
        const { id } = await insert(store, two);
        const refusal = { code: 'never_arrived', detail: '' } as const;
        for (const minute of [0, 6, 12]) await store.noteAbsence(id, refusal, T0 + minute * 60_000);
        expect(await read(store, id)).toMatchObject({ state: 'refused' });
        const one = await store.insertMessage(draft(), 1);
        expect(one).toMatchObject({ kind: 'inserted' });
        await store.recordCallback(callback({ reference: id }));
        expect(await store.insertMessage(draft(), 5)).toEqual({ kind: 'over_budget' });
      });

      it('is not charged for a repeated request', async () => {
        const idempotency = { key: 'k', fingerprint: 'f' };
        await insert(store, { idempotency });
        await store.insertMessage(draft({ idempotency }), 2);
        expect(await store.insertMessage(draft(), 2)).toMatchObject({ kind: 'inserted' });
      });
    });

    describe('the parts of a day', () => {
      it('are those that were taken, less those that came back', async () => {
        expect(await store.partsOn(T0)).toBe(0);
        await insert(store, { recipients: [ANN, BOB], parts: 3 });
        const { id } = await insert(store, { parts: 5 });
        expect(await store.partsOn(T0)).toBe(11);
        const refusal = { code: 'unreachable', detail: '' } as const;
        await store.settleSend(id, { state: 'refused', refusal, at: T0 });
        expect(await store.partsOn(T0 + 1)).toBe(6);
      });

      it('are those of that day alone', async () => {
        await insert(store, { createdAt: T0 });
        expect(await store.partsOn(Date.UTC(2026, 10, 23, 23, 59, 59))).toBe(1);
        expect(await store.partsOn(Date.UTC(2026, 10, 24))).toBe(0);
      });
    });

    describe('the sends of a client', () => {
      const MINUTE = 60_000;
      const countMany = (client: string, at: number) =>
        Promise.all(Array.from({ length: 10 }, () => store.countSend(client, at)));

      it('are counted one by one, however many come at the same time', async () => {
        const counts = await countMany('ann', T0);
        expect(counts.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      });

      it('are nobody else’s', async () => {
        await countMany('ann', T0);
        expect(await store.countSend('bob', T0)).toBe(1);
        expect(await store.countSend('2001:db8::/56', T0)).toBe(1);
      });

      it('begin anew with each minute', async () => {
        await countMany('ann', T0);
        expect(await store.countSend('ann', T0 + MINUTE - 1)).toBe(11);
        expect(await store.countSend('ann', T0 + MINUTE)).toBe(1);
      });

      it('are dropped when the minute is long over, and not before', async () => {
        const left = async () => Number((await bench.look('SELECT count(*) AS n FROM send_counts'))[0]?.n);
        await store.countSend('ann', T0);
        await store.countSend('bob', T0);
        await store.countSend('ann', T0 + 30 * MINUTE);
        await store.prune(T0 + 60 * MINUTE, KEEP);
        expect(await left()).toBe(3);
        await store.prune(T0 + 61 * MINUTE, KEEP);
        expect(await left()).toBe(1);
      });
    });

    describe('a callback', () => {
      it('changes the recipient, the counts and the version', async () => {
        const { id } = await send(store, 'B1', { recipients: [ANN, BOB] });
        const outcome = await store.recordCallback(callback({ reports: [delivered(BOB)] }));
        expect(outcome).toEqual({ verdict: 'stored', id, strangers: [] });
        const message = await read(store, id);
        expect(message).toMatchObject({ version: 3, openCount: 1, counts: { QUEUED: 1, DELIVERED: 1 } });
        expect(message.recipients[1]).toMatchObject({
          status: 'DELIVERED',
          code: 0,
          at: T0,
          final: true,
          conflict: false,
          updatedAt: T0 + 1000,
          callbackCount: 1,
        });
        expect(message.recipients[1]?.history.map((report) => [report.status, report.source])).toEqual([
          ['QUEUED', 'send'],
          ['DELIVERED', 'callback'],
        ]);
      });

      it('that says what is known only counts', async () => {
        const { id } = await send(store, 'B1');
        await store.recordCallback(callback({ reports: [delivered()] }));
        const before = await read(store, id);
        const later = callback({ reports: [delivered()], receivedAt: T0 + 5000 });
        expect(await store.recordCallback(later)).toMatchObject({ verdict: 'duplicate' });
        const { recipients, version } = await read(store, id);
        expect(version).toBe(before.version + 1);
        const history = before.recipients[0]?.history.map((step) =>
          step.status === 'DELIVERED' ? { ...step, repeats: 1 } : step,
        );
        expect(recipients).toEqual([{ ...before.recipients[0], callbackCount: 2, history }]);
      });

      it('with a nonce seen before only counts, whatever it says', async () => {
        const { id } = await send(store, 'B1');
        await store.recordCallback(callback({ nonce: 'n', reports: [delivered()] }));
        const replay = callback({ nonce: 'n', reports: [failed()] });
        expect(await store.recordCallback(replay)).toMatchObject({ verdict: 'replay', id });
        expect((await read(store, id)).recipients[0]).toMatchObject({
          status: 'DELIVERED',
          conflict: false,
          callbackCount: 2,
        });
      });

      it('with two reports of one recipient counts once', async () => {
        const { id } = await send(store, 'B1');
        await store.recordCallback(callback({ reports: [delivered(), failed()] }));
        const { recipients, counts } = await read(store, id);
        expect(recipients[0]).toMatchObject({ status: 'DELIVERED', conflict: true, callbackCount: 1 });
        expect(counts).toEqual({ DELIVERED: 1 });
      });

      it('that comes late does not undo a final state', async () => {
        const { id } = await send(store, 'B1');
        await store.recordCallback(callback({ reports: [delivered()] }));
        const dispatched = {
          recipient: ANN,
          status: 'DISPATCHED',
          code: 401,
          reason: null,
          at: T0 + 9000,
          operatorAt: null,
        };
        await store.recordCallback(callback({ reports: [dispatched] }));
        expect((await read(store, id)).recipients[0]).toMatchObject({ status: 'DELIVERED', final: true });
      });

      it('names a word that we do not know: UNKNOWN, not final, the word in the history', async () => {
        const { id } = await send(store, 'B1');
        const report = {
          recipient: ANN,
          status: 'Teleported',
          code: null,
          reason: null,
          at: null,
          operatorAt: null,
        };
        await store.recordCallback(callback({ reports: [report] }));
        const { recipients, openCount } = await read(store, id);
        expect(recipients[0]).toMatchObject({ status: 'UNKNOWN', final: false });
        expect(recipients[0]?.history.at(-1)?.status).toBe('Teleported');
        expect(openCount).toBe(1);
      });

      it('about a stranger adds nobody and changes nothing', async () => {
        const { id } = await send(store, 'B1');
        const before = await read(store, id);
        const outcome = await store.recordCallback(callback({ reports: [delivered('+447700900123')] }));
        expect(outcome).toEqual({ verdict: 'no_report', id, strangers: ['+447700900123'] });
        expect(await read(store, id)).toEqual(before);
      });

      it.each(['submitting', 'unclear', 'refused'] as const)(
        'that names our reference settles a message that is %s as accepted',
        async (state) => {
          const { id } = await insert(store, { recipients: [ANN, BOB] });
          const refusal = { code: 'unreachable', detail: '' } as const;
          if (state === 'refused') await store.settleSend(id, { state, refusal, at: T0 });
          if (state === 'unclear') await store.settleSend(id, { state, at: T0 });
          await store.recordCallback(callback({ reference: id, reports: [delivered(ANN)] }));
          const message = await read(store, id);
          expect(message).toMatchObject({ state: 'accepted', refusal: null, sinchId: 'B1', openCount: 1 });
          expect(message.counts).toEqual({ DELIVERED: 1, QUEUED: 1 });
          expect(await store.findVersion('B1')).toEqual({ id, version: message.version });
        },
      );

      it('without any report settles by our reference too', async () => {
        const { id } = await insert(store);
        await store.recordCallback(callback({ reference: id }));
        expect(await read(store, id)).toMatchObject({
          state: 'accepted',
          sinchId: 'B1',
          counts: { QUEUED: 1 },
        });
      });

      it('goes by the id of Sinch where that and our reference differ', async () => {
        const first = await send(store, 'B1');
        const second = await send(store, 'B2');
        await store.recordCallback(callback({ sinchId: 'B1', reference: second.id, reports: [delivered()] }));
        expect((await read(store, first.id)).recipients[0]?.status).toBe('DELIVERED');
        expect((await read(store, second.id)).recipients[0]?.status).toBe('QUEUED');
      });

      it('with an id that is new names the message from then on', async () => {
        const { id } = await send(store, 'B1');
        await store.recordCallback(callback({ sinchId: 'B9', reference: id, reports: [delivered()] }));
        expect(await read(store, id)).toMatchObject({ sinchId: 'B1', counts: { DELIVERED: 1 } });
        expect(await store.findVersion('B9')).toMatchObject({ id });
      });

      it('lets two that come at once both count', async () => {
        const { id } = await send(store, 'B1');
        const dispatched = {
          recipient: ANN,
          status: 'DISPATCHED',
          code: 401,
          reason: null,
          at: T0,
          operatorAt: null,
        };
        await Promise.all([
          store.recordCallback(callback({ reports: [delivered()] })),
          store.recordCallback(callback({ reports: [dispatched] })),
        ]);
        const { recipients } = await read(store, id);
        expect(recipients[0]).toMatchObject({ status: 'DELIVERED', callbackCount: 2 });
        expect(recipients[0]?.history).toHaveLength(3);
      });
    });

    describe('an orphan', () => {
      it('waits for its message and is adopted with it', async () => {
        const orphan = callback({ reports: [delivered()] });
        expect(await store.recordCallback(orphan)).toEqual({ verdict: 'orphan', id: null, strangers: [] });
        await store.recordCallback(callback({ reports: [delivered()] }));
        const message = await send(store, 'B1');
        expect(message).toMatchObject({ openCount: 0, counts: { DELIVERED: 1 } });
        expect(message.recipients[0]).toMatchObject({ status: 'DELIVERED', callbackCount: 2 });
        expect(message.recipients[0]?.history).toContainEqual(
          expect.objectContaining({ status: 'DELIVERED', receivedAt: T0 + 1000, source: 'callback' }),
        );
      });

      it('counts as often as it would have, had its message been there', async () => {
        const twice = callback({ reports: [delivered(), failed()] });
        await store.recordCallback(twice);
        const early = await send(store, 'B1');
        const late = await send(store, 'B2');
        await store.recordCallback(callback({ sinchId: 'B2', reports: [delivered(), failed()] }));
        const counts = [early, await read(store, late.id)].map(
          ({ recipients }) => recipients[0]?.callbackCount,
        );
        expect(counts).toEqual([1, 1]);
      });

      it('is adopted when a callback brings the id', async () => {
        await store.recordCallback(callback({ reports: [delivered(ANN)] }));
        const { id } = await insert(store, { recipients: [ANN, BOB] });
        await store.recordCallback(callback({ reference: id, reports: [delivered(BOB)] }));
        expect(await read(store, id)).toMatchObject({ counts: { DELIVERED: 2 }, openCount: 0 });
      });

      it('loses no report when it races with the answer to the send', async () => {
        const { id } = await insert(store);
        await Promise.all([
          store.recordCallback(callback({ reports: [delivered()] })),
          store.settleSend(id, { state: 'accepted', sinchId: 'B1', expireAt: null, at: T0 }),
        ]);
        expect((await read(store, id)).recipients[0]).toMatchObject({
          status: 'DELIVERED',
          callbackCount: 1,
        });
      });

      it('is forgotten after its time', async () => {
        await store.recordCallback(callback({ reports: [delivered()], receivedAt: T0 }));
        await store.prune(T0 + 1, { ...KEEP, orphans: 0 });
        expect((await send(store, 'B1')).counts).toEqual({ QUEUED: 1 });
      });
    });

    it('forgets a nonce after its time, and not before', async () => {
      await send(store, 'B1');
      const once = callback({ nonce: 'n', reports: [delivered()], receivedAt: T0 });
      await store.recordCallback(once);
      await store.prune(T0, { ...KEEP, nonces: 0 });
      expect(await store.recordCallback(once)).toMatchObject({ verdict: 'replay' });
      await store.prune(T0 + 1, { ...KEEP, nonces: 0 });
      expect(await store.recordCallback(once)).toMatchObject({ verdict: 'duplicate' });
    });

    describe('reading', () => {
      it('finds a message by our id and by any of Sinch’s, and nothing else', async () => {
        const { id, version } = await send(store, 'B1');
        expect(await store.findVersion(id)).toEqual({ id, version });
        expect(await store.findVersion('B1')).toEqual({ id, version });
        expect(await store.findVersion('B2')).toBeNull();
        expect(await store.readMessage('01J00000000000000000000000')).toBeNull();
      });

      it('since a version gives only the recipients that changed after it', async () => {
        const { id, version } = await send(store, 'B1', { recipients: [ANN, BOB] });
        await store.recordCallback(callback({ reports: [delivered(BOB)] }));
        const changed = await store.readMessage(id, version);
        expect(changed?.recipients.map((one) => [one.recipient, one.history.length])).toEqual([[BOB, 2]]);
        expect(changed).toMatchObject({ version: version + 1, openCount: 1 });
        expect((await store.readMessage(id, version + 1))?.recipients).toEqual([]);
        expect((await store.readMessage(id, 0))?.recipients).toHaveLength(2);
      });

      it('lists the newest first, page by page, with three recipients each', async () => {
        const numbers = [ANN, BOB, '+12025550103', '+12025550104'];
        const ids: string[] = [];
        for (const sinchId of ['B1', 'B2', 'B3'])
          ids.unshift((await send(store, sinchId, { recipients: numbers })).id);
        const first = await store.listMessages({ limit: 2, after: null, criteria: ANY_MESSAGE });
        expect(first.map((one) => one.id)).toEqual(ids.slice(0, 2));
        expect(first[0]?.recipients.map((one) => one.recipient)).toEqual(numbers.slice(0, 3));
        expect(first[0]).toMatchObject({ recipientCount: 4, counts: { QUEUED: 4 } });
        const second = await store.listMessages({ limit: 2, after: ids[1]!, criteria: ANY_MESSAGE });
        expect(second.map((one) => one.id)).toEqual(ids.slice(2));
      });

      it('keeps any text as it is', async () => {
        const text = 'Grüße 😀\n“quoted” \\ % _ \u202e';
        const { id } = await insert(store, { text, from: null });
        expect(await read(store, id)).toMatchObject({ text, from: null });
      });
    });

    it('says whether it answers', async () => {
      await expect(store.ping()).resolves.toBeUndefined();
    });
  });
}
