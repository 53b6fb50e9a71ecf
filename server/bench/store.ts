/** `pnpm bench store`: what is kept before it is acknowledged, on SQLite and PostgreSQL. See README.md. */
import { cpus } from 'node:os';
import { build } from './build.ts';
import { checkFill } from './store/check-fill.ts';
import { ENGINES, openDatabases } from './store/databases.ts';
import { scale } from './store/scale.ts';
import { throughput } from './store/throughput.ts';

const print = (lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);

build();
const databases = await openDatabases();
try {
  print([`${cpus()[0]?.model.trim()}, Node ${process.version}`, ...(await databases.describe())]);
  for (const engine of ENGINES) {
    await checkFill(databases, engine);
    print(await throughput(databases, engine));
    print(await scale(databases, engine));
  }
} finally {
  await databases.remove();
}
