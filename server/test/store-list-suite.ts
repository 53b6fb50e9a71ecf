/** Which messages a list has, in which order, and what else is read of many at once. */
import * as fc from 'fast-check';
import { encodeTime } from 'ulid';
import { beforeEach, describe, expect, it } from 'vitest';
import { STATUSES, messageStateSchema, progressSchema } from '../src/contract.ts';
import { isFinal } from '../src/messages/message.ts';
import type { StoredMessage } from '../src/messages/message.ts';
import { ANY_MESSAGE } from '../src/store/criteria.ts';
import { marksOf } from '../src/store/marks.ts';
import type { MessageCriteria, Store } from '../src/store/store.ts';
import {
  ANN,
  BOB,
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
} from './store-fixtures.ts';
import type { Bench } from './store-suite.ts';

const CAROL = '+12025550103';
const MINUTE = 60_000;
const idAt = (at: number): string => encodeTime(at, 10).padEnd(26, 'A');

/** What became of a message: how it was answered, and what was reported of whom. */
const fates = fc.record({
  recipients: fc.subarray([ANN, BOB, CAROL], { minLength: 1 }),
  answer: fc.constantFrom('accepted', 'accepted', 'accepted', 'refused', 'unclear', 'none'),
  reports: fc.array(
    fc.record({ recipient: fc.constantFrom(ANN, BOB, CAROL), status: fc.constantFrom(...STATUSES) }),
    { maxLength: 4 },
  ),
});
type Fate = typeof fates extends fc.Arbitrary<infer One> ? One : never;

const finds = (messages: number): fc.Arbitrary<MessageCriteria['find']> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.constantFrom(ANN, BOB, CAROL, '+12025550199').map((number) => ({ number })) },
    fc.nat(messages).map((index) => ({ id: idAt(T0 + index * MINUTE) })),
    fc.nat(messages).map((index) => ({ id: `B${index}` })),
  );

const wishes = (messages: number): fc.Arbitrary<{ criteria: MessageCriteria; limit: number }> => {
  const rarely = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 2 });
  const instant = rarely(fc.nat(messages * 2).map((half) => T0 + (half * MINUTE) / 2));
  return fc.record({
    criteria: fc.record({
      status: rarely(fc.constantFrom(...STATUSES)),
      state: rarely(fc.constantFrom(...messageStateSchema.options)),
      progress: rarely(fc.constantFrom(...progressSchema.options)),
      from: instant,
      before: instant,
      find: finds(messages),
    }),
    limit: fc.integer({ min: 1, max: 5 }),
  });
};

/** In words of what a reader sees. */
function fits(message: StoredMessage, sinchId: string, criteria: MessageCriteria): boolean {
  const { status, state, progress, from, before, find } = criteria;
  const madeAt = message.createdAt;
  return (
    (status === null || message.recipients.some((one) => one.status === status)) &&
    (state === null || message.state === state) &&
    (progress === null || isFinal(message) === (progress === 'final')) &&
    (from === null || madeAt >= from) &&
    (before === null || madeAt < before) &&
    (find === null ||
      ('number' in find
        ? message.recipients.some((one) => one.recipient === find.number)
        : message.id === find.id || (message.sinchId !== null && sinchId === find.id)))
  );
}

