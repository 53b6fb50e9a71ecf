import { seededDice } from '../../emulator/dice.ts';
import type { Callback, Store } from '../../src/store/store.ts';
import type { Plan } from './plan.ts';

/** Far from the 15 retries of Sinch, together with what chaos drops. */
const MOST_FAULTS = 4;

export const nameOf = ({ reports }: Callback): string =>
  reports.map(({ recipient, status }) => `${recipient} ${status}`).join();

/** A store that now and then keeps nothing of a callback and says so. The seed decides which ones. */
export function failNowAndThen(store: Store, { chaos, storeFaults }: Plan): Store {
  if (storeFaults === 0) return store;
  const roll = seededDice(`store ${chaos.seed}`);
  const seen = new Map<string, number>();
  return {
    ...store,
    recordCallback: async (callback) => {
      const name = nameOf(callback);
      const nth = seen.get(name) ?? 0;
      seen.set(name, nth + 1);
      if (nth < MOST_FAULTS && roll(`${name} ${nth}`) < storeFaults) throw new Error('as the seed has it');
      return store.recordCallback(callback);
    },
  };
}
