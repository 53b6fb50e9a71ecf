/** What a store counts of the messages of a period. */
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { STATUSES } from '../src/contract.ts';
import type { Status } from '../src/contract.ts';
import type { StoredMessage } from '../src/messages/message.ts';
import type { Outcomes, Period, Store } from '../src/store/store.ts';
import { ANN, BOB, T0, callback, delivered, draft, each, MANY, read, send, took } from './store-fixtures.ts';
import type { Bench } from './store-suite.ts';

const HOUR = 3600 * 1000;
const CAROL = '+12025550103';
const BOUNDS = [1, 2, 5, 10, 30, 60, 300, 900, 3600, 21_600, 86_400, null];
const FAILURES: readonly string[] = ['FAILED', 'EXPIRED', 'REJECTED', 'ABORTED', 'CANCELLED', 'DELETED'];
const REFUSAL = { code: 'blocked_account', detail: 'Top it up.' } as const;
const WIDE: Period = { from: 0, before: T0 + 1000 * HOUR };

const fates = fc.record({
  recipients: fc.subarray([ANN, BOB, CAROL], { minLength: 1 }),
  /** Into one of two hours, or outside of the period. */
  madeAt: fc.constantFrom(T0, T0 + HOUR - 1, T0 + HOUR, T0 + 2 * HOUR),
  sendAt: fc.constantFrom(null, null, T0 + HOUR),
  answer: fc.constantFrom('accepted', 'accepted', 'refused', 'unclear', 'none'),
  /** Reports that came before the answer, by its reference or waiting for it, and how many of the rest come each alone. */
  early: fc.constantFrom('none', 'named', 'waiting'),
  alone: fc.boolean(),
  reports: fc.array(
    fc.record({
      recipient: fc.constantFrom(ANN, BOB, CAROL),
      status: fc.constantFrom(...STATUSES, 'DELIVERED', 'DELIVERED', 'READ', 'Teleported'),
      code: fc.constantFrom(null, 0, 150),
      after: fc.constantFrom(null, -5, 0, 1, 1000, 1001, 4000, 86_400_000, 86_400_001),
    }),
    { maxLength: 5 },
  ),
});

/** From what a reader sees of each message. */
function countAll(messages: readonly StoredMessage[], { from, before }: Period): Outcomes {
  const hours = new Map<number, Outcomes['hours'][number]>();
  const deliveries = BOUNDS.map((upToSeconds) => ({ upToSeconds, count: 0 }));
  const failures = new Map<string, number>();
  let refused = 0;
  for (const { createdAt, sendAt, sentAt, refusal, recipients } of messages) {
    if (createdAt < from || createdAt >= before) continue;
    const at = createdAt - (createdAt % HOUR);
    const hour = hours.get(at) ?? { at, messages: 0, counts: {}, refused: 0, waiting: 0 };
    hours.set(at, hour);
    hour.messages += 1;
    for (const { status, code, reason, at: shownAt, history } of recipients) {
      if (status === null) {
        if (refusal === null) hour.waiting += 1;
        else hour.refused += 1;
        refused += refusal === null ? 0 : 1;
        continue;
      }
      hour.counts[status] = (hour.counts[status] ?? 0) + 1;
      if (FAILURES.includes(status)) {
        const key = JSON.stringify([status, code, reason]);
        failures.set(key, (failures.get(key) ?? 0) + 1);
      }
      if (status !== 'DELIVERED' && status !== 'READ') continue;
      const told = history.flatMap((step) =>
        step.status === 'DELIVERED' && step.at !== null ? [step.at] : [],
      );
      const deliveredAt = told.toSorted((a, b) => b - a)[0] ?? shownAt;
      if (deliveredAt === null) continue;
      const since = sendAt ?? sentAt;
      if (since === null) continue;
      const seconds = (deliveredAt - since) / 1000;
      deliveries.find(({ upToSeconds }) => upToSeconds === null || seconds <= upToSeconds)!.count += 1;
    }
  }
  return {
    hours: [...hours.values()].toSorted((a, b) => a.at - b.at),
    deliveries,
    failures: [...failures].map(([key, count]) => {
      const [status, code, reason] = JSON.parse(key) as [Status, number | null, string | null];
      return { status, code, reason, count };
    }),
    refusals: refused === 0 ? [] : [{ code: REFUSAL.code, count: refused }],
  };
}

const unordered = (outcomes: Outcomes) => ({ ...outcomes, failures: new Set(outcomes.failures) });

