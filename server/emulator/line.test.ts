import { describe, expect, test } from 'vitest';
import { createFastClock } from './fast-clock.ts';
import { conversationSdk, emulate, messageTo, PLAN, sinchSdk, textTo } from './test-kit.ts';

const START = Date.parse('2026-03-01T12:00:00Z');

/** Numbers that are no scenario. */
const numbers = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `1555${1_000_000 + (from + index) * 100}`);

async function slowEmulator(messagesPerSecond: number | undefined) {
  const clock = createFastClock(START);
  return { clock, emulator: await emulate({ clock, messagesPerSecond, random: () => 0 }) };
}

type Slow = Awaited<ReturnType<typeof slowEmulator>>;

/** Seconds from the start to the end of each recipient. */
function endsOf({ emulator }: Slow): number[] {
  const states = emulator.batches.flatMap(({ recipients }) => [...recipients.values()]);
  return states.map(({ state }) => ((state?.at ?? 0) - START) / 1000);
}

describe('messages per second', () => {
  test('one after the other leaves, each as long after its turn as ever', async () => {
    const slow = await slowEmulator(2);
    await sinchSdk(slow.emulator).batches.send(textTo(numbers(4)));
    await slow.clock.run();
    // The first two turns come before a message is queued, at 0.3 s; its end is 2.2 s later.
    expect(endsOf(slow)).toEqual([2.5, 2.7, 3.2, 3.7]);
  });

  test('without a limit they leave together', async () => {
    const slow = await slowEmulator(undefined);
    await sinchSdk(slow.emulator).batches.send(textTo(numbers(4)));
    await slow.clock.run();
    expect(endsOf(slow)).toEqual([2.5, 2.5, 2.5, 2.5]);
  });

  test('a big batch delays the one after it, of the same account alone', async () => {
    const slow = await slowEmulator(10);
    await sinchSdk(slow.emulator).batches.send(textTo(numbers(100)));
    await sinchSdk(slow.emulator).batches.send(textTo(numbers(1, 100)));
    await sinchSdk(slow.emulator, PLAN).batches.send(textTo(numbers(1, 101)));
    await slow.clock.run();
    expect(endsOf(slow).slice(-2)).toEqual([12.2, 2.5]);
  });

  test('a batch is accepted and queued at once, however long the line', async () => {
    const slow = await slowEmulator(1);
    await sinchSdk(slow.emulator).batches.send(textTo(numbers(10)));
    const sent = slow.emulator.batches[0];
    await slow.clock.run();
    expect(sent?.createdAt).toBe(START);
    expect(Math.max(...endsOf(slow))).toBe(11.2);
  });

  test('what is cancelled leaves the line, and the others move up', async () => {
    const slow = await slowEmulator(10);
    const { batches } = sinchSdk(slow.emulator);
    const { id = '' } = await batches.send(textTo(numbers(100)));
    await batches.send(textTo(numbers(1, 100)));
    await batches.cancel({ batch_id: id });
    await slow.clock.run();
    expect(endsOf(slow).at(-1)).toBeLessThan(3);
  });

  test('a scheduled batch stands in line from its send_at on', async () => {
    const slow = await slowEmulator(10);
    const { batches } = sinchSdk(slow.emulator);
    await batches.send(textTo(numbers(100), { send_at: new Date(START + 60_000) }));
    await batches.send(textTo(numbers(1, 100)));
    await slow.clock.run();
    expect(endsOf(slow)[0]).toBe(62.5);
    expect(endsOf(slow).at(-1)).toBe(2.5);
  });

  test('what waits until its expire_at expires', async () => {
    const slow = await slowEmulator(1);
    await sinchSdk(slow.emulator).batches.send(textTo(numbers(10), { expire_at: new Date(START + 5_500) }));
    await slow.clock.run();
    const statuses = [...(slow.emulator.batches[0]?.recipients.values() ?? [])].map(
      ({ state }) => state?.status,
    );
    expect(statuses).toEqual([
      ...Array.from({ length: 5 }, () => 'Delivered'),
      ...Array.from({ length: 5 }, () => 'Expired'),
    ]);
  });

  test('holds for the messages of an app too', async () => {
    const slow = await slowEmulator(1);
    const sdk = conversationSdk(slow.emulator);
    for (const number of numbers(3)) await sdk.sendTextMessage(messageTo(number));
    await slow.clock.run();
    const ends = slow.emulator.messages.map(({ state }) => ((state?.at ?? 0) - START) / 1000);
    expect(ends).toEqual([2.5, 3.5, 4.5]);
  });
});
