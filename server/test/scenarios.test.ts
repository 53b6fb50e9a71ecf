/** Every scenario of the emulator, through the real SDK and back by callbacks: each ends in the state that it should. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator } from '../emulator/emulator.ts';
import type { Emulator } from '../emulator/emulator.ts';
import { createTokens } from '../src/callbacks/token.ts';
import type { Message, Problem } from '../src/contract.ts';
import { PROJECT, SECRET, getMessage, postSend, startApp } from './harness.ts';
import type { TestApp } from './harness.ts';

let emulator: Emulator;
let app: TestApp;

beforeAll(async () => {
  emulator = await startEmulator({ webhookSecret: SECRET, credentials: { project: PROJECT }, speed: 200 });
  app = await startApp({
    env: { SINCH_AUTH_URL: emulator.url, SINCH_SMS_URL: emulator.url },
    sendDeadlineMs: 700,
  });
});
afterAll(async () => {
  await app.close();
  await emulator.close();
});

const numberEnding = (digits: string): string => `+120255501${digits}`;

async function sendTo(...endings: string[]): Promise<Message> {
  const response = await postSend(app, { to: endings.map(numberEnding) });
  expect(response.status).toBe(201);
  const { id } = (await response.json()) as Message;
  await emulator.idle();
  return getMessage(app, id);
}

describe('a recipient', () => {
  it.each([
    ['01', 'DELIVERED', true],
    ['02', 'FAILED', true],
    ['03', 'EXPIRED', true],
    ['04', 'REJECTED', true],
    ['05', 'ABORTED', true],
    ['06', 'UNKNOWN', true],
    ['07', 'DELIVERED', true],
    ['08', 'DELIVERED', true],
    ['09', 'DELIVERED', true],
    ['10', 'QUEUED', false],
    ['11', 'QUEUED', false],
    ['12', 'QUEUED', false],
    ['13', 'DELIVERED', true],
    ['14', 'DELIVERED', true],
    ['50', 'DELIVERED', true],
  ])('ending in %s ends as %s', async (ending, status, final) => {
    const message = await sendTo(ending);
    expect(message).toMatchObject({ state: 'accepted', final });
    expect(message.recipients[0]).toMatchObject({ status, final, conflict: false });
    expect(message.recipients[0]?.messageId).toBe(message.messageId);
  });

  it('walks through Queued and Dispatched', async () => {
    const message = await sendTo('01');
    expect(message.recipients[0]?.history.map((entry) => [entry.source, entry.status, entry.code])).toEqual([
      ['send', 'QUEUED', null],
      ['callback', 'QUEUED', 400],
      ['callback', 'DISPATCHED', 401],
      ['callback', 'DELIVERED', 0],
    ]);
  });

  it('told of twice is counted twice and recorded once', async () => {
    const { recipients } = await sendTo('07');
    expect(recipients[0]?.callbackCount).toBe(6);
    expect(recipients[0]?.history).toHaveLength(4);
  });

  it('beside others keeps a state of its own', async () => {
    const { recipients } = await sendTo('01', '02', '03');
    expect(recipients.map((one) => one.status)).toEqual(['DELIVERED', 'FAILED', 'EXPIRED']);
  });
});

describe('a send', () => {
  it.each([
    ['90', 422, 'invalid_content', 'refused'],
    ['91', 502, 'project_not_allowed', 'refused'],
    ['92', 422, 'blocked_account', 'refused'],
    ['93', 503, 'sinch_busy', 'refused'],
  ])('whose first recipient ends in %s is answered %i %s', async (ending, status, code, state) => {
    const response = await postSend(app, { to: numberEnding(ending) });
    const problem = (await response.json()) as Problem;
    expect([response.status, problem.code]).toEqual([status, code]);
    expect(response.headers.get('retry-after') !== null).toBe(status === 503);
    const message = await getMessage(app, problem.id!);
    expect(message).toMatchObject({ state, final: true, refusal: { code, detail: problem.detail } });
  });

  it.each(['94', '95', '96'])('whose first recipient ends in %s stays unclear', async (ending) => {
    const response = await postSend(app, { to: numberEnding(ending) });
    expect(response.status).toBe(202);
    const { id, state } = (await response.json()) as Message;
    expect(state).toBe('unclear');
    await emulator.idle();
    expect(await getMessage(app, id)).toMatchObject({ state: 'unclear', final: false, messageId: null });
  });
});

it('carries our id, our callback URL with its token, and the parts to Sinch', async () => {
  const response = await postSend(app, { to: numberEnding('50'), message: 'ü'.repeat(200), from: 'ACME-1' });
  expect(response.status).toBe(422);
  const second = await postSend(app, { to: '+447700900150', message: 'ü'.repeat(200), from: 'ACME-1' });
  const message = (await second.json()) as Message;
  const batch = emulator.batches.at(-1)!;
  expect(batch.request).toMatchObject({
    client_reference: message.id,
    callback_url: `${app.config.callbackUrl}?token=${createTokens([SECRET]).issue(message.id)}`,
    delivery_report: 'per_recipient',
    max_number_of_message_parts: 2,
    from: 'ACME-1',
  });
  expect(batch.id).toBe(message.messageId);
});