export function describeOutcomes(current: () => Bench): void {
  let store: Store;
  beforeEach(() => {
    ({ store } = current());
  });

  describe('the outcomes of a period', () => {
    it('are none where nothing was made', async () => {
      await send(store, 'B1');
      expect(await store.readOutcomes({ from: T0 + HOUR, before: T0 + 2 * HOUR })).toEqual({
        hours: [],
        deliveries: BOUNDS.map((upToSeconds) => ({ upToSeconds, count: 0 })),
        failures: [],
        refusals: [],
      });
    });

    it('leave out whom was erased', async () => {
      const { id } = await send(store, 'B1', { recipients: [ANN, BOB] });
      await send(store, 'B2', { recipients: [ANN] });
      await store.recordCallback(callback({ reports: [delivered(ANN, T0 + 10), delivered(BOB, T0 + 10)] }));
      await store.forget(ANN, { at: T0, actor: null, deed: 'erased', subject: 'x' });
      const { hours, deliveries } = await store.readOutcomes(WIDE);
      expect(hours).toEqual([{ at: T0, messages: 1, counts: { DELIVERED: 1 }, refused: 0, waiting: 0 }]);
      expect(deliveries[0]).toEqual({ upToSeconds: 1, count: 1 });
      expect((await read(store, id)).recipients).toHaveLength(1);
    });

    it('tell how long it took from when it was to be sent, and of one that was read, to its delivery', async () => {
      const sendAt = T0 + HOUR;
      const one = draft({ transport: 'conversation', sendAt, recipients: [ANN, BOB] });
      await store.insertMessage(one, MANY);
      await store.settleSend(one.id, each(took(ANN, 'C1'), took(BOB, 'C2')));
      const said = (status: string, at: number) => ({ ...delivered(ANN, at), status });
      const reports = [said('DELIVERED', sendAt + 1500), said('READ', sendAt + 50_000)];
      await store.recordCallback(callback({ sinchId: 'C1', reports }));
      const readOnly = [{ ...said('READ', sendAt + 4000), recipient: BOB }];
      await store.recordCallback(callback({ sinchId: 'C2', reports: readOnly }));
      const { deliveries } = await store.readOutcomes(WIDE);
      expect(deliveries.filter(({ count }) => count > 0)).toEqual([
        { upToSeconds: 2, count: 1 },
        { upToSeconds: 5, count: 1 },
      ]);
    });

    it('are what one counts by reading every message', async () => {
      const period = { from: T0, before: T0 + 2 * HOUR };
      const known: string[] = [];
      await fc.assert(
        fc.asyncProperty(fc.array(fates, { maxLength: 5 }), async (several) => {
          for (const { recipients, madeAt, sendAt, answer, early, alone, reports } of several) {
            const one = draft({ recipients, createdAt: madeAt, sendAt });
            const { id } = one;
            known.push(id);
            await store.insertMessage(one, MANY);
            const at = madeAt + 10;
            const sinchId = `B${id}`;
            const said = reports.map(({ after, ...report }) => ({
              ...report,
              reason: report.code === null ? 'SPAM' : null,
              at: after === null ? null : (sendAt ?? at) + after,
              operatorAt: null,
            }));
            const reference = early === 'named' ? id : null;
            const isEarly = early !== 'none' && answer !== 'refused';
            if (isEarly)
              await store.recordCallback(
                callback({ sinchId, reference, reports: said.slice(0, 2), receivedAt: at + 700 }),
              );
            if (answer === 'accepted')
              await store.settleSend(id, { state: 'accepted', sinchId, expireAt: null, at });
            if (answer === 'refused') await store.settleSend(id, { state: 'refused', refusal: REFUSAL, at });
            if (answer === 'unclear') await store.settleSend(id, { state: 'unclear', at });
            if (answer !== 'accepted') continue;
            for (const some of alone ? said.map((report) => [report]) : [said])
              await store.recordCallback(callback({ sinchId, reports: some }));
          }
          const messages = await Promise.all(known.map((id) => read(store, id)));
          const outcomes = await store.readOutcomes(period);
          expect(unordered(outcomes)).toEqual(unordered(countAll(messages, period)));
          const nothing = () => ({ sinchId: null, reports: [] });
          expect(await store.rebuild(nothing, false)).toEqual({ messages: known.length, differences: [] });
          expect(outcomes.failures.map(({ count }) => count)).toEqual(
            outcomes.failures.map(({ count }) => count).toSorted((a, b) => b - a),
          );
        }),
        { numRuns: 12 },
      );
    });
  });
}
