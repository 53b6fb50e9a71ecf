/** What a callback, a poll and a page cost with few messages stored, and with many. */
import { startChild } from '../child.ts';
import { summary } from '../statistics.ts';
import type { Databases, EngineName } from './databases.ts';
import { OPERATIONS } from './protocol.ts';
import type { Operation, ScaleQuestion } from './protocol.ts';

const SIZES = [1000, 1_000_000] as const;
const ROUNDS = 15;
/** Divisible by the three callbacks of a message. */
const CALLBACKS = 600;
const POLLS = 300;
/** On SQLite each takes some ten microseconds, and a round has to outlast the hiccups of the machine. */
const UNCHANGED_POLLS = 1000;
const PAGES = 60;

const countOf = (operation: Operation): number => {
  if (operation.endsWith('page')) return PAGES;
  if (operation.startsWith('poll, unchanged')) return UNCHANGED_POLLS;
  return operation.startsWith('poll') ? POLLS : CALLBACKS;
};

export async function scale(databases: Databases, engine: EngineName): Promise<string[]> {
  const children = [];
  for (const size of SIZES) {
    const child = startChild<ScaleQuestion>('store/scale-child', [
      await databases.create(engine, `with_${size}`),
    ]);
    await child.ask({ ask: 'fill', messages: size });
    children.push(child);
  }
  const costs = new Map(OPERATIONS.map((operation) => [operation, SIZES.map((): number[] => [])]));
  // One kind of work after the other: what it leaves to be written is not added to the cost of the next.
  for (const [operation, ofSizes] of costs) {
    for (let round = -1; round < ROUNDS; round += 1) {
      for (let turn = 0; turn < SIZES.length; turn += 1) {
        const index = Math.abs(round + turn) % SIZES.length;
        const cost = await children[index]!.ask({ ask: 'measure', operation, count: countOf(operation) });
        // The first round warms up.
        if (round >= 0) ofSizes[index]!.push(cost);
      }
    }
  }
  for (const [index, child] of children.entries()) {
    await child.ask({ ask: 'close' });
    child.stop();
    await databases.drop(engine, `with_${SIZES[index]}`);
  }
  const lines = [...costs].map(([operation, [few = [], many = []]]) => {
    const ratios = many.map((cost, round) => cost / few[round]!);
    return `  ${operation.padEnd(30)} ${summary(few, 0).padEnd(18)} ${summary(many, 0).padEnd(18)} ${summary(ratios, 2)}`;
  });
  return [
    '',
    `${`${engine}, µs`.padEnd(32)} ${'1,000 messages'.padEnd(18)} ${'1,000,000'.padEnd(18)} ratio`,
    ...lines,
  ];
}
