/** The runs of chaos themselves: they find a server that is wrong, and the same seed finds the same. */
import { expect, it } from 'vitest';
import { seededDice } from '../emulator/dice.ts';
import type { CallbackOutcome, Store } from '../src/store/store.ts';
import { createMemoryStore } from '../src/store/memory/memory.ts';
import type { AccountKind } from './accounts.ts';
import { ACCOUNTS } from './accounts.ts';
import { nameOf } from './chaos/faulty-store.ts';
import { faultsOf } from './chaos/judge.ts';
import type { Remains } from './chaos/run.ts';
import { runChaos } from './chaos/run.ts';

const account = ACCOUNTS[0] as AccountKind;
const SEEDS = Array.from({ length: 10 }, (_, index) => `seed ${index}`);
const FORGOTTEN: CallbackOutcome = { verdict: 'stored', id: null, strangers: [] };

/** Acknowledges every callback, and keeps all but a few. */
function forgetful(seed: string): Store {
  const store = createMemoryStore();
  const roll = seededDice(`forgetful ${seed}`);
  const recordCallback: Store['recordCallback'] = async (callback) =>
    roll(nameOf(callback)) < 0.1 ? FORGOTTEN : store.recordCallback(callback);
  return { ...store, recordCallback };
}

const faultsOfForgetful = async (seed: string): Promise<string[]> =>
  faultsOf(account, await runChaos(account, seed, forgetful(seed)));

const historyOf = ({ emulator }: Remains): string[] =>
  emulator.attempts
    .map(({ callback: { recipient, status }, attempt, sentAt, mishap }) =>
      [sentAt, recipient, status, attempt, mishap].join(' '),
    )
    .toSorted();

it('a server that forgets a few of the callbacks that it acknowledged is found, in the same places each time', async () => {
  const found = await Promise.all(SEEDS.map(faultsOfForgetful));
  expect(found.filter((faults) => faults.length > 0).length).toBeGreaterThan(SEEDS.length / 2);
  expect(await Promise.all(SEEDS.map(faultsOfForgetful))).toEqual(found);
});

it('a seed makes the same disorder again, and another seed another', async () => {
  const run = async (seed: string): Promise<string[]> =>
    historyOf(await runChaos(account, seed, createMemoryStore()));
  const [first = '', second = ''] = SEEDS;
  expect(await run(first)).toEqual(await run(first));
  expect(await run(second)).not.toEqual(await run(first));
});
