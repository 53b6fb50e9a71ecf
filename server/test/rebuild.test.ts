/** All state follows from history: folded anew, nothing changes. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseCallback } from '../src/callbacks/wire.ts';
import type { CallbackReport } from '../src/messages/report.ts';
import type { Store } from '../src/store/store.ts';
import { ENGINES } from './engines.ts';
import type { Opened } from './engines.ts';
import { recipientReport } from './sinch-callback.ts';
import { callback, conversationCallback, draft, each, took, unnamed } from './store-fixtures.ts';

const NUMBERS = ['+12025550101', '+12025550102', '+12025550103'];
const NOW = Date.UTC(2026, 10, 23, 9);

function parse(body: Buffer): { sinchId: string | null; reports: readonly CallbackReport[] } {
  const parsed = parseCallback(body);
  return parsed.kind === 'report' ? parsed : { sinchId: null, reports: [] };
}

describe.each(ENGINES)('in the %s store', (_name, open) => {
  let opened: Opened;
  let store: Store;
  beforeEach(async () => {
    opened = await open();
    ({ store } = opened);
  });
  afterEach(() => opened.close());

  /** As Sinch posts it; `said` may differ from the bytes, as if the program had misread them. */
  async function receive(sinchId: string, recipient: string, status: string, said = status): Promise<void> {
    const fields = { batch_id: sinchId, recipient: recipient.slice(1), status };
    const body = Buffer.from(recipientReport({ ...fields, operator_status_at: '2026-11-23T09:00:00Z' }));
    const reports = parse(body).reports.map((report) => ({ ...report, status: said.toUpperCase() }));
    const made = callback({ sinchId, reports });
    await store.recordCallback({ ...made, received: { ...made.received, body } });
  }

  async function send(sinchId: string): Promise<string> {
    const one = draft({ recipients: NUMBERS });
    await store.insertMessage(one, 1_000_000);
    await store.settleSend(one.id, { state: 'accepted', sinchId, expireAt: null, at: NOW });
    return one.id;
  }

  it('nothing differs, whatever came and in whatever order', async () => {
    for (let n = 0; n < 60; n += 1) {
      if (n % 3 === 0) await receive(`B${n}`, NUMBERS[0]!, 'Delivered');
      await send(`B${n}`);
      await receive(`B${n}`, NUMBERS[1]!, 'Failed');
      await receive(`B${n}`, NUMBERS[1]!, 'Delivered');
      await receive(`B${n}`, NUMBERS[1]!, 'Dispatched');
    }
    expect(await store.rebuild(parse, false)).toEqual({ messages: 60, differences: [] });
  });

  it('what was misread is found in the inbox, and set right when asked', async () => {
    const id = await send('B1');
    await receive('B1', NUMBERS[2]!, 'Delivered', 'Dispatched');
    const expected = { messages: 1, differences: [{ id, what: expect.stringContaining('DELIVERED') }] };
    expect(await store.rebuild(parse, false)).toEqual(expected);
    expect((await store.readMessage(id))?.counts).toEqual({ QUEUED: 2, DISPATCHED: 1 });
    expect(await store.rebuild(parse, true)).toEqual(expected);
    expect(await store.readMessage(id)).toMatchObject({ openCount: 2, counts: { QUEUED: 2, DELIVERED: 1 } });
    expect(await store.rebuild(parse, false)).toEqual({ messages: 1, differences: [] });
    const steps = (await store.readMessage(id))?.recipients[2]?.history.map(
      ({ status, operatorAt, signedAt, repeats }) => ({ status, operatorAt, signedAt, repeats }),
    );
    const told = { operatorAt: NOW, signedAt: 1000, repeats: 0 };
    expect(steps).toContainEqual({ status: 'DELIVERED', ...told });
    expect(steps).toContainEqual({ status: 'DISPATCHED', ...told });
  });

  it('nothing is counted as said again', async () => {
    const id = await send('B1');
    for (let n = 0; n < 3; n += 1) await receive('B1', NUMBERS[0]!, 'Delivered');
    const before = await store.readMessage(id);
    expect(await store.rebuild(parse, true)).toEqual({ messages: 1, differences: [] });
    expect(await store.readMessage(id)).toEqual(before);
    const [first] = before?.recipients ?? [];
    expect(first?.history.map(({ repeats }) => repeats)).toEqual([2, 0]);
  });

  it('a callback that might not go by its id is read by its number', async () => {
    const two = [1, 2].map(() => draft({ transport: 'conversation', recipients: NUMBERS }));
    for (const [index, one] of two.entries()) {
      await store.insertMessage(one, 1_000_000);
      await store.settleSend(one.id, each(took(NUMBERS[0]!, `C${index}`)));
    }
    const reports = [{ ...unnamed('DELIVERED'), recipient: NUMBERS[1]! }];
    await store.recordCallback(conversationCallback({ sinchId: 'C1', confinedTo: two[0]!.id, reports }));
    const read = () => ({ sinchId: 'C1', reports: [...reports, { ...reports[0]!, status: 'READ' }] });
    expect((await store.rebuild(read, true)).differences).toEqual([
      { id: two[0]!.id, what: expect.stringContaining('READ') },
    ]);
    expect((await store.readMessage(two[0]!.id))?.counts).toEqual({ QUEUED: 1, READ: 1 });
  });

  it('a callback that names nobody is read as one about the recipient of its id', async () => {
    const one = draft({ transport: 'conversation', recipients: NUMBERS });
    await store.insertMessage(one, 1_000_000);
    const ids = NUMBERS.map((_, index) => `C${index}`);
    const receiveFrom = (sinchId: string, said: string, written = said) => {
      const made = conversationCallback({ sinchId, reference: one.id, reports: [unnamed(said)] });
      const body = Buffer.from(JSON.stringify({ sinchId, status: written }));
      return store.recordCallback({ ...made, received: { ...made.received, body } });
    };
    const read = (body: Buffer) => {
      const { sinchId, status } = JSON.parse(body.toString()) as { sinchId: string; status: string };
      return { sinchId, reports: [unnamed(status)] };
    };
    await receiveFrom('C2', 'QUEUED_ON_CHANNEL');
    await store.settleSend(one.id, each(...NUMBERS.map((number, index) => took(number, ids[index]!))));
    for (const sinchId of ids) await receiveFrom(sinchId, 'DELIVERED');
    await receiveFrom('C9', 'DELIVERED');
    expect(await store.rebuild(read, false)).toEqual({ messages: 1, differences: [] });

    await receiveFrom('C1', 'SWITCHING_CHANNEL', 'READ');
    const found = await store.rebuild(read, true);
    expect(found.differences).toEqual([{ id: one.id, what: expect.stringContaining('READ') }]);
    const message = await store.readMessage(one.id);
    expect(message?.recipients.map(({ status }) => status)).toEqual(['DELIVERED', 'READ', 'DELIVERED']);
    expect(await store.rebuild(read, false)).toEqual({ messages: 1, differences: [] });
  });
});
