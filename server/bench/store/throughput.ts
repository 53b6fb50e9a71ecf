/** Acknowledged callbacks per second, against one transaction for each. */
import { startChild } from '../child.ts';
import type { Child } from '../child.ts';
import { summary } from '../statistics.ts';
import type { Databases, EngineName } from './databases.ts';
import type { ContenderQuestion } from './protocol.ts';

const ROUND_SECONDS = 0.35;
/** One alone waits for the disk each time, whose mood changes: that takes more rounds. */
const CASES = [
  { inFlight: 1, rounds: 21 },
  { inFlight: 32, rounds: 15 },
  { inFlight: 256, rounds: 15 },
] as const;
type Case = (typeof CASES)[number];
/** Tells how many callbacks make a round. */
const FIRST_LOOK = 300;
const WARM_UP = 3000;
const WARM_UP_IN_FLIGHT = 32;
const KINDS = ['ours', 'plain'] as const;

interface Contender {
  child: Child<ContenderQuestion>;
  database: string;
  recorded: number;
}

/** Callbacks per second. */
async function measure(contender: Contender, callbacks: number, inFlight: number): Promise<number> {
  const { child } = contender;
  const prepared = await child.ask({ ask: 'prepare', callbacks });
  const milliseconds = await child.ask({ ask: 'record', inFlight });
  contender.recorded += prepared;
  return (prepared / milliseconds) * 1000;
}

async function finish({ child, recorded, database }: Contender): Promise<void> {
  const found = await child.ask({ ask: 'recorded' });
  if (found !== recorded) throw new Error(`${database}: ${found} of ${recorded} callbacks were kept`);
  await child.ask({ ask: 'close' });
  child.stop();
}

async function compare(contenders: readonly Contender[], { inFlight, rounds }: Case): Promise<string> {
  const speeds: number[] = [];
  for (const contender of contenders) {
    speeds.push(await measure(contender, inFlight === 1 ? FIRST_LOOK : WARM_UP, inFlight));
  }
  const rates = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const index = (round + turn) % contenders.length;
      const callbacks = Math.ceil(speeds[index]! * ROUND_SECONDS);
      rates[index]!.push(await measure(contenders[index]!, callbacks, inFlight));
    }
  }
  const [ours = [], plain = []] = rates;
  const ratios = ours.map((rate, round) => rate / plain[round]!);
  const cells = [summary(ours, 0).padEnd(22), summary(plain, 0).padEnd(22), summary(ratios, 2)];
  return `  ${String(inFlight).padStart(3)} in flight  ${cells.join(' ')}`;
}

export async function throughput(databases: Databases, engine: EngineName): Promise<string[]> {
  const contenders: Contender[] = [];
  for (const kind of KINDS) {
    const database = await databases.create(engine, kind);
    contenders.push({ child: startChild('store/contender', [kind, database]), database, recorded: 0 });
  }
  for (const contender of contenders) {
    for (let time = 0; time < 2; time += 1) await measure(contender, WARM_UP, WARM_UP_IN_FLIGHT);
  }
  const lines = [
    '',
    `${`${engine}, per s`.padEnd(16)} ${'ours'.padEnd(22)} ${'one by one'.padEnd(22)} ratio`,
  ];
  for (const one of CASES) lines.push(await compare(contenders, one));
  for (const contender of contenders) await finish(contender);
  for (const kind of KINDS) await databases.drop(engine, kind);
  return lines;
}
