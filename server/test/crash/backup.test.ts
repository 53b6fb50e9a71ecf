/** A back-up that is taken while callbacks come in, and what is left of them when all else is lost. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator } from '../../emulator/emulator.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import type { Message } from '../../src/contract.ts';
import { temporaryFolder } from '../database.ts';
import { PROJECT, SECRET } from '../harness.ts';
import { runScript } from '../run-script.ts';
import { recipientReport, signedHeaders } from '../sinch-callback.ts';
import { POSTGRES, SQLITE } from './engines.ts';
import type { DurableDatabase } from './engines.ts';
import { callbacksOf, silentNumbers } from './load.ts';
import type { Callback } from './load.ts';
import { createRandom } from './random.ts';
import { createSender } from './sender.ts';
import type { Posted, Sender } from './sender.ts';
import { buildServers, sinchAt } from './servers.ts';
import type { Servers } from './servers.ts';
import { expectConsistent, expectNothingLost } from './truth.ts';
import { readAll, sendUntilAnswered } from './visitor.ts';

const MESSAGES = 40;
const RECIPIENTS = 25;
/** So many more come in again and again, until the back-up is made. */
const WAVE = 200;
const BEFORE = 400;

let servers: Servers;
let emulator: Emulator;
let senders: Sender[];
let databases: DurableDatabase[];
const folder = temporaryFolder();
beforeAll(() => {
  servers = buildServers();
});
afterEach(async () => {
  for (const sender of senders) sender.close();
  await servers.killAll();
  await emulator.close();
  for (const database of databases) database.remove();
});
afterAll(() => {
  servers.remove();
  folder.remove();
});

/** As an operator runs it. */
async function command(script: 'backup' | 'restore', url: string, file: string): Promise<void> {
  const running = runScript([`server/scripts/${script}.ts`, file], {
    DATABASE_URL: url,
    SINCH_SERVICE_PLAN_ID: 'plan',
    SINCH_API_TOKEN: 'token',
    SINCH_WEBHOOK_SECRET: SECRET,
  });
  expect([await running.ended, running.output()]).toEqual([0, expect.stringContaining('messages')]);
}

const keptIn = (messages: readonly Message[]): Set<string> =>
  new Set(
    messages.flatMap(({ id, recipients }) =>
      recipients.flatMap(({ recipient, history }) =>
        history.map(({ status, at }) => `${id} ${recipient} ${status} ${at && Date.parse(at)}`),
      ),
    ),
  );

/** Of messages that nobody knows: as much to keep, and nothing to check. */
function strangers(count: number): Callback[] {
  return Array.from({ length: count }, () => {
    const at = Date.now();
    const fields = { batch_id: randomUUID(), status: 'Delivered', code: 0, at: new Date(at).toISOString() };
    const body = Buffer.from(recipientReport(fields));
    const statement = { status: 'DELIVERED', code: 0, reason: null, at };
    return { body, headers: signedHeaders(body), reference: '', recipient: '', statement };
  });
}

const saidBy = ({ callback: { reference, recipient, statement } }: Posted): string =>
  `${reference} ${recipient} ${statement.status} ${statement.at}`;

describe.each([SQLITE, POSTGRES])('$name', (engine) => {
  it('loses nothing that was acknowledged before the back-up began, and goes on from there', async () => {
    const random = createRandom(1);
    emulator = await startEmulator({ webhookSecret: SECRET, credentials: { project: PROJECT }, speed: 1000 });
    databases = [await engine.create(), await engine.create()];
    const [used, empty] = databases;
    const server = await servers.create({ DATABASE_URL: used!.url, ...sinchAt(emulator.url) });
    await server.start();
    const sender = createSender(server.url);
    senders = [sender];
    const numbers = silentNumbers(RECIPIENTS);
    for (let count = 0; count < MESSAGES; count += 1) {
      await sendUntilAnswered(server.url, numbers, `key-${count}`);
    }
    const callbacks = random.shuffled(emulator.batches.flatMap((batch) => callbacksOf(batch, random)));

    sender.add(callbacks.splice(0, BEFORE));
    await sender.reaches(BEFORE);
    sender.add(callbacks.splice(0, WAVE));
    const acknowledgedBefore = sender.posted.filter(({ acknowledged }) => acknowledged);
    const file = join(folder.path, `${engine.name}.db`);
    const load = { isOn: true };
    const made = command('backup', used!.url, file).finally(() => (load.isOn = false));
    while (load.isOn) {
      sender.add(callbacks.length > 0 ? callbacks.splice(0, WAVE) : strangers(WAVE));
      await sender.reaches(sender.posted.length - WAVE / 2);
    }
    await made;
    expect(sender.acknowledged()).toBeGreaterThan(acknowledgedBefore.length + WAVE);
    await server.kill();
    sender.close();

    await command('restore', empty!.url, file);
    const restored = await servers.create({ DATABASE_URL: empty!.url, ...sinchAt(emulator.url) });
    await restored.start();
    const messages = await readAll(restored.url);
    const kept = keptIn(messages);
    expect(messages).toHaveLength(MESSAGES);
    expect(acknowledgedBefore.map(saidBy).filter((said) => !kept.has(said))).toEqual([]);
    expectConsistent(messages);

    // Whatever else there is to say of these messages is still understood, and new ones are sent.
    const again = createSender(restored.url);
    senders.push(again);
    await sendUntilAnswered(restored.url, numbers, 'key-after');
    const late = emulator.batches.slice(MESSAGES).flatMap((batch) => callbacksOf(batch, random));
    const earlier = sender.posted.filter(({ callback }) => callback.reference !== '');
    again.add([...earlier.map(({ callback }) => callback), ...callbacks, ...late]);
    await again.reaches(again.posted.length);
    const all = await readAll(restored.url);
    expect(all).toHaveLength(MESSAGES + 1);
    const attempts = new Map(earlier.map((one) => [saidBy(one), one.attempts]));
    const posted = again.posted.map((one) => ({
      ...one,
      attempts: one.attempts + (attempts.get(saidBy(one)) ?? 0),
    }));
    expectNothingLost(all, posted);
  }, 300_000);
});
