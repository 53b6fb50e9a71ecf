/** One line per send and per callback; never a number, a body or a secret. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmulator } from '../emulator/emulator.ts';
import type { Emulator } from '../emulator/emulator.ts';
import type { Message } from '../src/contract.ts';
import { PROJECT, SECRET, postSend, startApp } from './harness.ts';
import type { TestApp } from './harness.ts';
import { postCallback, recipientReport, signedHeaders } from './sinch-callback.ts';

const TEXT = 'the secret ingredient is quokka love';
const NUMBERS = ['+12025550101', '+12025550102', '+12025550110', '+447700900123'];

let emulator: Emulator;
let app: TestApp;
beforeAll(async () => {
  emulator = await startEmulator({ webhookSecret: SECRET, credentials: { project: PROJECT }, speed: 200 });
  app = await startApp({
    env: { SINCH_AUTH_URL: emulator.url, SINCH_SMS_URL: emulator.url },
    sendDeadlineMs: 300,
  });
});
afterAll(async () => {
  await app.close();
  await emulator.close();
});

const lines = (message: string): Record<string, unknown>[] =>
  app.logLines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line.msg === message);

it('says of each send and each callback: id, status, verdict', async () => {
  const response = await postSend(app, { to: NUMBERS[0]!, message: TEXT });
  const { id } = (await response.json()) as Message;
  await emulator.idle();
  expect(lines('send')).toEqual([
    expect.objectContaining({ id, status: 'accepted', verdict: 'sent', recipients: 1 }),
  ]);
  expect(lines('callback').map((line) => [line.id, line.status, line.verdict])).toEqual([
    [id, 'QUEUED', 'stored'],
    [id, 'DISPATCHED', 'stored'],
    [id, 'DELIVERED', 'stored'],
  ]);
});

it('holds no whole number, no body and no secret, whatever goes wrong', async () => {
  for (const ending of ['90', '91', '92', '93', '94', '95', '96', '10', '12']) {
    await postSend(app, { to: [`+120255501${ending}`, ...NUMBERS], message: TEXT });
  }
  await postSend(app, { to: ['+12025550101', '2025550102'], message: '' });
  await emulator.idle();
  const batchId = emulator.batches.at(-1)!.id;
  const forged = recipientReport({ batch_id: batchId });
  await postCallback(app, forged, signedHeaders(forged, { secret: 'guessed' }));
  await postCallback(app, recipientReport({ batch_id: batchId, recipient: '447700900999' }));
  await postCallback(
    app,
    '{"type":"mo_text","from":"12025550101","body":"the secret ingredient is quokka love"}',
  );
  const log = app.logLines.join('');
  expect(app.logLines.length).toBeGreaterThan(30);
  for (const secret of [SECRET, PROJECT.keySecret, TEXT, 'ingredient']) expect(log).not.toContain(secret);
  const digits = app.logLines.map((line) =>
    line.replaceAll(/"time":\d+,|"(requestId|sinchId|id)":"[^"]*"/g, ''),
  );
  expect(digits.filter((line) => /\d{7,}/.test(line))).toEqual([]);
});
