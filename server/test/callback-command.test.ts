/** `pnpm callback` makes what Sinch makes: posted to the server, each kind does what that kind does. */
import { afterEach, describe, expect, it } from 'vitest';
import { readOptions } from '../scripts/callback-options.ts';
import { makeRequest, toCurl } from '../scripts/callback-request.ts';
import { createMemoryStore } from '../src/store/memory/memory.ts';
import { SECRET, startApp } from './harness.ts';
import type { TestApp } from './harness.ts';
import { ANN, BOB, each, insert, read, send, took } from './store-fixtures.ts';

const store = createMemoryStore();
let app: TestApp | undefined;
let sent = 0;
afterEach(async () => {
  await app?.close();
});

const request = (...args: string[]) => makeRequest(readOptions(args), { SINCH_WEBHOOK_SECRET: SECRET });
const said = (...args: string[]): unknown => JSON.parse(request(...args).body.toString());

async function post(...args: string[]): Promise<number> {
  app = await startApp({ store, env: { SINCH_CALLBACK_AUTH: 'signature-or-token' } });
  const { url, headers, body } = request('--url', `${app.url}/webhooks/sinch/delivery`, ...args);
  return (await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) })).status;
}

const newBatch = (): string => `BATCH${(sent += 1)}`;
const statuses = async (id: string) => (await read(store, id)).recipients.map(({ status }) => status);

describe('posted to the server', () => {
  it.each<[string, string[], (string | null)[]]>([
    ['about a recipient', ['--to', ANN], ['DELIVERED', 'QUEUED']],
    [
      'about a recipient of MMS',
      ['--mms', '--to', ANN, '--status', 'Failed', '--code', '414'],
      ['FAILED', 'QUEUED'],
    ],
    ['a full one', ['--kind', 'full', '--to', `${ANN}, ${BOB}`], ['DELIVERED', 'DELIVERED']],
    ['a full one of MMS', ['--kind', 'full', '--mms', '--to', BOB], ['QUEUED', 'DELIVERED']],
    ['a summary', ['--kind', 'summary'], ['QUEUED', 'QUEUED']],
    ['unknown', ['--kind', 'unknown'], ['QUEUED', 'QUEUED']],
  ])('a report %s is taken', async (_kind, args, expected) => {
    const batch = newBatch();
    const { id } = await send(store, batch, { recipients: [ANN, BOB] });
    expect(await post('--batch', batch, ...args)).toBe(200);
    expect(await statuses(id)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ['with the number', ['--to', ANN]],
    ['without it', []],
  ])('a report of the Conversation API %s is taken', async (_what, args) => {
    const messageId = newBatch();
    const { id } = await insert(store, { transport: 'conversation', recipients: [ANN] });
    await store.settleSend(id, each(took(ANN, messageId)));
    const failed = ['--status', 'Failed', '--reason', 'CHANNEL_REJECT'];
    expect(await post('--kind', 'conversation', '--batch', messageId, ...failed, ...args)).toBe(200);
    const { recipients } = await read(store, id);
    expect(recipients[0]).toMatchObject({ status: 'FAILED', reason: 'CHANNEL_REJECT/UNSPECIFIED_SUB_CODE' });
  });

  it.each(['mo_text', 'message'])('a reply is taken: %s', async (kind) => {
    const from = '+12025550177';
    expect(
      await post('--kind', kind, '--from', from, '--to', '+12025550123', '--text', `Hi by ${kind}`),
    ).toBe(200);
    const [reply] = await store.listReplies({ of: { number: from }, limit: 1, after: null });
    expect(reply).toMatchObject({ from, to: '+12025550123', text: `Hi by ${kind}` });
  });

  it('an unsigned one is taken with the token of its message, and not without', async () => {
    const { id } = await send(store, newBatch());
    const unsigned = ['--reference', id, '--to', ANN, '--unsigned'];
    expect(await post(...unsigned)).toBe(401);
    await app?.close();
    expect(await post(...unsigned, '--token', id)).toBe(200);
    expect(await statuses(id)).toEqual(['DELIVERED']);
  });

  it('a wrongly signed one is not taken, token or not', async () => {
    const { id } = await send(store, newBatch());
    expect(await post('--reference', id, '--to', ANN, '--wrong-signature', '--token', id)).toBe(401);
  });
});

describe('by itself', () => {
  it('names the message by Sinch, and by our reference', () => {
    expect(said('--reference', 'OURS', '--to', ANN)).toMatchObject({
      batch_id: expect.stringMatching(/^[0-9A-F]{26}$/),
      client_reference: 'OURS',
      recipient: ANN.slice(1),
    });
    expect(said('--kind', 'conversation', '--reference', 'OURS')).toMatchObject({ message_metadata: 'OURS' });
  });

  it('keeps the rest of an address when it adds a token', () => {
    const { url } = request('--kind', 'unknown', '--url', 'https://example.com/hook?x=1', '--token', 'OURS');
    expect(url).toMatch(/^https:\/\/example\.com\/hook\?x=1&token=OURS\.[\w-]{43}$/);
  });

  it('prints a command with the token, and without the secret', () => {
    const command = toCurl(request('--kind', 'unknown', '--unsigned', '--token', 'OURS'));
    expect(command).toContain('?token=OURS.');
    expect(command).not.toContain('x-sinch-webhook-signature');
    expect(command).not.toContain(SECRET);
  });

  it.each<[string[], string]>([
    [[], '--batch or --reference'],
    [['--batch', 'B'], '--kind recipient needs --to'],
    [['--kind', 'full', '--batch', 'B'], '--kind full needs --to'],
    [['--kind', 'conversation'], '--kind conversation needs --batch or --reference'],
    [['--kind', 'mo_text'], '--kind mo_text needs --from'],
    [['--kind', 'message'], '--kind message needs --from'],
    [
      ['--kind', 'sms'],
      '--kind must be one of recipient, summary, full, conversation, mo_text, message, unknown',
    ],
  ])('says what is missing: %j', (args, words) => {
    expect(() => request(...args)).toThrow(words);
  });
});
