/** What a store does for messages whose recipients have ids of their own. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { StoredMessage } from '../src/messages/message.ts';
import type { Callback, Settlement, Store } from '../src/store/store.ts';
import {
  ANN,
  BOB,
  T0,
  callback,
  conversationCallback,
  delivered,
  draft,
  each,
  failed,
  insert,
  queuedAt,
  read,
  send,
  took,
  unnamed,
} from './store-fixtures.ts';
import type { Bench, Look } from './store-suite.ts';

const EVE = '+12025550103';
const STRANGER = '+447700900123';
const refusal = { code: 'unreachable', detail: '' } as const;

const statuses = ({ recipients }: StoredMessage) => recipients.map(({ status }) => status);
const ids = ({ recipients }: StoredMessage) => recipients.map(({ sinchId }) => sinchId);

/** What must not depend on the order in which things came. */
const essence = ({ state, sinchId, openCount, counts, recipients }: StoredMessage) => ({
  state,
  sinchId,
  openCount,
  counts,
  recipients: recipients.map(({ sinchId: name, status, callbackCount, history }) => ({
    sinchId: name?.slice(-1) ?? null,
    status,
    callbackCount,
    said: history.map((report) => report.status).toSorted(),
  })),
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [first, ...rest]),
  );
}

export function describeRecipients(current: () => Bench): void {
  let store: Store;
  let look: Look;
  beforeEach(() => {
    ({ store, look } = current());
  });
  const insertTo = (...recipients: string[]): Promise<StoredMessage> =>
    insert(store, { transport: 'conversation', recipients });
  const count = async (table: string): Promise<number> =>
    Number((await look(`SELECT count(*) AS n FROM ${table}`))[0]?.n);

  describe('an acceptance of each recipient by itself', () => {
    it('queues those that Sinch took, under their own ids', async () => {
      const { id } = await insertTo(ANN, BOB);
      const message = await store.settleSend(id, each(took(BOB, 'C2'), took(ANN, 'C1')));
      expect(message).toEqual(await read(store, id));
      expect(message).toMatchObject({
        state: 'accepted',
        sinchId: null,
        sentAt: T0 + 10,
        version: 2,
        openCount: 2,
        counts: { QUEUED: 2 },
      });
      expect(ids(message)).toEqual(['C1', 'C2']);
      expect(message.recipients[0]?.history).toEqual([queuedAt(T0 + 10)]);
    });

    it('is found by any of the ids', async () => {
      const { id } = await insertTo(ANN, BOB);
      const { version } = await store.settleSend(id, each(took(ANN, 'C1'), took(BOB, 'C2')));
      for (const name of ['C1', 'C2']) expect(await store.findVersion(name)).toEqual({ id, version });
    });

    it('gives the message the id too where there is one recipient only', async () => {
      const { id } = await insertTo(ANN);
      expect(await store.settleSend(id, each(took(ANN, 'C1')))).toMatchObject({
        sinchId: 'C1',
        recipients: [{ sinchId: 'C1' }],
      });
    });

    it('rejects a refused one with Sinch’s reason, and says nothing of an unclear one', async () => {
      const { id } = await insertTo(ANN, BOB, EVE);
      const message = await store.settleSend(
        id,
        each(
          took(ANN, 'C1'),
          { kind: 'refused', recipient: BOB, reason: 'INVALID_ARGUMENT' },
          { kind: 'unclear', recipient: EVE },
        ),
      );
      expect(message).toMatchObject({ state: 'accepted', openCount: 2, counts: { QUEUED: 1, REJECTED: 1 } });
      const [, bob, eve] = message.recipients;
      expect(bob).toMatchObject({ status: 'REJECTED', reason: 'INVALID_ARGUMENT', final: true, at: null });
      expect(bob?.history[0]).toMatchObject({ source: 'send', at: null });
      expect(eve).toMatchObject({ status: null, final: false, history: [], sinchId: null });
    });

    it('charges those that it took, where a refusal of the whole gave all parts back before', async () => {
      const { id } = await insertTo(ANN, BOB);
      await store.settleSend(id, { state: 'refused', refusal, at: T0 });
      await store.settleSend(id, each(took(ANN, 'C1'), { kind: 'refused', recipient: BOB, reason: 'X' }));
      expect(await store.insertMessage(draft(), 1)).toEqual({ kind: 'over_budget' });
      expect(await store.insertMessage(draft(), 2)).toMatchObject({ kind: 'inserted' });
    });

    it('gives the parts of refused ones back to the budget, once', async () => {
      const { id } = await insert(store, { transport: 'conversation', recipients: [ANN, BOB], parts: 3 });
      const answer = each(took(ANN, 'C1'), { kind: 'refused', recipient: BOB, reason: 'X' });
      await store.settleSend(id, answer);
      await store.settleSend(id, answer);
      expect(await store.insertMessage(draft({ parts: 4 }), 6)).toEqual({ kind: 'over_budget' });
      expect(await store.insertMessage(draft({ parts: 3 }), 6)).toMatchObject({ kind: 'inserted' });
    });

    it.each([
      ['a callback by its reference', 'callback'],
      ['a later answer', 'answer'],
    ])('charges a refused one again that %s proves accepted, once', async (_, how) => {
      const { id } = await insert(store, { transport: 'conversation', recipients: [ANN, BOB], parts: 3 });
      await store.settleSend(id, each(took(ANN, 'C1'), { kind: 'refused', recipient: BOB, reason: 'X' }));
      if (how === 'answer') await store.settleSend(id, each(took(BOB, 'C2')));
      for (const status of ['QUEUED_ON_CHANNEL', 'DELIVERED']) {
        const said = { ...unnamed(status), recipient: BOB };
        await store.recordCallback(conversationCallback({ sinchId: 'C2', reference: id, reports: [said] }));
      }
      expect(await store.insertMessage(draft(), 6)).toEqual({ kind: 'over_budget' });
      expect(await store.insertMessage(draft(), 7)).toMatchObject({ kind: 'inserted' });
    });

    it('gives nothing back for a refused one that a callback proved accepted before', async () => {
      const { id } = await insert(store, { transport: 'conversation', recipients: [ANN, BOB], parts: 3 });
      const early = conversationCallback({ sinchId: 'C2', reference: id, reports: [delivered(BOB)] });
      await store.recordCallback(early);
      await store.settleSend(id, each(took(ANN, 'C1'), { kind: 'refused', recipient: BOB, reason: 'X' }));
      expect(await store.insertMessage(draft(), 6)).toEqual({ kind: 'over_budget' });
    });

    it('leaves an unclear one open until its validity is over', async () => {
      const { id } = await insertTo(ANN, BOB);
      await store.settleSend(id, each(took(ANN, 'C1'), { kind: 'unclear', recipient: BOB }));
      await store.recordCallback(conversationCallback({ sinchId: 'C1', reports: [unnamed('DELIVERED')] }));
      await store.expire(id, T0 + 20);
      expect(await read(store, id)).toMatchObject({ openCount: 0, counts: { DELIVERED: 1, UNKNOWN: 1 } });
    });

    it('that comes late settles what was unclear or refused', async () => {
      for (const [index, state] of (['unclear', 'refused'] as const).entries()) {
        const { id } = await insertTo(ANN, BOB);
        await store.settleSend(id, state === 'refused' ? { state, refusal, at: T0 } : { state, at: T0 });
        const late = each(took(ANN, `L${index}`), { kind: 'unclear', recipient: BOB });
        expect(await store.settleSend(id, late)).toMatchObject({
          state: 'accepted',
          refusal: null,
          counts: { QUEUED: 1 },
        });
      }
    });

    it('names a recipient, even if a callback brought another id before', async () => {
      const { id } = await insertTo(ANN);
      const early = conversationCallback({ sinchId: 'C0', reference: id, reports: [delivered(ANN)] });
      await store.recordCallback(early);
      expect(await store.settleSend(id, each(took(ANN, 'C1')))).toMatchObject({
        sinchId: 'C1',
        recipients: [{ sinchId: 'C1', status: 'DELIVERED' }],
      });
      expect(await store.findVersion('C0')).toMatchObject({ id });
    });

    it('that is told again, or in two parts, adds up', async () => {
      const { id } = await insertTo(ANN, BOB);
      await store.settleSend(id, each(took(ANN, 'C1'), { kind: 'unclear', recipient: BOB }));
      await store.settleSend(id, each(took(ANN, 'C1'), took(BOB, 'C2')));
      const message = await read(store, id);
      expect(ids(message)).toEqual(['C1', 'C2']);
      expect(message).toMatchObject({ counts: { QUEUED: 2 } });
      expect(message.recipients[0]?.history).toHaveLength(1);
    });
  });

  describe('a callback by the id of a recipient', () => {
    it('needs no number', async () => {
      const { id } = await insertTo(ANN, BOB);
      await store.settleSend(id, each(took(ANN, 'C1'), took(BOB, 'C2')));
      const sparse = conversationCallback({ sinchId: 'C2', reports: [unnamed('DELIVERED')] });
      expect(await store.recordCallback(sparse)).toEqual({ verdict: 'stored', id, strangers: [] });
      expect(statuses(await read(store, id))).toEqual(['QUEUED', 'DELIVERED']);
    });

    it.each([
      ['another recipient’s number', ANN],
      ['a number of nobody', STRANGER],
    ])('is about that recipient, even beside %s', async (_, number) => {
      const { id } = await insertTo(ANN, BOB);
      await store.settleSend(id, each(took(ANN, 'C1'), took(BOB, 'C2')));
      const outcome = await store.recordCallback(
        conversationCallback({ sinchId: 'C2', reference: id, reports: [delivered(number)] }),
      );
      expect(outcome).toEqual({ verdict: 'stored', id, strangers: [] });
      expect(statuses(await read(store, id))).toEqual(['QUEUED', 'DELIVERED']);
    });

    it('keeps whom it was about in the inbox', async () => {
      const { id } = await insertTo(ANN, BOB);
      await store.settleSend(id, each(took(ANN, 'C1'), took(BOB, 'C2')));
      await store.recordCallback(conversationCallback({ sinchId: 'C2', reports: [unnamed('DELIVERED')] }));
      const [row] = await look('SELECT * FROM inbox');
      expect(row).toMatchObject({ message_id: id, verdict: 'stored' });
      expect(JSON.parse(String(row?.effects))).toEqual([
        { recipient: BOB, before: 'QUEUED', after: 'DELIVERED', added: 1 },
      ]);
    });

    it('with a nonce seen before only counts', async () => {
      const { id } = await insertTo(ANN, BOB);
      await store.settleSend(id, each(took(ANN, 'C1'), took(BOB, 'C2')));
      const one = { nonce: 'n', sinchId: 'C1', reports: [unnamed('DELIVERED')] };
      await store.recordCallback(conversationCallback(one));
      expect(await store.recordCallback(conversationCallback(one))).toMatchObject({ verdict: 'replay', id });
      expect((await read(store, id)).recipients[0]).toMatchObject({ callbackCount: 2 });
    });
  });

  describe('a callback that names our reference before the answer', () => {
    it('accepts the message, and queues the one that it is about', async () => {
      const { id } = await insertTo(ANN, BOB);
      const said = { ...unnamed('QUEUED_ON_CHANNEL'), recipient: BOB };
      await store.recordCallback(conversationCallback({ sinchId: 'C2', reference: id, reports: [said] }));
      const message = await read(store, id);
      expect(message).toMatchObject({ state: 'accepted', sinchId: null, counts: { QUEUED_ON_CHANNEL: 1 } });
      expect(ids(message)).toEqual([null, 'C2']);
      expect(message.recipients[0]).toMatchObject({ status: null, history: [] });
      expect(message.recipients[1]?.history.map(({ status, source }) => [status, source])).toEqual([
        ['QUEUED', 'send'],
        ['QUEUED_ON_CHANNEL', 'callback'],
      ]);
    });

    it('and no number is about the only recipient', async () => {
      const { id } = await insertTo(ANN);
      const sparse = conversationCallback({ sinchId: 'C1', reference: id, reports: [unnamed('DELIVERED')] });
      expect(await store.recordCallback(sparse)).toMatchObject({ verdict: 'stored', id });
      const message = await read(store, id);
      expect(message).toMatchObject({ state: 'accepted', sinchId: 'C1', openCount: 0 });
      expect(ids(message)).toEqual(['C1']);
    });

    it('and no number waits where there are several recipients, until the answer tells', async () => {
      const { id } = await insertTo(ANN, BOB);
      const sparse = conversationCallback({ sinchId: 'C2', reference: id, reports: [unnamed('DELIVERED')] });
      expect(await store.recordCallback(sparse)).toEqual({ verdict: 'orphan', id, strangers: [] });
      expect(await read(store, id)).toMatchObject({ state: 'accepted', counts: {} });
      const message = await store.settleSend(id, each(took(ANN, 'C1'), took(BOB, 'C2')));
      expect(statuses(message)).toEqual(['QUEUED', 'DELIVERED']);
      expect(message.recipients.map(({ callbackCount }) => callbackCount)).toEqual([0, 1]);
      expect(await count('orphans')).toBe(0);
    });

    it('keeps the id that a callback brought where the answer was lost for good', async () => {
      const { id } = await insertTo(ANN, BOB);
      await store.settleSend(id, { state: 'unclear', at: T0 });
      await store.recordCallback(
        conversationCallback({ sinchId: 'C1', reference: id, reports: [failed(ANN)] }),
      );
      await store.recordCallback(conversationCallback({ sinchId: 'C1', reports: [unnamed('DELIVERED')] }));
      expect((await read(store, id)).recipients[0]).toMatchObject({
        status: 'DELIVERED',
        conflict: true,
        callbackCount: 2,
      });
    });
  });

  it('ends the same in whatever order an answer and its callbacks come', async () => {
    const events = (id: string): (Callback | Settlement)[] => [
      each(took(ANN, `${id}-A`), took(BOB, `${id}-B`), { kind: 'refused', recipient: EVE, reason: 'X' }),
      conversationCallback({ sinchId: `${id}-A`, reference: id, reports: [delivered(ANN)] }),
      conversationCallback({ sinchId: `${id}-B`, reports: [unnamed('DELIVERED')] }),
      conversationCallback({ sinchId: `${id}-B`, reference: id, reports: [unnamed('QUEUED_ON_CHANNEL')] }),
      conversationCallback({ sinchId: `${id}-A`, confinedTo: id, reports: [unnamed('READ')] }),
    ];
    const end = {
      state: 'accepted',
      sinchId: null,
      openCount: 0,
      counts: { READ: 1, DELIVERED: 1, REJECTED: 1 },
      recipients: [
        { sinchId: 'A', status: 'READ', callbackCount: 2, said: ['DELIVERED', 'QUEUED', 'READ'] },
        {
          sinchId: 'B',
          status: 'DELIVERED',
          callbackCount: 2,
          said: ['DELIVERED', 'QUEUED', 'QUEUED_ON_CHANNEL'],
        },
        { sinchId: null, status: 'REJECTED', callbackCount: 0, said: ['REJECTED'] },
      ],
    };
    for (const order of permutations([0, 1, 2, 3, 4])) {
      const { id } = await insertTo(ANN, BOB, EVE);
      const all = events(id);
      for (const index of order) {
        const event = all[index]!;
        if ('state' in event) await store.settleSend(id, event);
        else await store.recordCallback(event);
      }
      expect(essence(await read(store, id)), `in the order ${order.join()}`).toEqual(end);
    }
    expect(await count('orphans')).toBe(0);
  });

  it('ends the same when all come at once', async () => {
    const { id } = await insertTo(ANN, BOB);
    await Promise.all([
      store.recordCallback(conversationCallback({ sinchId: 'C2', reports: [unnamed('DELIVERED')] })),
      store.recordCallback(conversationCallback({ sinchId: 'C1', reference: id, reports: [delivered(ANN)] })),
      store.settleSend(id, each(took(ANN, 'C1'), took(BOB, 'C2'))),
      store.recordCallback(
        conversationCallback({ sinchId: 'C2', reference: id, reports: [unnamed('READ')] }),
      ),
      store.recordCallback(conversationCallback({ sinchId: 'C1', reports: [unnamed('READ')] })),
    ]);
    const message = await read(store, id);
    expect(message).toMatchObject({ openCount: 0, counts: { READ: 2 } });
    expect(message.recipients.map(({ callbackCount }) => callbackCount)).toEqual([2, 2]);
    expect(await count('orphans')).toBe(0);
  });

  it('adopts what came in the same moment as the callback that brings the id', async () => {
    const { id } = await insertTo(ANN, BOB);
    const outcomes = await Promise.all([
      store.recordCallback(conversationCallback({ sinchId: 'C2', reports: [unnamed('READ')] })),
      store.recordCallback(conversationCallback({ sinchId: 'C2', reference: id, reports: [delivered(BOB)] })),
    ]);
    expect(outcomes).toMatchObject([
      { verdict: 'orphan', id },
      { verdict: 'stored', id },
    ]);
    expect((await read(store, id)).recipients[1]).toMatchObject({ status: 'READ', callbackCount: 2 });
    expect(await count('orphans')).toBe(0);
  });

  describe('a callback that may touch one message only', () => {
    it('is about that message, whatever reference it names', async () => {
      const mine = await insert(store, { recipients: [ANN] });
      const other = await send(store, 'B2', { recipients: [ANN] });
      const one = callback({ confinedTo: mine.id, reference: other.id, reports: [delivered()] });
      expect(await store.recordCallback(one)).toMatchObject({ verdict: 'stored', id: mine.id });
      expect(await read(store, mine.id)).toMatchObject({ state: 'accepted', sinchId: 'B1', openCount: 0 });
      expect(await read(store, other.id)).toEqual(other);
    });

    it('does not go by an id of another message', async () => {
      const mine = await send(store, 'B1');
      const other = await send(store, 'B2');
      const one = callback({ sinchId: 'B2', confinedTo: mine.id, reports: [delivered()] });
      expect(await store.recordCallback(one)).toMatchObject({ verdict: 'stored', id: mine.id });
      expect(await read(store, other.id)).toEqual(other);
      expect(statuses(await read(store, mine.id))).toEqual(['DELIVERED']);
      expect(await store.findVersion('B2')).toMatchObject({ id: other.id });
    });

    it('gives up the id of another message once Sinch itself answers with it', async () => {
      const mine = await send(store, 'B1');
      const other = await insert(store, { recipients: [ANN] });
      const early = callback({ sinchId: 'B2', confinedTo: mine.id, reports: [delivered()] });
      await store.recordCallback(early);
      const settled = await store.settleSend(other.id, {
        state: 'accepted',
        sinchId: 'B2',
        expireAt: null,
        at: T0 + 20,
      });
      expect(settled).toMatchObject({ sinchId: 'B2', counts: { QUEUED: 1 } });
      expect(await read(store, mine.id)).toMatchObject({ sinchId: 'B1' });
      const late = callback({ sinchId: 'B2', reports: [delivered()] });
      expect(await store.recordCallback(late)).toMatchObject({ verdict: 'stored', id: other.id });
    });

    it('gives up the id of another recipient, too', async () => {
      const mine = await insertTo(ANN, BOB);
      const early = conversationCallback({
        sinchId: 'C9',
        confinedTo: mine.id,
        reports: [delivered(ANN)],
      });
      await store.recordCallback(early);
      const other = await insertTo(EVE);
      await store.settleSend(other.id, each(took(EVE, 'C9')));
      expect((await read(store, mine.id)).recipients[0]).toMatchObject({
        sinchId: null,
        status: 'DELIVERED',
      });
      expect((await read(store, other.id)).recipients[0]).toMatchObject({ sinchId: 'C9', status: 'QUEUED' });
      expect(await store.findVersion('C9')).toMatchObject({ id: other.id });
    });

    it('touches nothing where its message is gone', async () => {
      const other = await send(store, 'B2');
      const gone = draft().id;
      for (const sinchId of ['B2', 'B3', null]) {
        const one = callback({ sinchId, confinedTo: gone, reports: [delivered()] });
        expect(await store.recordCallback(one)).toMatchObject({ id: null, strangers: [] });
      }
      expect(await read(store, other.id)).toEqual(other);
    });

    it('leaves nothing behind that another message could adopt', async () => {
      const mine = await insertTo(ANN, BOB);
      const sparse = conversationCallback({
        sinchId: 'C9',
        confinedTo: mine.id,
        reports: [unnamed('DELIVERED')],
      });
      expect(await store.recordCallback(sparse)).toMatchObject({ verdict: 'orphan', id: mine.id });
      const other = await insertTo(EVE);
      expect(await store.settleSend(other.id, each(took(EVE, 'C9')))).toMatchObject({
        counts: { QUEUED: 1 },
      });
    });

    it('brings no reply', async () => {
      const { id } = await send(store, 'B1');
      const reply = { sinchId: 'R', from: ANN, to: null, text: 'Hi', at: null, receivedAt: T0 };
      const one = callback({ type: 'mo_text', sinchId: null, confinedTo: id, reply });
      expect(await store.recordCallback(one)).toMatchObject({ verdict: 'no_report' });
      expect(await store.listReplies({ of: null, limit: 10, after: null })).toEqual([]);
    });
  });

  it('goes with its message: no name is left of it', async () => {
    const { id } = await insertTo(ANN, BOB);
    await store.settleSend(id, each(took(ANN, 'C1'), took(BOB, 'C2')));
    const keep = { nonces: T0, orphans: T0, inbox: T0, inboxCount: 1000 };
    await store.prune(T0 + 1, { ...keep, messages: 0 });
    expect(await count('sinch_ids')).toBe(0);
    expect(await store.findVersion('C1')).toBeNull();
  });
}
