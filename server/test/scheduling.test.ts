/** Messages that wait at Sinch: through the real SDK to the emulator, and back by callbacks, on one clock. */
import request from 'supertest';
import { afterEach, describe, expect, it } from 'vitest';
import { startEmulator } from '../emulator/emulator.ts';
import type { Emulator } from '../emulator/emulator.ts';
import { createFastClock } from '../emulator/fast-clock.ts';
import { handClock } from '../emulator/test-kit.ts';
import type { Message } from '../src/contract.ts';
import { PROJECT, SECRET, getMessage, postSend, startApp } from './harness.ts';
import type { TestApp } from './harness.ts';

const NOW = Date.UTC(2026, 10, 23, 8);
const HOUR = 3600 * 1000;
const MINUTE = 60 * 1000;
const iso = (instant: number): string => new Date(instant).toISOString();

let emulator: Emulator;
let app: TestApp;
afterEach(async () => {
  await app.close();
  await emulator.close();
});

async function start(clock: ReturnType<typeof handClock | typeof createFastClock>): Promise<void> {
  const credentials = { project: PROJECT };
  emulator = await startEmulator({ webhookSecret: SECRET, credentials, clock, random: () => 0 });
  app = await startApp({
    env: { SINCH_AUTH_URL: emulator.url, SINCH_SMS_URL: emulator.url },
    now: clock.now,
  });
}

async function send(times: { sendAt?: string; expireAt?: string }): Promise<Message> {
  const response = await postSend(app, { to: '+12025550101', ...times });
  expect(response.status).toBe(201);
  return (await response.json()) as Message;
}

const postCancel = (id: string) => request(app.server).post(`/api/messages/${id}/cancel`).send({});

const wordsOf = ({ recipients: [first] }: Message): string[] =>
  first!.history.map(({ source, status }) => `${source} ${status}`);

describe('a message for later', () => {
  it('waits at Sinch, and is sent at its time', async () => {
    const clock = createFastClock(NOW);
    await start(clock);
    const { id, ...sent } = await send({ sendAt: iso(NOW + HOUR), expireAt: iso(NOW + 2 * HOUR) });
    expect(sent).toMatchObject({
      sentAt: iso(NOW),
      sendAt: iso(NOW + HOUR),
      expireAt: iso(NOW + 2 * HOUR),
      recipients: [{ status: 'QUEUED', history: [{ source: 'send' }] }],
    });
    await clock.run();
    const message = await getMessage(app, id);
    expect(wordsOf(message)).toEqual([
      'send QUEUED',
      'callback QUEUED',
      'callback DISPATCHED',
      'callback DELIVERED',
    ]);
    const [, ...reported] = message.recipients[0]!.history;
    expect(reported.every(({ at }) => Date.parse(at!) > NOW + HOUR)).toBe(true);
  });

  it('expires a minute short of three days after that unless it says otherwise', async () => {
    const clock = createFastClock(NOW);
    await start(clock);
    expect((await send({ sendAt: iso(NOW + HOUR) })).expireAt).toBe(iso(NOW + 73 * HOUR - MINUTE));
    expect((await send({})).expireAt).toBe(iso(NOW + 72 * HOUR - MINUTE));
  });

  it('may expire as late as Sinch takes it, whoever’s clock is ahead', async () => {
    const clock = createFastClock(NOW);
    await start(clock);
    const latest = await send({ expireAt: iso(NOW + 72 * HOUR + 59_000) });
    expect(latest.expireAt).toBe(iso(NOW + 72 * HOUR));
    const later = await send({ sendAt: iso(NOW - 59_000), expireAt: iso(NOW + 72 * HOUR) });
    expect([later.sendAt, later.expireAt]).toEqual([null, iso(NOW + 72 * HOUR)]);
    const soon = await send({ sendAt: iso(NOW + HOUR), expireAt: iso(NOW + HOUR + 1000) });
    expect(soon.expireAt).toBe(iso(NOW + HOUR + 1000));
  });
});

describe('a cancel', () => {
  it('stops a message that waits', async () => {
    const clock = createFastClock(NOW);
    await start(clock);
    const { id } = await send({ sendAt: iso(NOW + HOUR) });
    const { body } = await postCancel(id).expect(200);
    expect(body).toMatchObject({ canceledAt: iso(NOW), final: false, recipients: [{ status: 'QUEUED' }] });
    expect(emulator.batches[0]?.canceled).toBe(true);
    await clock.run();
    const message = await getMessage(app, id);
    expect(message).toMatchObject({ canceledAt: iso(NOW), final: true });
    expect(message.recipients).toMatchObject([{ status: 'CANCELLED', code: 407, conflict: false }]);
    await postCancel(id).expect(200);
  });

  it('does not call back what the carrier has', async () => {
    const clock = handClock(NOW);
    await start(clock);
    const { id } = await send({});
    for (const status of ['QUEUED', 'DISPATCHED']) {
      clock.next();
      while (!wordsOf(await getMessage(app, id)).includes(`callback ${status}`));
    }
    const { body } = await postCancel(id).expect(409);
    expect(body.code).toBe('already_dispatched');
    while (clock.next());
    await emulator.idle();
    expect(await getMessage(app, id)).toMatchObject({
      canceledAt: null,
      final: true,
      recipients: [{ status: 'DELIVERED', conflict: false }],
    });
  });

  it('comes too late for a message that is final', async () => {
    const clock = createFastClock(NOW);
    await start(clock);
    const { id } = await send({});
    await clock.run();
    const { body } = await postCancel(id).expect(409);
    expect(body.code).toBe('already_final');
    expect(emulator.batches[0]?.canceled).toBe(false);
  });
});
