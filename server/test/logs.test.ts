/** One line per send and per callback; never a number, a body or a secret. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmulator } from '../emulator/emulator.ts';
import type { Emulator } from '../emulator/emulator.ts';
import type { Message } from '../src/contract.ts';
import { PROJECT, SECRET, postCancel, postSend, startApp } from './harness.ts';
import type { TestApp } from './harness.ts';
import { postCallback, recipientReport, signedHeaders } from './sinch-callback.ts';
import { answerJson, at, readJson, startSinch } from './sinch-server.ts';

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

const QUOTED = 'She said "quokkas\nlove" it, and went on and on about it';

/** What Sinch answers to a batch: all of it again, and what it gave it. */
const asBatch = (request: object): object => ({ id: 'B1', canceled: false, ...request });

it.each([
  ['an answer that is cut off', (request: object) => [201, JSON.stringify(asBatch(request)).slice(0, -40)]],
  ['an answer with something behind it', (request: object) => [201, `${JSON.stringify(asBatch(request))}}`]],
  [
    'a refusal of the whole request',
    (request: object) => [400, { code: 'no', text: JSON.stringify(request) }],
  ],
  ['a refusal of a part of the text', () => [400, { code: 'no', text: `Not this: ${QUOTED.slice(0, 30)}` }]],
  ['a fault of its own', (request: object) => [500, { error: { message: JSON.stringify(request) } }]],
] as const)('does not repeat the text that Sinch repeats: in %s', async (_, answer) => {
  const { url } = await startSinch(async (req, res) => {
    const [status, body] = answer((await readJson(req)) as object);
    if (typeof body === 'string') res.writeHead(Number(status)).end(body);
    else answerJson(res, Number(status), body);
  });
  const careful = await startApp({ env: at(url) });
  await postSend(careful, { to: NUMBERS[0]!, message: QUOTED });
  await careful.close();
  const log = careful.logLines.join('');
  expect(log).toContain('"cause":');
  expect(log).not.toMatch(/quokka|love|went on|2025550101/);
});

it('does not repeat the text that Sinch repeats: in an answer to a cancel', async () => {
  let calls = 0;
  const { url } = await startSinch(async (_req, res) => {
    const batch = JSON.stringify(asBatch({ to: NUMBERS, body: QUOTED }));
    res.end((calls += 1) === 1 ? batch : batch.slice(0, -3));
  });
  const careful = await startApp({ env: at(url) });
  const { id } = (await (await postSend(careful, { to: NUMBERS[0]!, message: QUOTED })).json()) as Message;
  expect((await postCancel(careful, id)).status).toBe(503);
  await careful.close();
  expect(careful.logLines.join('')).toMatch(
    /"cause":"the answer with status 200 cannot be read","msg":"cancel"/,
  );
  expect(careful.logLines.join('')).not.toMatch(/quokka|love|went on/);
});