export function describeLists(current: () => Bench): void {
  let store: Store;
  beforeEach(() => {
    ({ store } = current());
  });

  /** The ids of all pages. */
  async function pages(criteria: MessageCriteria, limit = 2): Promise<string[]> {
    const ids: string[] = [];
    for (;;) {
      const page = await store.listMessages({ limit, after: ids.at(-1) ?? null, criteria });
      ids.push(...page.map(({ id }) => id));
      if (page.length < limit) return ids;
    }
  }

  async function befall(index: number, { recipients, answer, reports }: Fate): Promise<void> {
    const createdAt = T0 + index * MINUTE;
    const { id } = await insert(store, { id: idAt(createdAt), createdAt, recipients });
    const sinchId = `B${index}`;
    const at = createdAt;
    const refusal = { code: 'sinch_busy', detail: 'Busy.' } as const;
    if (answer === 'accepted') await store.settleSend(id, { state: answer, sinchId, expireAt: null, at });
    if (answer === 'refused') await store.settleSend(id, { state: answer, refusal, at });
    if (answer === 'unclear') await store.settleSend(id, { state: answer, at });
    if (answer !== 'accepted') return;
    const said = reports.map((report) => ({ ...delivered(report.recipient), ...report }));
    await store.recordCallback(callback({ sinchId, reports: said }));
  }

  describe('a list that is narrowed', () => {
    it('has what fits, newest first, each once, however it is asked and paged', async () => {
      let made = 0;
      const look = async (batch: readonly Fate[], wanted: { criteria: MessageCriteria; limit: number }[]) => {
        for (const fate of batch) await befall((made += 1), fate);
        const all: [StoredMessage, string][] = [];
        for (let index = made; index > 0; index -= 1)
          all.push([await read(store, idAt(T0 + index * MINUTE)), `B${index}`]);
        for (const { criteria, limit } of wanted) {
          const fitting = all.filter(([message, sinchId]) => fits(message, sinchId, criteria));
          expect(await pages(criteria, limit)).toEqual(fitting.map(([{ id }]) => id));
        }
      };
      const batches = fc.array(fates, { minLength: 1, maxLength: 4 });
      await fc.assert(fc.asyncProperty(batches, fc.array(wishes(40), { minLength: 8, maxLength: 8 }), look), {
        numRuns: 12,
        endOnFailure: true,
      });
    });

    it('follows a message from one status to the next', async () => {
      const { id } = await send(store, 'B1', { recipients: [ANN, BOB] });
      const of = (criteria: Partial<MessageCriteria>) => pages({ ...ANY_MESSAGE, ...criteria });
      expect(await of({ status: 'QUEUED', progress: 'open' })).toEqual([id]);
      await store.recordCallback(callback({ reports: [delivered(ANN)] }));
      expect(await of({ status: 'QUEUED' })).toEqual([id]);
      expect(await of({ status: 'DELIVERED', progress: 'final' })).toEqual([]);
      await store.recordCallback(callback({ reports: [failed(BOB)] }));
      expect(await of({ status: 'QUEUED' })).toEqual([]);
      expect(await of({ status: 'FAILED', progress: 'final', state: 'accepted' })).toEqual([id]);
      await store.forget(BOB, { at: T0, actor: null, deed: 'erased', subject: 'x' });
      expect(await of({ status: 'FAILED' })).toEqual([]);
      expect(await of({ find: { number: BOB } })).toEqual([]);
      expect(await of({ status: 'DELIVERED' })).toEqual([id]);
    });

    it('finds a message by the id that one of its recipients has', async () => {
      const { id } = await insert(store, { transport: 'conversation', recipients: [ANN, BOB] });
      await store.settleSend(id, each(took(ANN, 'C1'), took(BOB, 'C2')));
      for (const known of [id, 'C1', 'C2'])
        expect(await pages({ ...ANY_MESSAGE, find: { id: known } })).toEqual([id]);
      expect(await pages({ ...ANY_MESSAGE, find: { id: 'C3' } })).toEqual([]);
    });

    it('has each message to a number once, also where ids are not in the order in which they were kept', async () => {
      const minutes = [5, 3, 9, 1, 7];
      for (const minute of minutes) await insert(store, { id: idAt(T0 + minute * MINUTE) });
      const kept = minutes.map((minute) => idAt(T0 + minute * MINUTE)).toReversed();
      expect(await pages({ ...ANY_MESSAGE, find: { number: ANN } })).toEqual(kept);
    });

    it('goes on where it was when the last one on the page before is gone', async () => {
      for (let minute = 1; minute <= 4; minute += 1)
        await insert(store, {
          id: idAt(T0 + minute * MINUTE),
          recipients: minute === 3 ? [BOB] : [ANN, BOB],
        });
      const criteria = { ...ANY_MESSAGE, find: { number: BOB } };
      const [, last] = await store.listMessages({ limit: 2, after: null, criteria });
      await store.forget(BOB, { at: T0, actor: null, deed: 'erased', subject: 'x' });
      expect(await store.readMessage(last!.id)).toBeNull();
      const rest = await store.listMessages({
        limit: 5,
        after: last!.id,
        criteria: { ...criteria, find: { number: ANN } },
      });
      expect(rest.map(({ id }) => id)).toEqual([2, 1].map((minute) => idAt(T0 + minute * MINUTE)));
    });

    it('looks for a rare one among many to the same number', async () => {
      const rare = await send(store, 'B1');
      await store.recordCallback(callback({ reports: [failed()] }));
      for (let index = 0; index < 250; index += 1) await insert(store);
      const criteria = { ...ANY_MESSAGE, find: { number: ANN }, status: 'FAILED' } as const;
      expect(await pages(criteria)).toEqual([rare.id]);
    });
  });

  describe('marks', () => {
    it('are those of what a reader sees, after every change', async () => {
      const marks = async (): Promise<unknown[]> =>
        (await current().look('SELECT marks FROM messages')).map((row) => row.marks);
      const message = await insert(store);
      expect(await marks()).toEqual([marksOf(message)]);
      const steps = [
        () => store.settleSend(message.id, { state: 'unclear', at: T0 }),
        () => store.settleSend(message.id, { state: 'accepted', sinchId: 'B1', expireAt: null, at: T0 }),
        () => store.recordCallback(callback({ reports: [failed()] })),
        () => store.recordCallback(callback({ reports: [delivered()] })),
      ];
      for (const step of steps) {
        await step();
        expect(await marks()).toEqual([marksOf(await read(store, message.id))]);
      }
    });
  });

  describe('an export', () => {
    it('has all recipients of each message, in turns of a thousand recipients', async () => {
      const numbers = Array.from({ length: 400 }, (_, index) => `+1202555${1000 + index}`);
      const ids: string[] = [];
      for (let index = 0; index < 4; index += 1)
        ids.unshift((await send(store, `B${index}`, { recipients: index === 0 ? [ANN] : numbers })).id);
      const first = await store.exportMessages({ limit: 200, after: null, criteria: ANY_MESSAGE });
      expect(first.map(({ id }) => id)).toEqual(ids.slice(0, 2));
      expect(first[0]?.recipients.map((one) => one.recipient)).toEqual(numbers);
      const second = await store.exportMessages({ limit: 200, after: ids[1]!, criteria: ANY_MESSAGE });
      expect(second.map((one) => [one.id, one.recipients.length])).toEqual([
        [ids[2], 400],
        [ids[3], 1],
      ]);
      const narrowed = { ...ANY_MESSAGE, find: { number: ANN } };
      expect(await store.exportMessages({ limit: 200, after: null, criteria: narrowed })).toMatchObject([
        { id: ids[3], recipients: [{ recipient: ANN, status: 'QUEUED' }] },
      ]);
    });

    it('has a message that has more recipients than a turn', async () => {
      const numbers = Array.from({ length: 1001 }, (_, index) => `+1202555${1000 + index}`);
      const { id } = await insert(store, { recipients: numbers });
      const [only, ...others] = await store.exportMessages({
        limit: 200,
        after: null,
        criteria: ANY_MESSAGE,
      });
      expect([only?.id, only?.recipients.length, others]).toEqual([id, 1001, []]);
    });
  });

  describe('a message that is sent again', () => {
    it('knows for what, and the other one knows of it and has changed', async () => {
      const original = await send(store, 'B1');
      const again = await insert(store, { resendOf: original.id });
      expect(again).toMatchObject({ resendOf: original.id, resends: [] });
      const after = await read(store, original.id);
      expect(after).toMatchObject({ resendOf: null, resends: [again.id], version: original.version + 1 });
      expect(await store.readMessage(original.id, original.version)).toMatchObject({
        resends: [again.id],
        recipients: [],
      });
      expect(await store.listMessages({ limit: 1, after: null, criteria: ANY_MESSAGE })).toMatchObject([
        { resendOf: original.id },
      ]);
    });

    it('is not kept where there is no such message, and costs nothing', async () => {
      const outcome = await store.insertMessage(draft({ resendOf: idAt(T0) }), 1000);
      expect(outcome).toEqual({ kind: 'no_original' });
      expect(await store.partsOn(T0)).toBe(0);
    });

    it('is told of with the newest twenty', async () => {
      const original = await send(store, 'B1');
      const ids: string[] = [];
      for (let index = 0; index < 22; index += 1)
        ids.unshift((await insert(store, { resendOf: original.id })).id);
      expect((await read(store, original.id)).resends).toEqual(ids.slice(0, 20));
    });
  });
}
