import { describe, expect, test } from 'vitest';
import type { ChaosOptions } from './chaos.ts';
import type { Emulator } from './emulator.ts';
import type { SentReport } from './ledger.ts';
import type { EmulatorOptions } from './options.ts';
import type { Receiver } from './test-kit.ts';
import { seededDice } from './dice.ts';
import { createFastClock } from './fast-clock.ts';
import { conversationSdk, emulate, messageTo, receive, sinchSdk, textTo } from './test-kit.ts';

const START = Date.parse('2026-03-01T12:00:00Z');
const CALM = { duplicate: 0, reorder: 0, delay: 0, drop: 0, tamper: 0, burst: 0 };
const NUMBERS = Array.from({ length: 12 }, (_, index) => `155512${30_001 + index * 100}`);

/** A receiver as it should be: it refuses for ever what is not genuinely signed. */
const honest = (): Promise<Receiver> => receive((_nth, { genuine }) => (genuine ? 200 : 401));

interface Run {
  readonly emulator: Emulator;
  readonly receiver: Receiver;
}

async function run(
  chaos: ChaosOptions,
  numbers: readonly string[] = NUMBERS,
  options: Partial<EmulatorOptions> = {},
): Promise<Run> {
  const receiver = options.unsigned ? await receive() : await honest();
  const clock = createFastClock(START);
  const emulator = await emulate({ clock, chaos, ...options });
  for (const number of numbers) {
    const mode = { delivery_report: 'per_recipient', callback_url: receiver.url };
    await sinchSdk(emulator).batches.send(textTo([number], mode));
    await conversationSdk(emulator).sendTextMessage(messageTo(number, { callback_url: receiver.url }));
  }
  await clock.run();
  return { emulator, receiver };
}

/** All that happened but for ids, which no seed decides. */
const historyOf = ({ emulator }: Run): string[] =>
  emulator.attempts
    .map(({ callback: { recipient, status }, attempt, sentAt, mishap, nextRetryAt }) =>
      [sentAt - START, recipient, status, attempt, mishap, nextRetryAt].join(' '),
    )
    .toSorted();

describe('a seed', () => {
  test('makes the same disorder again', async () => {
    const first = historyOf(await run({ seed: 'one' }));
    expect(first.length).toBeGreaterThan(NUMBERS.length * 5);
    expect(historyOf(await run({ seed: 'one' }))).toEqual(first);
    expect(historyOf(await run({ seed: 'another' }))).not.toEqual(first);
  });

  test('makes it whatever the order of the sends', async () => {
    const first = historyOf(await run({ seed: 'one' }));
    expect(historyOf(await run({ seed: 'one' }, NUMBERS.toReversed()))).toEqual(first);
  });

  test('gives each key a number of its own, from 0 to 1', () => {
    const dice = seededDice('seed');
    const numbers = Array.from({ length: 1000 }, (_, key) => dice(`key ${key}`));
    expect(new Set(numbers).size).toBe(1000);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    const mean = numbers.reduce((sum, number) => sum + number, 0) / 1000;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
    expect(dice('key 7')).toBe(numbers[7]);
  });
});

