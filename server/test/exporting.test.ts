/** `GET /api/messages.csv`: what was sent and what became of it, for a spreadsheet. */
import { connect } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import request from 'supertest';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createMemoryStore } from '../src/store/memory/memory.ts';
import type { Store } from '../src/store/store.ts';
import { acceptingGateway, postSend, startApp } from './harness.ts';
import type { TestApp } from './harness.ts';
import { postCallback, recipientReport } from './sinch-callback.ts';
import { callback, delivered, draft, insert } from './store-fixtures.ts';

let app: TestApp;
afterEach(() => app.close());

const start = async (options: { store?: Store; env?: Record<string, string> } = {}): Promise<void> => {
  app = await startApp({ gateway: acceptingGateway(), ...options });
};

const HEADER =
  'message_id,sinch_id,created_at,sent_at,from,recipient,status,code,reason,final,conflict,updated_at,text,state,refusal,sent_by,resend_of';

/** As bytes say it: fetch would take the byte order mark away. */
async function exported(query = ''): Promise<string> {
  const response = await fetch(`${app.url}/api/messages.csv${query}`);
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer()).toString('utf8');
}

describe('an export', () => {
  it('has a line for each recipient, newest message first, as spreadsheets read it', async () => {
    await start();
    const first = (await (
      await postSend(app, { to: ['+12025550101', '+12025550102'], message: 'Hi, "Ann"\nGrüße' })
    ).json()) as Record<string, string>;
    await postCallback(app, recipientReport({ batch_id: first.messageId!, recipient: '12025550102' }));
    const again = (await (
      await postSend(app, { to: '+12025550103', message: 'Hi', resendOf: first.id! })
    ).json()) as Record<string, string>;
    const response = await fetch(`${app.url}/api/messages.csv`);
    const today = new Date().toISOString().slice(0, 10);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="messages-${today}.csv"`,
      'cache-control': 'private, no-store',
    });
    const lines = Buffer.from(await response.arrayBuffer())
      .toString('utf8')
      .split('\r\n');
    expect(lines[0]).toBe(`\u{feff}${HEADER}`);
    const [third, one, two, end] = lines.slice(1).map((line) => line.split(','));
    expect([third?.[0], third?.[5], third?.[16]]).toEqual([again.id, '+12025550103', first.id]);
    expect([one?.[0], one?.[1], one?.[4], one?.[5], one?.[6]]).toEqual([
      first.id,
      first.messageId,
      '+12025550123',
      '+12025550101',
      'QUEUED',
    ]);
    expect([two?.[5], two?.[6], two?.[7], two?.[9]]).toEqual(['+12025550102', 'DELIVERED', '0', 'true']);
    expect(lines[2]).toContain(',"Hi, ""Ann""\nGrüße",accepted,,,');
    expect(end).toEqual(['']);
  });

  it('keeps a text of several lines in one cell', async () => {
    const store = createMemoryStore();
    await start({ store });
    for (const text of ['a\nb', 'a\rb', 'a\r\nb']) {
      await insert(store, { text });
      expect(await exported('?limit=1')).toContain(`,"${text}",submitting`);
    }
  });

  it('has what fits the filters, and nothing else', async () => {
    await start();
    await postSend(app, { to: '+12025550101' });
    await postSend(app, { to: '+12025550102' });
    const numbers = async (query: string) =>
      (await exported(query))
        .split('\r\n')
        .slice(1, -1)
        .map((line) => line.split(',')[5]);
    expect(await numbers('')).toEqual(['+12025550102', '+12025550101']);
    expect(await numbers('?find=12025550101')).toEqual(['+12025550101']);
    expect(await numbers('?status=DELIVERED')).toEqual([]);
    const { body } = await request(app.server).get('/api/messages.csv?status=x').expect(422);
    expect(body.errors[0].path).toBe('status');
  });

  it('has everything, however many pages that takes', async () => {
    const store = createMemoryStore();
    await start({ store });
    const numbers = Array.from({ length: 700 }, (_, index) => `+1202555${1000 + index}`);
    for (let index = 0; index < 450; index += 1)
      await insert(store, index % 100 === 0 ? { recipients: numbers } : {});
    const lines = (await exported()).split('\r\n').slice(1, -1);
    expect(lines).toHaveLength(5 * 700 + 445);
    expect(new Set(lines).size).toBe(lines.length);
  });

  it('is noted with who made it and of what, before its first line, and without a whole number', async () => {
    const store = createMemoryStore();
    await start({ store, env: { ACCESS_TOKENS: `ann:${'a'.repeat(24)}` } });
    const headers = { Authorization: `Bearer ${'a'.repeat(24)}` };
    await fetch(`${app.url}/api/messages.csv?find=12025550101&status=FAILED`, { headers });
    await fetch(`${app.url}/api/messages.csv`, { headers });
    await fetch(`${app.url}/api/messages.csv`, { headers, method: 'HEAD' });
    const deeds = await store.listDeeds({ limit: 5, after: null });
    expect(deeds).toMatchObject([
      { actor: 'ann', deed: 'exported', subject: 'all messages' },
      { actor: 'ann', deed: 'exported', subject: 'messages status=FAILED find=120…01' },
    ]);
    vi.spyOn(store, 'noteDeed').mockRejectedValueOnce(new Error('full'));
    const failed = await fetch(`${app.url}/api/messages.csv`, { headers });
    // What says so is no file to be saved under the name of one.
    expect([failed.status, failed.headers.get('content-disposition')]).toEqual([503, null]);
    expect(failed.headers.get('content-type')).toContain('application/problem+json');
  });

  it('that cannot go on is cut off, never short', async () => {
    const store = createMemoryStore();
    await start({ store });
    for (let index = 0; index < 300; index += 1) await insert(store, { text: 'x'.repeat(1000) });
    const readPage = store.exportMessages.bind(store);
    let pages = 0;
    vi.spyOn(store, 'exportMessages').mockImplementation(async (page) => {
      if ((pages += 1) > 1) throw new Error('the disk is gone');
      return readPage(page);
    });
    const response = await fetch(`${app.url}/api/messages.csv`);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
    expect(app.logLines.join('')).toContain('export: cut off');
  });

  it('is refused while as many as may are being made, and made once one of them has ended', async () => {
    const store = createMemoryStore();
    await start({ store });
    await insert(store);
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const readPage = store.exportMessages.bind(store);
    const reading = vi.spyOn(store, 'exportMessages').mockImplementation(async (page) => {
      await released;
      return readPage(page);
    });
    const ask = (): Promise<Response> => fetch(`${app.url}/api/messages.csv`);
    const running = Array.from({ length: 4 }, ask);
    await vi.waitFor(() => expect(reading).toHaveBeenCalledTimes(4));
    const refused = await ask();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
    expect(await refused.json()).toMatchObject({ code: 'too_many_requests' });
    release();
    for (const one of await Promise.all(running)) expect((await one.text()).split('\r\n')).toHaveLength(3);
    expect((await ask()).status).toBe(200);
  });

  it('lets others have their turn between its pieces', async () => {
    const store = createMemoryStore();
    await start({ store });
    const recipients = Array.from({ length: 700 }, (_, index) => `+1202555${1000 + index}`);
    for (let index = 0; index < 60; index += 1) await insert(store, { recipients });
    const began = performance.now();
    const exporting = { isOver: false };
    const csv = exported().finally(() => (exporting.isOver = true));
    let last = began;
    let longestWait = 0;
    while (!exporting.isOver) {
      await nextTurn();
      longestWait = Math.max(longestWait, performance.now() - last);
      last = performance.now();
    }
    expect(longestWait).toBeLessThan((last - began) / 4);
    expect((await csv).split('\r\n')).toHaveLength(60 * 700 + 2);
  });

  it('that nobody waits for any more makes room for another', async () => {
    const store = createMemoryStore();
    await start({ store });
    for (let index = 0; index < 3000; index += 1) await insert(store, { text: 'x'.repeat(2000) });
    const sockets = Array.from({ length: 4 }, () => connect(app.port, '127.0.0.1'));
    for (const socket of sockets) {
      socket.write('GET /api/messages.csv HTTP/1.1\r\nHost: localhost\r\n\r\n');
      await new Promise((resolve) => socket.once('readable', resolve));
    }
    const ask = (): Promise<Response> => fetch(`${app.url}/api/messages.csv?limit=1`);
    expect((await ask()).status).toBe(429);
    for (const socket of sockets) socket.destroy();
    await vi.waitFor(async () => expect((await ask()).status).toBe(200));
    expect(app.logLines.join('')).not.toContain('cut off');
  });

  it('stops when nobody takes it any more', async () => {
    const store = createMemoryStore();
    await start({ store });
    for (let index = 0; index < 3000; index += 1) await insert(store, { text: 'x'.repeat(2000) });
    const readPage = vi.spyOn(store, 'exportMessages');
    const socket = connect(app.port, '127.0.0.1');
    socket.write('GET /api/messages.csv HTTP/1.1\r\nHost: localhost\r\n\r\n');
    // Takes the first bytes, and then none: what is not taken is not read either.
    await new Promise((resolve) => socket.once('readable', resolve));
    await vi.waitFor(async () => {
      const before = readPage.mock.calls.length;
      await nextTurn();
      expect(readPage.mock.calls.length).toBe(before);
    });
    expect(readPage.mock.calls.length).toBeLessThan(15);
    socket.destroy();
    await vi.waitFor(() => expect(app.logLines.join('')).toContain('export: left by the client'));
    expect(readPage.mock.calls.length).toBeLessThan(15);
  });
});

describe('a cell that a spreadsheet would compute', () => {
  it.each(['=1+1', '+1+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1', '=HYPERLINK("http://x","y")'])(
    'is text to it: %j',
    async (text) => {
      const store = createMemoryStore();
      await start({ store });
      await store.insertMessage(draft({ text, sentBy: text }), 10);
      const cell = /["\r,]/.test(text) ? `"'${text.replaceAll('"', '""')}"` : `'${text}`;
      const csv = await exported();
      expect(csv).toContain(`,${cell},submitting,,${cell},`);
      // Phone numbers stay what they are.
      expect(csv).toContain(',+12025550123,+12025550101,');
    },
  );

  it.each([
    ['Hi;=1+1', "Hi;'=1+1"],
    ['Hi;"=1+1;', `"Hi;'""=1+1;"`],
    ['Hi;;@SUM(A1)', "Hi;;'@SUM(A1)"],
    ['Hi\n=1+1', `"Hi\n'=1+1"`],
    ['Hi\r\n-1', `"Hi\r\n'-1"`],
    ['Hi\t＝1', "Hi\t'＝1"],
    ['a - b; c = d + 1', 'a - b; c = d + 1'],
  ])('is text to one that takes semicolons for commas, too: %j', async (text, cell) => {
    const store = createMemoryStore();
    await start({ store });
    await store.insertMessage(draft({ text }), 10);
    expect(await exported()).toContain(`,${cell},submitting,`);
  });

  it('is text to it, too, where Sinch chose the words: ids and reasons', async () => {
    const store = createMemoryStore();
    await start({ store });
    const { id } = await insert(store);
    await store.settleSend(id, { state: 'accepted', sinchId: '-1', expireAt: null, at: 0 });
    const said = { ...delivered(), reason: '=1+1' };
    await store.recordCallback(callback({ sinchId: '-1', reports: [said] }));
    const csv = await exported();
    expect(csv).toContain(`${id},'-1,`);
    expect(csv).toContain(",'=1+1,true,");
  });

  it('is no number just because it begins like one', async () => {
    const store = createMemoryStore();
    await start({ store });
    await store.insertMessage(draft({ from: '+1-cmd', recipients: ["+12025550101+cmd|' /C calc'!A1"] }), 10);
    expect(await exported()).toContain(",'+1-cmd,'+12025550101+cmd|' /C calc'!A1,");
  });
});
