/** `pnpm bench`: CPU of the server per accepted signed callback, against two servers that do less. See README.md. */
import { cpus } from 'node:os';
import { build } from './build.ts';
import { startChild } from './child.ts';
import type { Child } from './child.ts';
import type { LoadQuestion, ServerQuestion } from './protocol.ts';
import { summary } from './statistics.ts';
import { CALLBACKS_PER_MESSAGE } from './traffic.ts';

const ROUNDS = 7;
const MESSAGES_PER_ROUND = 15;
const WARM_UP_MESSAGES = 40;

const NAMES = ['ours', 'ours, silent', 'stock', 'bare'] as const;
type Name = (typeof NAMES)[number];

interface Contender {
  name: Name;
  server: Child<ServerQuestion>;
  port: number;
  sentMessages: number;
  /** Microseconds of CPU per callback, one a round. */
  costs: number[];
}

async function startContender(name: Name): Promise<Contender> {
  const server = startChild<ServerQuestion>('server', [name]);
  return { name, server, port: await server.ask({ ask: 'port' }), sentMessages: 0, costs: [] };
}

async function measure(load: Child<LoadQuestion>, contender: Contender, messages: number): Promise<number> {
  const { server, port, sentMessages: firstMessage } = contender;
  await server.ask({ ask: 'insert', firstMessage, messages });
  await load.ask({ ask: 'prepare', port, firstMessage, messages });
  await server.ask({ ask: 'startMeter' });
  const callbacks = await load.ask({ ask: 'post' });
  const microseconds = await server.ask({ ask: 'readMeter' });
  contender.sentMessages += messages;
  return microseconds / callbacks;
}

/** A server that answers 200 and does nothing would win, so each has to show its work. */
async function checkWork({ name, server, sentMessages }: Contender): Promise<void> {
  const accepted = await server.ask({ ask: 'accepted' });
  const sent = sentMessages * CALLBACKS_PER_MESSAGE;
  if (accepted !== sent) throw new Error(`${name}: ${accepted} of ${sent} callbacks took effect`);
}

function report(costsOf: (name: Name) => number[]): void {
  const ratio = (other: Name): string =>
    summary(
      costsOf('ours').map((cost, round) => cost / costsOf(other)[round]!),
      2,
    );
  const lines = [
    `${cpus()[0]?.model.trim()}, Node ${process.version}; ${ROUNDS} rounds of ${MESSAGES_PER_ROUND * CALLBACKS_PER_MESSAGE} callbacks each`,
    '',
    'CPU per accepted callback, µs: median (range)',
    ...NAMES.map((name) => `  ${name.padEnd(14)} ${summary(costsOf(name), 0)}`),
    '',
    'Ratio within a round: median (range)',
    `  ours / stock   ${ratio('stock')}`,
    `  ours / bare    ${ratio('bare')}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

build();
const contenders = await Promise.all(NAMES.map(startContender));
const load = startChild<LoadQuestion>('load');

// One at a time, or they would take the CPU from each other.
/* oxlint-disable no-await-in-loop */
for (const contender of contenders) await measure(load, contender, WARM_UP_MESSAGES);
for (let round = 0; round < ROUNDS; round += 1) {
  // Another one goes first in every round, so that a busy moment of the machine does not always hit the same one.
  for (let turn = 0; turn < contenders.length; turn += 1) {
    const contender = contenders[(round + turn) % contenders.length]!;
    contender.costs.push(await measure(load, contender, MESSAGES_PER_ROUND));
  }
}
for (const contender of contenders) await checkWork(contender);
/* oxlint-enable no-await-in-loop */

load.stop();
for (const { server } of contenders) server.stop();
report((wanted) => contenders.find(({ name }) => name === wanted)!.costs);