describe('each kind of disorder, alone and always', () => {
  const statuses = ({ received }: Receiver): unknown[] =>
    received.map(({ report }) => report.status ?? report.message_delivery_report?.status);

  test('none: nothing happens', async () => {
    const { emulator } = await run({ seed: 'x', ...CALM });
    expect(emulator.attempts).toHaveLength(NUMBERS.length * 5);
    expect(emulator.attempts.every(({ attempt, mishap }) => attempt === 1 && mishap === null)).toBe(true);
  });

  test('duplicate: everything twice, some with the same signature, some with another', async () => {
    const { receiver } = await run({ seed: 'x', ...CALM, duplicate: 1 });
    const bodies = new Map<string, Set<unknown>>();
    for (const { body, headers } of receiver.received) {
      const nonces = bodies.get(body) ?? new Set();
      bodies.set(body, nonces.add(headers['x-sinch-webhook-signature-nonce']));
    }
    expect(receiver.received).toHaveLength(NUMBERS.length * 10);
    expect(new Set([...bodies.values()].map(({ size }) => size))).toEqual(new Set([1, 2]));
  });

  test('reorder: the final one comes first', async () => {
    const { receiver } = await run({ seed: 'x', ...CALM, reorder: 1 }, NUMBERS.slice(0, 1));
    const all = statuses(receiver);
    const ofBatch = ['Delivered', 'Queued', 'Dispatched'];
    expect(all.filter((status) => ofBatch.includes(String(status)))).toEqual(ofBatch);
    expect(all.filter((status) => !ofBatch.includes(String(status)))).toEqual([
      'DELIVERED',
      'QUEUED_ON_CHANNEL',
    ]);
  });

  test('reorder: what has been held comes once', async () => {
    const { emulator } = await run({ seed: 'x', ...CALM, reorder: 0.5 });
    expect(emulator.attempts).toHaveLength(NUMBERS.length * 5);
  });

  test('delay: late, but by half a minute at most', async () => {
    const late = async (delay: number): Promise<number[]> => {
      const { emulator } = await run({ seed: 'x', ...CALM, delay });
      return emulator.attempts.map(({ sentAt }) => sentAt - START).toSorted((one, other) => one - other);
    };
    const [calm, delayed] = [await late(0), await late(1)];
    expect(calm.at(-1)).toBeLessThan(3_100);
    expect(delayed.at(-1)).toBeGreaterThan(10_000);
    expect(delayed.at(-1)).toBeLessThan(34_000);
  });

  test('drop: five attempts are lost, both ways, and the sixth arrives', async () => {
    const { emulator, receiver } = await run({ seed: 'x', ...CALM, drop: 1 });
    const lost = emulator.attempts.filter(({ outcome }) => outcome.kind === 'lost');
    expect(lost).toHaveLength(NUMBERS.length * 5 * 5);
    expect(new Set(lost.map(({ mishap }) => mishap))).toEqual(new Set(['cut', 'deaf']));
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(NUMBERS.length * 5);
    const arrived = emulator.attempts.filter(({ attempt }) => attempt === 6);
    expect(arrived.map(({ outcome }) => outcome.kind === 'answered' && outcome.status)).toEqual(
      Array.from({ length: NUMBERS.length * 5 }, () => 200),
    );
  });

  test('tamper: one byte is another, which is refused, and the right one is retried', async () => {
    const { emulator, receiver } = await run({ seed: 'x', ...CALM, tamper: 1 });
    const tampered = emulator.attempts.filter(({ mishap }) => mishap === 'tampered');
    expect(tampered).toHaveLength(NUMBERS.length * 5 * 5);
    expect(tampered.every(({ outcome }) => outcome.kind === 'answered' && outcome.status === 401)).toBe(true);
    expect(receiver.received.filter(({ genuine }) => genuine)).toHaveLength(NUMBERS.length * 5);
    expect(emulator.sentReports.every(({ answers }) => answers.join() === '200')).toBe(true);
  });

  test('tamper: spares unsigned callbacks, which nobody could tell from genuine ones', async () => {
    const { emulator } = await run({ seed: 'x', ...CALM, tamper: 1 }, NUMBERS, { unsigned: true });
    expect(emulator.attempts.every(({ mishap }) => mishap === null)).toBe(true);
  });

  test('burst: all leave at full ten seconds', async () => {
    const { emulator } = await run({ seed: 'x', ...CALM, burst: 1 });
    expect(new Set(emulator.attempts.map(({ sentAt }) => (sentAt - START) / 1000))).toEqual(new Set([10]));
  });

  test('burst: in the time of the emulator, which the speed makes shorter', async () => {
    const { emulator } = await run({ seed: 'x', ...CALM, burst: 1 }, NUMBERS, { speed: 10 });
    expect(new Set(emulator.attempts.map(({ sentAt }) => (sentAt - START) % 1000))).toEqual(new Set([0]));
  });
});

const textOf = ({ recipient, status, code, at }: Omit<SentReport, 'signed'>): string =>
  [recipient, status, code, at].join(' ');

/** What a receiver knows once all is over, read from the genuine bodies alone. */
const knownBy = ({ received }: Receiver): Set<string> =>
  new Set(
    received
      .filter(({ genuine }) => genuine)
      .map(({ body }) => {
        const value = JSON.parse(body) as Record<string, never>;
        const report: Record<string, never> = value['message_delivery_report'] ?? value;
        const identity = report['channel_identity'] as { identity: string } | undefined;
        const at = value['at'] ?? value['event_time'];
        return [identity?.identity ?? report['recipient'], report['status'], report['code'], at].join(' ');
      }),
  );

test.each(Array.from({ length: 20 }, (_, seed) => `seed ${seed}`))(
  '%s: what was sent is what an honest receiver knows in the end, and it is everything',
  async (seed) => {
    const { emulator, receiver } = await run({ seed }, NUMBERS.slice(0, 4));
    expect(new Set(emulator.sentReports.map(textOf))).toEqual(knownBy(receiver));
    expect(emulator.sentReports).toHaveLength(4 * 5);
    expect(emulator.sentReports.every(({ answers }) => answers.includes(200))).toBe(true);
  },
);

test('sentReports say each statement once, and what came back each time', async () => {
  const receiver = await receive((nth) => (nth === 1 ? 503 : 200));
  const emulator = await emulate();
  const mode = { delivery_report: 'full', callback_url: receiver.url, client_reference: 'ref-1' };
  const { id = '' } = await sinchSdk(emulator).batches.send(textTo(['15551230001', '15551230003'], mode));
  await emulator.idle();
  const common = {
    messageId: id,
    reference: 'ref-1',
    signed: 'right',
    answers: [503, 200],
    at: null,
    reason: null,
  };
  expect(emulator.sentReports).toEqual([
    { ...common, recipient: '15551230001', status: 'Delivered', code: 0 },
    { ...common, recipient: '15551230003', status: 'Expired', code: 406 },
  ]);
});
