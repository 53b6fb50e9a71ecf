/** A person who asks to be forgotten is erased everywhere, and does not come back. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ANY_MESSAGE } from '../src/store/criteria.ts';
import type { Store } from '../src/store/store.ts';
import { ENGINES } from './engines.ts';
import type { Opened } from './engines.ts';
import {
  callback,
  conversationCallback,
  delivered,
  draft,
  each,
  replyCallback,
  took,
  unnamed,
} from './store-fixtures.ts';

const ANN = '+12025550101';
const BOB = '+12025550102';
const NOW = Date.UTC(2026, 10, 23, 9);
const ERASED = { at: NOW, actor: 'ann', deed: 'erased', subject: '+12…01' } as const;

describe.each(ENGINES)('in the %s store', (_name, open) => {
  let opened: Opened;
  let store: Store;
  beforeEach(async () => {
    opened = await open();
    ({ store } = opened);
  });
  afterEach(() => opened.close());

  async function send(sinchId: string, recipients: string[], text = 'Hello'): Promise<string> {
    const one = draft({ recipients, text });
    await store.insertMessage(one, 1_000_000);
    await store.settleSend(one.id, { state: 'accepted', sinchId, expireAt: null, at: NOW });
    return one.id;
  }
  const naming = (number: string, sinchId: string) => {
    const body = Buffer.from(JSON.stringify({ recipient: number.slice(1), batch_id: sinchId }));
    const made = callback({ sinchId, reports: [delivered(number)] });
    return { ...made, received: { ...made.received, body } };
  };

  it('a message to them alone is gone; one to others stays, without them', async () => {
    const alone = await send('B1', [ANN], 'For Ann only');
    const shared = await send('B2', [BOB, ANN]);
    await store.recordCallback(naming(ANN, 'B1'));
    await store.recordCallback(naming(ANN, 'B2'));
    await store.recordCallback(naming(BOB, 'B2'));
    await store.recordCallback(naming(ANN, 'B-LATER'));

    expect(await store.forget(ANN, ERASED)).toEqual({
      messages: 2,
      emptied: 1,
      callbacks: 3,
      orphans: 1,
      replies: 0,
    });
    expect(await store.readMessage(alone)).toBeNull();
    const message = await store.readMessage(shared);
    expect(message?.recipients.map((one) => one.recipient)).toEqual([BOB]);
    expect(message).toMatchObject({ recipientCount: 1, openCount: 0, counts: { DELIVERED: 1 } });
    expect(
      JSON.stringify(await store.listMessages({ limit: 10, after: null, criteria: ANY_MESSAGE })),
    ).not.toContain('For Ann');
    expect(await store.forget(ANN, ERASED)).toEqual({
      messages: 0,
      emptied: 0,
      callbacks: 0,
      orphans: 0,
      replies: 0,
    });
  });

  it('a late callback does not bring them back, whether it names Sinch’s id or ours', async () => {
    const alone = await send('B1', [ANN]);
    await send('B2', [BOB, ANN]);
    await store.forget(ANN, ERASED);
    const late = [naming(ANN, 'B1'), { ...naming(ANN, 'B9'), reference: alone }, naming(ANN, 'B2')];
    for (const one of late) {
      expect(await store.recordCallback(one)).toMatchObject({ verdict: 'no_report', strangers: [] });
    }
    expect(await store.forget(ANN, ERASED)).toEqual({
      messages: 0,
      emptied: 0,
      callbacks: 0,
      orphans: 0,
      replies: 0,
    });
  });

  it('what they wrote back is gone, and a retry does not bring it back', async () => {
    const theirs = replyCallback({ sinchId: 'R1', from: ANN });
    await store.recordCallback(theirs);
    await store.recordCallback(replyCallback({ sinchId: 'R2', from: BOB }));
    expect(await store.forget(ANN, ERASED)).toMatchObject({ replies: 1 });
    for (const again of [theirs, replyCallback({ sinchId: 'R1', from: ANN })]) {
      expect(await store.recordCallback(again)).toMatchObject({ id: null, strangers: [] });
    }
    expect(await store.listReplies({ of: null, limit: 10, after: null })).toMatchObject([{ from: BOB }]);
    expect(await store.listReplies({ of: { number: ANN }, limit: 10, after: null })).toEqual([]);
    expect(await store.forget(ANN, ERASED)).toMatchObject({ replies: 0, callbacks: 0 });
  });

  describe('where each recipient has an id of its own', () => {
    let id: string;
    beforeEach(async () => {
      const one = draft({ transport: 'conversation', recipients: [ANN, BOB] });
      ({ id } = one);
      await store.insertMessage(one, 1_000_000);
    });

    it('a late callback by their id does not bring them back, nor is it about who is left', async () => {
      await store.settleSend(id, each(took(ANN, 'C1'), took(BOB, 'C2')));
      await store.recordCallback(conversationCallback({ sinchId: 'C1', reports: [unnamed('DELIVERED')] }));
      await store.forget(ANN, ERASED);
      const before = await store.readMessage(id);
      expect(before?.recipients.map(({ recipient }) => recipient)).toEqual([BOB]);
      expect(await store.findVersion('C1')).toBeNull();
      const late = { sinchId: 'C1', reports: [unnamed('READ')] };
      for (const one of [
        late,
        { ...late, reference: id },
        { ...late, reference: id, reports: [delivered(ANN)] },
      ])
        expect(await store.recordCallback(conversationCallback(one))).toMatchObject({
          verdict: 'no_report',
          strangers: [],
        });
      expect(await store.readMessage(id)).toEqual(before);
      expect(await store.forget(ANN, ERASED)).toEqual({
        messages: 0,
        emptied: 0,
        callbacks: 0,
        orphans: 0,
        replies: 0,
      });
    });

    it('who is left is still found by their id', async () => {
      await store.settleSend(id, each(took(ANN, 'C1'), took(BOB, 'C2')));
      await store.forget(ANN, ERASED);
      const one = conversationCallback({ sinchId: 'C2', reports: [unnamed('DELIVERED')] });
      expect(await store.recordCallback(one)).toMatchObject({ verdict: 'stored', id });
    });

    it('a callback that names nobody is not taken for one about who is left', async () => {
      await store.forget(ANN, ERASED);
      const one = conversationCallback({ sinchId: 'C1', reference: id, reports: [unnamed('DELIVERED')] });
      expect(await store.recordCallback(one)).toMatchObject({ verdict: 'no_report', strangers: [] });
      expect((await store.readMessage(id))?.counts).toEqual({});
    });
  });

  it('many messages are taken a few at a time', async () => {
    for (let n = 0; n < 45; n += 1) await send(`B${n}`, n % 2 ? [ANN] : [ANN, BOB]);
    expect(await store.forget(ANN, ERASED)).toMatchObject({ messages: 45, emptied: 22 });
    expect(await store.listMessages({ limit: 100, after: null, criteria: ANY_MESSAGE })).toHaveLength(23);
  });

  it('refused callbacks that name them are erased too', async () => {
    const body = Buffer.from('{"recipient":"12025550101"}');
    const bodyBytes = body.length;
    await store.keepRejected([{ receivedAt: NOW, reason: 'mismatch', headers: {}, body, bodyBytes }]);
    expect(await store.forget(ANN, ERASED)).toMatchObject({ callbacks: 1 });
  });
});
