/** `pnpm bench store-memory`: the memory of the program over PostgreSQL while a million callbacks come. See README.md. */
import { cpus } from 'node:os';
import { build } from './build.ts';
import { startChild } from './child.ts';
import type { LoadQuestion } from './protocol.ts';
import { openDatabases } from './store/databases.ts';
import type { ProgramQuestion } from './store/protocol.ts';
import { CALLBACKS_PER_MESSAGE } from './traffic.ts';

const STEPS = 10;
const LOADS = 4;
const TURNS = 6;
const MESSAGES_A_TURN = 14;
const MESSAGES_A_STEP = LOADS * TURNS * MESSAGES_A_TURN;
const CALLBACKS = STEPS * MESSAGES_A_STEP * CALLBACKS_PER_MESSAGE;

const print = (cells: readonly (string | number)[]): void =>
  void process.stdout.write(`${cells.map((cell) => String(cell).padStart(12)).join('')}\n`);

build();
const databases = await openDatabases();
try {
  const program = startChild<ProgramQuestion>('store/program', [await databases.create('PostgreSQL', 'sms')]);
  const loads = Array.from({ length: LOADS }, () => startChild<LoadQuestion>('load'));
  const port = await program.ask({ ask: 'port' });
  let sent = 0;

  const post = async (): Promise<void> => {
    const turn = loads.map((load, index) => ({ load, firstMessage: sent + index * MESSAGES_A_TURN }));
    await program.ask({ ask: 'insert', firstMessage: sent, messages: LOADS * MESSAGES_A_TURN });
    sent += LOADS * MESSAGES_A_TURN;
    await Promise.all(
      turn.map(({ load, firstMessage }) =>
        load.ask({ ask: 'prepare', port, firstMessage, messages: MESSAGES_A_TURN }),
      ),
    );
    await Promise.all(turn.map(({ load }) => load.ask({ ask: 'post' })));
  };

  process.stdout.write(`${cpus()[0]?.model.trim()}, Node ${process.version}\n`);
  process.stdout.write(`${(await databases.describe()).join('\n')}\n\nMiB after a garbage collection\n`);
  print(['callbacks', 'heapUsed', 'external', 'rss', 'seconds']);
  const start = performance.now();
  for (let step = 1; step <= STEPS; step += 1) {
    for (let turn = 0; turn < TURNS; turn += 1) await post();
    const cells = [];
    for (const of of ['heapUsed', 'external', 'rss'] as const) {
      cells.push(((await program.ask({ ask: 'memory', of })) / 2 ** 20).toFixed(1));
    }
    print([sent * CALLBACKS_PER_MESSAGE, ...cells, ((performance.now() - start) / 1000).toFixed(0)]);
  }
  const accepted = await program.ask({ ask: 'accepted' });
  if (accepted !== CALLBACKS) throw new Error(`${accepted} of ${CALLBACKS} callbacks took effect`);
  program.stop();
  for (const load of loads) load.stop();
} finally {
  await databases.remove();
}
