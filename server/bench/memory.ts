/** `pnpm bench memory`: what the store in memory takes for a recipient. See README.md. */
import { build } from './build.ts';
import { startChild } from './child.ts';
import type { MemoryQuestion } from './protocol.ts';
import { summary } from './statistics.ts';

const STEPS = 4;

interface Case {
  title: string;
  /** Each step adds as many messages. */
  question: MemoryQuestion;
}

const CASES: Case[] = [false, true].flatMap((callbacks) => {
  const state = callbacks ? 'after three callbacks each' : 'sent';
  return [
    {
      title: `message of 1,000, ${state}`,
      question: { ask: 'grow', messages: 20, recipients: 1000, callbacks },
    },
    {
      title: `message of one, ${state}`,
      question: { ask: 'grow', messages: 10_000, recipients: 1, callbacks },
    },
  ];
});

/** Growth from step to step. The first one is left out: it also warms up the program and fills its pools. */
async function bytesPerRecipient(question: MemoryQuestion): Promise<number[]> {
  const child = startChild<MemoryQuestion>('memory-case');
  const resident: number[] = [];
  // oxlint-disable-next-line no-await-in-loop
  while (resident.length <= STEPS) resident.push(await child.ask(question));
  child.stop();
  const added = question.messages * question.recipients;
  return resident.slice(1).map((bytes, step) => (bytes - resident[step]!) / added);
}

build();
process.stdout.write(`Resident memory per recipient, bytes: median (range) of ${STEPS} steps\n`);
for (const { title, question } of CASES) {
  // oxlint-disable-next-line no-await-in-loop
  const bytes = await bytesPerRecipient(question);
  process.stdout.write(`  ${title.padEnd(46)} ${summary(bytes, 0)}\n`);
}
