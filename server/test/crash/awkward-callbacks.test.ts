/** Rightly signed callbacks that no database likes: each is answered 200, since Sinch would retry anything else for a day. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceptingGateway, getMessage, postSend, startApp } from '../harness.ts';
import type { TestApp } from '../harness.ts';
import type { Message } from '../../src/contract.ts';
import { postCallback, recipientReport } from '../sinch-callback.ts';
import { POSTGRES, SQLITE } from './engines.ts';
import type { DurableDatabase } from './engines.ts';

const NUL = String.raw`\u0000`;
const HALF = String.raw`\ud83d`;
const report = (fields: string): string =>
  `{"type":"recipient_delivery_report_sms","batch_id":"B","recipient":"12025550101","status":"Delivered"${fields}}`;

const AWKWARD: [string, string][] = [
  ['a type with NUL', `{"type":"some${NUL}thing"}`],
  ['a type with half a character', `{"type":"some${HALF}thing"}`],
  ['a type cut in the middle of a character', JSON.stringify({ type: `${'x'.repeat(63)}😀` })],
  ['an empty type', '{"type":""}'],
  ['a reference with NUL', report(`,"client_reference":"a${NUL}b"`)],
  ['a reference with half a character', report(`,"client_reference":"${HALF}"`)],
  ['a code beyond 32 bits', report(',"code":99999999999')],
  ['a code beyond everything', report(',"code":1e400')],
  ['a time long ago', report(',"at":"0000-01-01T00:00:00Z"')],
  ['a time far away', report(',"at":"9999-12-31T23:59:59.999Z"')],
  ['a status with NUL', report('').replace('Delivered', `Deli${NUL}vered`)],
  ['a status with half a character', report('').replace('Delivered', `${HALF}?`)],
  ['the type __proto__', '{"type":"__proto__","__proto__":{"batch_id":"B"}}'],
  [
    'a thousand entries for one recipient',
    JSON.stringify({
      type: 'delivery_report_sms',
      batch_id: 'B',
      statuses: Array.from({ length: 1000 }, (_, code) => ({
        code,
        status: `S${code}`,
        recipients: ['12025550101'],
      })),
    }),
  ],
];

describe.each([SQLITE, POSTGRES])('$name', (engine) => {
  let database: DurableDatabase;
  let app: TestApp;
  beforeEach(async () => {
    database = await engine.create();
    app = await startApp({ store: database.createStore(), gateway: acceptingGateway() });
  });
  afterEach(async () => {
    await app.close();
    await app.store.close();
    database.remove();
  });

  it.each(AWKWARD)('%s', async (_what, body) => {
    expect((await postCallback(app, body)).status).toBe(200);
    expect(await database.count('inbox')).toBe(1);
  });

  it('all of them at once hold nobody up', async () => {
    const { id, messageId } = (await (await postSend(app, { to: '+12025550101' })).json()) as Message;
    const good = recipientReport({ batch_id: messageId!, client_reference: id });
    const bodies = [...AWKWARD.map(([, body]) => body), good];
    const answers = await Promise.all(bodies.map((body) => postCallback(app, body)));
    expect(answers.map(({ status }) => status)).toEqual(bodies.map(() => 200));
    expect(await getMessage(app, id)).toMatchObject({ final: true });
  });
});
