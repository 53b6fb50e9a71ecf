/** `POST /api/messages/:id/cancel`: what Sinch is asked, and what is said of its answer. */
import request from 'supertest';
import { afterEach, describe, expect, it } from 'vitest';
import { messageSchema, problemSchema } from '../src/contract.ts';
import type { Message } from '../src/contract.ts';
import type { CancelOutcome, Gateway, SendOutcome } from '../src/sinch/gateway.ts';
import { refusal } from '../src/sinch/refusal.ts';
import { createMemoryStore } from '../src/store/memory/memory.ts';
import { acceptingGateway, getMessage, postSend, startApp, stubGateway } from './harness.ts';
import type { TestApp, TestAppOptions } from './harness.ts';
import { postCallback, recipientReport } from './sinch-callback.ts';

const CANCELLED: CancelOutcome = { kind: 'cancelled' };

let app: TestApp;
let asked: string[];
afterEach(() => app.close());

interface Sinch {
  cancel?: () => CancelOutcome | Promise<CancelOutcome>;
  send?: SendOutcome;
}

async function start({ cancel = () => CANCELLED, send }: Sinch = {}, options: TestAppOptions = {}) {
  asked = [];
  const answerSend: Gateway['send'] = async (message, onLate) =>
    send ?? acceptingGateway().send(message, onLate);
  const answerCancel: Gateway['cancel'] = async (sinchId) => {
    asked.push(sinchId);
    return cancel();
  };
  app = await startApp({ gateway: stubGateway(answerSend, { cancel: answerCancel }), ...options });
}

/** What a refused send stores is found through the list. */
async function sendOne(): Promise<Message> {
  await postSend(app, { to: '+12025550101' });
  const { body } = await request(app.server).get('/api/messages');
  return getMessage(app, body.items[0].id);
}

const postCancel = (id: string | null) =>
  request(app.server).post(`/api/messages/${id}/cancel`).type('application/json');

const cancelLines = (): Record<string, unknown>[] =>
  app.logLines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line.msg === 'cancel');

describe('a cancel that Sinch takes', () => {
  it('is answered with the message, which says when and is not final yet', async () => {
    const now = Date.UTC(2026, 10, 23, 8);
    await start({}, { now: () => now });
    const message = await sendOne();
    const { body, status } = await postCancel(message.id);
    expect(status).toBe(200);
    expect(messageSchema.strict().parse(body)).toEqual({
      ...message,
      canceledAt: '2026-11-23T08:00:00.000Z',
      version: message.version + 1,
    });
    expect(body.final).toBe(false);
    expect(await getMessage(app, message.id)).toEqual(body);
    expect(asked).toEqual([message.messageId]);
    expect(cancelLines()).toEqual([expect.objectContaining({ id: message.id, verdict: 'cancelled' })]);
  });

  it('leaves it to Sinch to say what it stopped', async () => {
    await start();
    const { id, messageId } = await sendOne();
    await postCancel(id).expect(200);
    await postCallback(
      app,
      recipientReport({ batch_id: messageId!, client_reference: id, status: 'Cancelled', code: 407 }),
    );
    expect(await getMessage(app, id)).toMatchObject({ final: true, recipients: [{ status: 'CANCELLED' }] });
  });

  it('may be asked for by Sinch’s id', async () => {
    await start();
    const { id, messageId } = await sendOne();
    const { body } = await postCancel(messageId).expect(200);
    expect(body.id).toBe(id);
  });

  it('may be asked for again, and is asked of Sinch once', async () => {
    let ticks = 0;
    await start({}, { now: () => Date.now() + (ticks += 1) });
    const { id, messageId } = await sendOne();
    const first = await postCancel(id).expect(200);
    const again = await postCancel(id).expect(200);
    expect(again.body).toEqual(first.body);
    await postCallback(app, recipientReport({ batch_id: messageId!, status: 'Cancelled', code: 407 }));
    const late = await postCancel(messageId).expect(200);
    expect(late.body).toMatchObject({ final: true, canceledAt: first.body.canceledAt });
    expect(asked).toHaveLength(1);
  });

  it('is asked of Sinch once by two at the same time', async () => {
    let answer: (outcome: CancelOutcome) => void = () => {};
    await start({ cancel: () => new Promise((resolve) => (answer = resolve)) });
    const { id, messageId } = await sendOne();
    const both = Promise.all([postCancel(id), postCancel(messageId)]);
    while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    // The other one has come so far, too, once this has been answered.
    await request(app.server).get(`/api/messages/${id}`).expect(200);
    answer(CANCELLED);
    expect((await both).map(({ status }) => status)).toEqual([200, 200]);
    expect(asked).toHaveLength(1);
  });

  it('is harmless when a last report overtakes it', async () => {
    let report = async (): Promise<void> => {};
    await start({
      cancel: async () => {
        await report();
        return CANCELLED;
      },
    });
    const { id, messageId } = await sendOne();
    report = async () => void (await postCallback(app, recipientReport({ batch_id: messageId! })));
    const { body } = await postCancel(id).expect(200);
    expect(body).toMatchObject({
      final: true,
      canceledAt: expect.any(String),
      recipients: [{ status: 'DELIVERED', conflict: false }],
    });
  });
});

