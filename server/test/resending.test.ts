/** `POST /send-sms` with `resendOf`: a message that is sent again for another. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messageSchema } from '../src/contract.ts';
import { acceptingGateway, getMessage, postSend, startApp } from './harness.ts';
import type { TestApp } from './harness.ts';

let app: TestApp;
beforeEach(async () => {
  app = await startApp({ gateway: acceptingGateway() });
});
afterEach(() => app.close());

const NUMBER = '+12025550101';

describe('a message that is sent again', () => {
  it('names the one that it is for, which tells of it and has changed', async () => {
    const original = messageSchema.parse(await (await postSend(app, { to: NUMBER })).json());
    const path = `${app.url}/api/messages/${original.id}`;
    const etag = (await fetch(path)).headers.get('etag')!;
    const response = await postSend(app, { to: NUMBER, resendOf: original.id });
    expect(response.status).toBe(201);
    const again = messageSchema.parse(await response.json());
    expect(again).toMatchObject({ resendOf: original.id, resends: [] });
    const polled = await fetch(path, { headers: { 'If-None-Match': etag } });
    expect(polled.status).toBe(200);
    expect(await polled.json()).toMatchObject({ resendOf: null, resends: [again.id] });
  });

  it.each(['01J00000000000000000000000', 'BATCH1', 'no such message', ''])(
    'for none that is here is not sent: %j',
    async (resendOf) => {
      await postSend(app, { to: NUMBER });
      const response = await postSend(app, { to: NUMBER, resendOf });
      expect([response.status, await response.json()]).toMatchObject([
        422,
        {
          code: 'invalid_fields',
          errors: [{ path: 'resendOf', message: expect.stringContaining('Give the `id`') }],
        },
      ]);
    },
  );

  it('is another request than one that is not, by its Idempotency-Key', async () => {
    const original = messageSchema.parse(await (await postSend(app, { to: NUMBER })).json());
    const key = { 'Idempotency-Key': 'k' };
    const first = messageSchema.parse(
      await (await postSend(app, { to: NUMBER, resendOf: original.id }, key)).json(),
    );
    const same = await postSend(app, { to: NUMBER, resendOf: original.id }, key);
    expect(messageSchema.parse(await same.json()).id).toBe(first.id);
    expect(await (await postSend(app, { to: NUMBER }, key)).json()).toMatchObject({
      code: 'idempotency_key_reused',
    });
    expect((await getMessage(app, original.id)).resends).toEqual([first.id]);
  });
});
