/** `pnpm bench page`: what the page asks for, over HTTP, with 100,000 messages stored. See README.md. */
import { cpus, loadavg } from 'node:os';
import { z } from 'zod';
import { fill } from '../scripts/seed/fill.ts';
import { openTables } from '../scripts/seed/tables.ts';
import { build } from './build.ts';
import { startChild } from './child.ts';
import { median } from './statistics.ts';
import { ENGINES, openDatabases } from './store/databases.ts';
import type { EngineName } from './store/databases.ts';
import { engineOf } from './store/engines.ts';
import type { ProgramQuestion } from './store/protocol.ts';

const [, , , given = '100000'] = process.argv;
const MESSAGES = Number(given);
const DAYS = 30;
const ROUNDS = 200;
const WARM_UP = 20;
const MOST_MS = 200;
const DAY_MS = 24 * 3600 * 1000;

const itemSchema = z.object({
  id: z.string(),
  messageId: z.string().nullable(),
  recipientCount: z.number(),
  version: z.number(),
  recipients: z.array(z.object({ recipient: z.string() })),
});
const pageSchema = z.object({ items: z.array(itemSchema), next: z.string().nullable() });

interface Case {
  name: string;
  path: string;
  /** Whether it must stay below `MOST_MS`. */
  isHeld: boolean;
}

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? 0;

async function timed(url: string): Promise<{ ms: number; status: number; bytes: number }> {
  const began = performance.now();
  const response = await fetch(url);
  const { byteLength: bytes } = await response.arrayBuffer();
  return { ms: performance.now() - began, status: response.status, bytes };
}

async function measure(
  origin: string,
  { name, path, isHeld }: Case,
): Promise<{ line: string; isSlow: boolean }> {
  const times: number[] = [];
  let bytes = 0;
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    // oxlint-disable-next-line no-await-in-loop
    const answer = await timed(`${origin}${path}`);
    if (answer.status === 404 && path.startsWith('/api/overview'))
      return { line: `| ${name} | – | – | – |`, isSlow: false };
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    ({ bytes } = answer);
    if (round >= 0) times.push(answer.ms);
  }
  const p99 = percentile(times, 0.99);
  const line = `| ${name} | ${median(times).toFixed(1)} | ${p99.toFixed(1)} | ${bytes} |`;
  return { line, isSlow: isHeld && p99 >= MOST_MS };
}

const readPage = async (origin: string, query: string) =>
  pageSchema.parse(await (await fetch(`${origin}/api/messages?limit=100${query}`)).json());

const held = (name: string, query: string): Case => ({ name, path: `/api/messages?${query}`, isHeld: true });

/** The message with the most recipients, which is the oldest one. */
async function casesOf(origin: string, end: number): Promise<Case[]> {
  const iso = (days: number): string => new Date(end - days * DAY_MS).toISOString();
  const first = await readPage(origin, '');
  const middle = (await readPage(origin, `&before=${iso(DAYS / 2)}`)).items[0]!;
  const oldest = (await readPage(origin, `&before=${iso(DAYS - 0.01)}`)).items.at(-1)!;
  const batch = oldest.recipientCount === 1000 ? oldest : middle;
  const since = (name: string, version: number): Case => ({
    name,
    path: `/api/messages/${batch.id}?since=${version}`,
    isHeld: false,
  });
  const { recipient } = first.items[0]!.recipients[0]!;
  const number = encodeURIComponent(recipient);
  return [
    held('first page', 'limit=20'),
    held('page in the middle', `limit=20&after=${middle.id}`),
    held('delivered', 'status=DELIVERED'),
    held('failed', 'status=FAILED'),
    held('status that nobody shows', 'status=SWITCHING_CHANNEL'),
    held('open', 'progress=open'),
    held('refused', 'state=refused'),
    held('unclear', 'state=unclear'),
    held('one week', `from=${iso(14)}&before=${iso(7)}`),
    held('delivered and open', 'status=DELIVERED&progress=open&limit=100'),
    held('read and expired state, none', 'status=READ&state=refused&limit=100'),
    held('failed and open in the middle', `status=FAILED&progress=open&before=${iso(DAYS / 2)}&limit=100`),
    held('to a number', `find=${number}`),
    held('to a number, rare', `find=${number}&status=EXPIRED`),
    held('to a number that nobody has', 'find=%2B4915112345678'),
    held('by our id', `find=${middle.id}`),
    held('by Sinch’s id', `find=${middle.messageId ?? middle.id}`),
    { name: 'overview, 30 days', path: `/api/overview?from=${iso(30)}&before=${iso(0)}`, isHeld: true },
    { name: '1,000 recipients, whole', path: `/api/messages/${batch.id}`, isHeld: false },
    since('1,000 recipients, 0 changed', batch.version),
    since('1,000 recipients, 1 changed', batch.version - 1),
    since('1,000 recipients, about 10 changed', batch.version - 20),
  ];
}