describe('a cancel that is refused', () => {
  it.each(['01J00000000000000000000000', 'B-NONE', '..%2f..', '%00'])(
    'because there is no such message: %s',
    async (id) => {
      await start();
      const { body } = await postCancel(id).expect(404);
      expect(problemSchema.parse(body).code).toBe('message_not_found');
      expect(cancelLines()).toEqual([expect.objectContaining({ verdict: 'not_found' })]);
    },
  );

  it.each<[string, SendOutcome]>([
    ['refused', { kind: 'refused', refusal: refusal('unreachable'), cause: '' }],
    ['unclear', { kind: 'unclear', cause: 'reset' }],
  ])('because its state is %s', async (state, outcome) => {
    await start({ send: outcome });
    const message = await sendOne();
    expect(message.state).toBe(state);
    const { body } = await postCancel(message.id).expect(409);
    expect(problemSchema.parse(body)).toMatchObject({ code: 'not_accepted', id: message.id });
    expect(asked).toEqual([]);
  });

  it('because Sinch is still being asked to send it', async () => {
    const store = createMemoryStore();
    await start({}, { store: { ...store, settleSend: () => Promise.reject(new Error('disk full')) } });
    const message = await sendOne();
    expect(message.state).toBe('submitting');
    expect((await postCancel(message.id).expect(409)).body.code).toBe('not_accepted');
    expect(asked).toEqual([]);
  });

  it('because it is final', async () => {
    await start();
    const { id, messageId } = await sendOne();
    await postCallback(app, recipientReport({ batch_id: messageId! }));
    expect((await postCancel(id).expect(409)).body.code).toBe('already_final');
    expect(asked).toEqual([]);
  });

  it('because it went through the other API', async () => {
    await start();
    const message = await sendOne();
    const { store } = app;
    await app.close();
    const gateway: Gateway = {
      ...acceptingGateway(),
      transport: 'conversation',
      cancel: () => Promise.reject(new Error('it must not be asked')),
    };
    app = await startApp({ store, gateway });
    expect((await postCancel(message.id).expect(409)).body.code).toBe('cancel_not_supported');
  });

  it.each<[string, CancelOutcome, string]>([
    ['Sinch has sent it', { kind: 'too_late' }, 'already_dispatched'],
    ['this API cannot cancel', { kind: 'not_supported' }, 'cancel_not_supported'],
  ])('because %s', async (_what, outcome, code) => {
    await start({ cancel: () => outcome });
    const message = await sendOne();
    const { body } = await postCancel(message.id).expect(409);
    expect(problemSchema.parse(body)).toMatchObject({ code, id: message.id, detail: expect.any(String) });
    expect(await getMessage(app, message.id)).toEqual(message);
    expect(cancelLines()).toEqual([expect.objectContaining({ id: message.id, verdict: code })]);
  });
});

describe('a cancel that is not answered', () => {
  it.each<[string, CancelOutcome]>([
    ['Sinch is silent', { kind: 'no_answer', cause: 'no answer for +12025550101' }],
    ['Sinch does not know the message, or not yet', { kind: 'absent' }],
  ])('changes nothing, and may be tried again: %s', async (_what, outcome) => {
    const outcomes = [outcome, CANCELLED];
    await start({ cancel: () => outcomes.shift()! });
    const message = await sendOne();
    const { body, headers } = await postCancel(message.id).expect(503);
    expect(problemSchema.parse(body)).toMatchObject({ code: 'sinch_unreachable', id: message.id });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(await getMessage(app, message.id)).toEqual(message);
    expect(cancelLines()).toEqual([expect.objectContaining({ id: message.id, verdict: 'no_answer' })]);
    expect(app.logLines.join('')).not.toContain('2025550101');
    await postCancel(message.id).expect(200);
  });

  it('because the store failed may be tried again', async () => {
    const store = createMemoryStore();
    let works = false;
    const recordCancel: typeof store.recordCancel = (id, at, by) =>
      works ? store.recordCancel(id, at, by) : Promise.reject(new Error('disk full'));
    await start({}, { store: { ...store, recordCancel } });
    const { id } = await sendOne();
    const { body } = await postCancel(id).expect(503);
    expect(body.code).toBe('unavailable');
    works = true;
    expect((await postCancel(id).expect(200)).body.canceledAt).not.toBeNull();
  });
});

describe('a page of another origin', () => {
  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'text/plain; application/json',
  ])('cannot cancel by a form or the like: %s', async (type) => {
    await start();
    const { id } = await sendOne();
    for (const body of ['', 'a=b', '{}']) {
      const response = await fetch(`${app.url}/api/messages/${id}/cancel`, {
        method: 'POST',
        headers: { 'Content-Type': type },
        body,
      });
      expect([response.status, problemSchema.parse(await response.json()).code]).toEqual([
        415,
        'unsupported_media_type',
      ]);
    }
    expect(asked).toEqual([]);
  });

  it('cannot cancel by a request of no type', async () => {
    await start();
    const { id } = await sendOne();
    const response = await fetch(`${app.url}/api/messages/${id}/cancel`, { method: 'POST' });
    expect([response.status, asked]).toEqual([415, []]);
  });

  it('is not allowed to say that it sends JSON', async () => {
    await start();
    const { id } = await sendOne();
    const { headers } = await request(app.server).options(`/api/messages/${id}/cancel`).set({
      Origin: 'https://evil.example',
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'content-type',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  it('is not what a JSON request with a body, or with a charset, is', async () => {
    await start();
    const { id } = await sendOne();
    await postCancel(id).send({}).expect(200);
    await postCancel(id).type('application/json; charset=utf-8').send('{}').expect(200);
  });
});
