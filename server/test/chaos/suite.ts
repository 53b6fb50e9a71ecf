/**
 * Seeded chaos: whatever disorder callbacks come in, the server knows in the end what Sinch told it, and counts what it
 * acknowledged. `CHAOS_SEED='sms 17' npx vitest run test/chaos-sms.test.ts`, in server/, runs one seed alone.
 */
import { expect, it } from 'vitest';
import type { AccountKind } from '../accounts.ts';
import { ENGINES } from '../engines.ts';
import { faultsOf } from './judge.ts';
import type { Remains } from './run.ts';
import { runChaos } from './run.ts';

const AT_A_TIME = 50;
/** They take two seconds where nothing else runs. */
const PATIENCE = 180_000;
/** Every so many seeds another engine than memory has its turn. */
const DURABLE_EVERY = 50;

interface Seed {
  readonly name: string;
  readonly account: AccountKind;
  readonly engine: (typeof ENGINES)[number];
}

type Engines = typeof ENGINES;

/** Mostly in memory, where a run takes some 50 ms. */
function engineOf(index: number): Engines[number] {
  const [memory, ...durable] = ENGINES;
  const turn = index / DURABLE_EVERY;
  const engine = Number.isInteger(turn) ? durable[turn % durable.length] : memory;
  if (engine === undefined) throw new Error('there is no engine');
  return engine;
}

function seedsOf(prefix: string, accounts: readonly AccountKind[], count: number): Seed[] {
  return Array.from({ length: count }, (_, index) => {
    const account = accounts[index % accounts.length];
    if (account === undefined) throw new Error('there is no account');
    return { name: `${prefix} ${index}`, account, engine: engineOf(index) };
  });
}

async function run({ name, account, engine: [, open] }: Seed): Promise<Remains> {
  const { store, close } = await open();
  try {
    return await runChaos(account, name, store);
  } finally {
    await close();
  }
}

/** What befell the callbacks of some runs, so that a calm sea is not taken for a good ship. */
const DISORDER = {
  lost: ({ emulator }: Remains) => emulator.attempts.some(({ mishap }) => mishap === 'cut'),
  'acknowledged in vain': ({ emulator }: Remains) =>
    emulator.attempts.some(({ mishap }) => mishap === 'deaf'),
  'tampered with': ({ emulator }: Remains) => emulator.attempts.some(({ mishap }) => mishap === 'tampered'),
  'answered twice': ({ emulator }: Remains) => emulator.sentReports.some(({ answers }) => answers.length > 1),
  'turned away by the store': ({ emulator }: Remains) =>
    emulator.sentReports.some(({ answers }) => answers.includes(503)),
  'before the answer to their send': ({ emulator, sent }: Remains) =>
    emulator.attempts.some(({ callback, sentAt }) =>
      sent.some(({ message, answeredAt }) => message.id === callback.reference && sentAt < answeredAt),
    ),
  'about a cancel': ({ emulator }: Remains) =>
    emulator.sentReports.some(({ status }) => status === 'Cancelled'),
  'in the wrong order': ({ emulator }: Remains) =>
    emulator.sentReports.some(
      ({ recipient, at }, index, all) =>
        at !== null && all.slice(0, index).some((one) => one.recipient === recipient && (one.at ?? '') > at),
    ),
};

/** The emulator tampers with no unsigned callback, which nobody could tell, and Conversation messages cannot be cancelled. */
const isCalm = (kind: string, { emulator, transport }: AccountKind): boolean =>
  kind === 'tampered with' ? emulator.unsigned === true : kind === 'about a cancel' && transport !== 'sms';

const reportOf = ({ name, account, engine }: Seed, file: string, faults: readonly string[]): string =>
  [
    `seed '${name}' (${account.name}, ${engine[0]}):`,
    ...faults.map((fault) => `  ${fault}`),
    `  alone, in server/: CHAOS_SEED='${name}' npx vitest run test/${file}`,
  ].join('\n');

function inChunks(seeds: readonly Seed[]): [title: string, seeds: readonly Seed[]][] {
  const starts = Array.from({ length: Math.ceil(seeds.length / AT_A_TIME) }, (_, index) => index * AT_A_TIME);
  return starts.map((start) => {
    const some = seeds.slice(start, start + AT_A_TIME);
    return [`${some[0]?.name} to ${some.at(-1)?.name}`, some];
  });
}

/** `count` seeds, dealt out to the accounts in turn. */
export function describeChaos(prefix: string, accounts: readonly AccountKind[], count: number): void {
  const file = `chaos-${prefix}.test.ts`;
  const only = process.env.CHAOS_SEED;
  const seeds = seedsOf(prefix, accounts, count).filter(({ name }) => only === undefined || name === only);
  if (seeds.length === 0) throw new Error(`CHAOS_SEED: '${only}' is none of the seeds of ${file}`);
  const seen = new Map<string, number>();

  it.each(inChunks(seeds))(
    '%s: what was told is known, and nothing else',
    { timeout: PATIENCE },
    async (_, some) => {
      const reports: string[] = [];
      for (const seed of some) {
        const remains = await run(seed);
        const faults = faultsOf(seed.account, remains);
        if (faults.length > 0) reports.push(reportOf(seed, file, faults));
        for (const [kind, happened] of Object.entries(DISORDER)) {
          if (happened(remains)) seen.set(kind, (seen.get(kind) ?? 0) + 1);
        }
      }
      expect(reports.join('\n\n')).toBe('');
    },
  );

  const wanted = Object.keys(DISORDER).filter((kind) => !accounts.every((one) => isCalm(kind, one)));
  it.each(only === undefined ? wanted : [])('many of them had callbacks that were %s', (kind) => {
    expect(seen.get(kind) ?? 0).toBeGreaterThan(count / 20);
  });
}