/** How long it takes, and how long others wait meanwhile. */
async function measureExport(origin: string): Promise<string> {
  const over = new AbortController();
  const waits: number[] = [];
  const ask = async (): Promise<void> => {
    // oxlint-disable-next-line no-await-in-loop
    while (!over.signal.aborted) waits.push((await timed(`${origin}/healthz`)).ms);
  };
  const asking = ask();
  const began = performance.now();
  const response = await fetch(`${origin}/api/messages.csv`);
  let bytes = 0;
  for await (const chunk of response.body ?? []) bytes += chunk.byteLength;
  const seconds = (performance.now() - began) / 1000;
  over.abort();
  await asking;
  return [
    `export: ${MESSAGES} messages, ${(bytes / 2 ** 20).toFixed(0)} MiB in ${seconds.toFixed(1)} s`,
    `a health check meanwhile, ms: median ${median(waits).toFixed(1)}, p99 ${percentile(waits, 0.99).toFixed(1)}, most ${Math.max(...waits).toFixed(1)}`,
  ].join('; ');
}

async function run(engine: EngineName, database: string): Promise<boolean> {
  const store = engineOf(database).createStore(database);
  await store.open();
  await store.close();
  const end = Date.now();
  const tables = await openTables(
    engine === 'SQLite' ? { kind: 'file', path: database } : { kind: 'postgres', url: database },
  );
  const { messages, recipients } = await fill(tables, {
    count: MESSAGES,
    days: DAYS,
    end,
    seed: 1,
    first: 0,
  });
  await tables.close();
  const sql = await engineOf(database).connect(database);
  await sql.settle();
  await sql.close();
  const program = startChild<ProgramQuestion>('store/program', [database]);
  const origin = `http://127.0.0.1:${await program.ask({ ask: 'port' })}`;
  process.stdout.write(`\n${engine}: ${messages} messages, ${recipients} recipients\n\n`);
  process.stdout.write('| | median ms | p99 ms | bytes |\n| --- | --- | --- | --- |\n');
  let isSlow = false;
  for (const one of await casesOf(origin, end)) {
    // oxlint-disable-next-line no-await-in-loop
    const measured = await measure(origin, one);
    process.stdout.write(`${measured.line}\n`);
    isSlow ||= measured.isSlow;
  }
  process.stdout.write(`\n${await measureExport(origin)}\n`);
  program.stop();
  return isSlow;
}

build();
const databases = await openDatabases();
const slow: EngineName[] = [];
try {
  const load = loadavg().map((value) => value.toFixed(1));
  process.stdout.write(`${cpus()[0]?.model.trim()}, Node ${process.version}, load ${load.join(' ')}\n`);
  for (const engine of ENGINES) {
    // oxlint-disable-next-line no-await-in-loop
    if (await run(engine, await databases.create(engine, 'page'))) slow.push(engine);
  }
} finally {
  await databases.remove();
}
if (slow.length > 0) throw new Error(`a p99 of ${MOST_MS} ms or more on ${slow.join(' and ')}`);
