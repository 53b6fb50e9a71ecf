/** A thousand recipients in one batch, callbacks in any order. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmulator } from '../emulator/emulator.ts';
import type { Emulator } from '../emulator/emulator.ts';
import type { Message, MessagePage } from '../src/contract.ts';
import { PROJECT, SECRET, getMessage, postSend, startApp } from './harness.ts';
import type { TestApp } from './harness.ts';

const EXPECTED: Record<string, string> = {
  '02': 'FAILED',
  '03': 'EXPIRED',
  '04': 'REJECTED',
  '05': 'ABORTED',
  '06': 'UNKNOWN',
  '10': 'QUEUED',
  '11': 'QUEUED',
  '12': 'QUEUED',
};

let emulator: Emulator;
let app: TestApp;
beforeAll(async () => {
  emulator = await startEmulator({ webhookSecret: SECRET, credentials: { project: PROJECT }, speed: 1000 });
  app = await startApp({ env: { SINCH_AUTH_URL: emulator.url, SINCH_SMS_URL: emulator.url } });
});
afterAll(async () => {
  await app.close();
  await emulator.close();
});

it('each ends in its own right state', { timeout: 60_000 }, async () => {
  // The endings 90 to 96 mean something only for the first recipient.
  const to = Array.from({ length: 1000 }, (_, n) => `+1202555${String(n).padStart(4, '0')}`);
  const response = await postSend(app, { to });
  expect(response.status).toBe(201);
  const { id } = (await response.json()) as Message;
  await emulator.idle();
  const { recipients, final } = await getMessage(app, id);
  expect(recipients.map((one) => one.recipient)).toEqual(to);
  const wrong = recipients.filter((one) => one.status !== (EXPECTED[one.recipient.slice(-2)] ?? 'DELIVERED'));
  expect(wrong).toEqual([]);
  expect(final).toBe(false);

  const page = (await (await fetch(`${app.url}/api/messages`)).json()) as MessagePage;
  const counts: Record<string, number> = {};
  for (const one of recipients) counts[one.status!] = (counts[one.status!] ?? 0) + 1;
  expect(page.items[0]).toMatchObject({ recipientCount: 1000, counts });
});
