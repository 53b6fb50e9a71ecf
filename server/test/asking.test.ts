/** What is asked of Sinch afterwards, and what its answers may be taken for. */
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { followUp } from '../src/messages/follow-up.ts';
import type { Gateway, SearchOutcome } from '../src/sinch/gateway.ts';
import { refusal } from '../src/sinch/refusal.ts';
import { createSmsGateway } from '../src/sinch/sms-gateway.ts';
import { createMemoryStore } from '../src/store/memory/memory.ts';
import { testConfig } from './harness.ts';
import { draft } from './store-fixtures.ts';

const REFERENCE = '01J00000000000000000000000';
const DAY = 24 * 3600 * 1000;

let sinch: Server | undefined;
afterEach(() => {
  sinch?.close();
  sinch?.closeAllConnections();
});

async function gatewayTo(answer: RequestListener): Promise<Gateway> {
  sinch = createServer((req, res) => {
    if (req.url === '/oauth2/token') res.end('{"access_token":"t"}');
    else answer(req, res);
  });
  await new Promise<void>((resolve) => sinch?.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(sinch.address() as AddressInfo).port}`;
  return createSmsGateway(testConfig({ SINCH_AUTH_URL: url, SINCH_SMS_URL: url }), 500);
}
const answering =
  (status: number, body: unknown): RequestListener =>
  (_req, res) => {
    res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  };
const list = (batches: object[]): object => ({ count: batches.length, page: 0, page_size: 1, batches });

describe('a message whose answer was lost', () => {
  it.each<[string, number, unknown, SearchOutcome['kind']]>([
    ['is found by our reference', 200, list([{ id: 'B1', client_reference: REFERENCE }]), 'found'],
    ['is absent from an empty list', 200, list([]), 'absent'],
    [
      'is not what a list that ignores our reference holds',
      200,
      list([{ id: 'B9', client_reference: 'X' }]),
      'no_answer',
    ],
    ['is not judged by a list that is none', 404, {}, 'no_answer'],
    ['is not judged by a fault', 500, {}, 'no_answer'],
    ['is not judged by a refusal', 401, {}, 'no_answer'],
  ])('%s', async (_what, status, body, kind) => {
    const gateway = await gatewayTo(answering(status, body));
    expect(await gateway.find(REFERENCE, 0)).toMatchObject({ kind });
  });

  it('is not judged by silence', async () => {
    const gateway = await gatewayTo(() => {});
    expect(await gateway.find(REFERENCE, 0)).toMatchObject({ kind: 'no_answer' });
  });

  it('is looked for in the list of Sinch from a given time, by our reference', async () => {
    let asked = '';
    const gateway = await gatewayTo((req, res) => {
      asked = req.url ?? '';
      answering(200, list([]))(req, res);
    });
    await gateway.find(REFERENCE, Date.UTC(2026, 10, 23));
    expect(asked).toContain(`client_reference=${REFERENCE}`);
    expect(asked).toContain('start_date=2026-11-23T00:00:00.000Z');
  });

  it('is never held for never arrived once Sinch does not list its time any more', async () => {
    const store = createMemoryStore();
    await store.open();
    const one = draft();
    await store.insertMessage(one, 10);
    const gateway: Pick<Gateway, 'transport' | 'find' | 'poll'> = {
      transport: 'sms',
      find: async () => ({ kind: 'absent' }),
      poll: async () => ({ kind: 'absent' }),
    };
    const neverArrived = refusal('never_arrived');
    for (let look = 0; look < 6; look += 1) {
      const now = (): number => one.createdAt + 14 * DAY + look * DAY;
      const [result] = await followUp({ store, gateway, neverArrived, now }, 5);
      expect(result).toMatchObject({ id: one.id, verdict: 'no_answer' });
    }
    expect(await store.readMessage(one.id)).toMatchObject({ state: 'submitting' });
    await store.close();
  });
});

describe('asking how a message fares', () => {
  it.each<[string, number, unknown, string]>([
    ['a full report', 200, { type: 'delivery_report_sms', statuses: [] }, 'reports'],
    ['a 404, which is no verdict', 404, {}, 'absent'],
    ['a fault', 503, {}, 'no_answer'],
  ])('gives %s', async (_what, status, body, kind) => {
    const gateway = await gatewayTo(answering(status, body));
    expect(await gateway.poll('B1')).toMatchObject({ kind });
  });
});
