import type { Callback, Mishap } from './callback.ts';
import type { Courier } from './courier.ts';
import type { Dice } from './dice.ts';
import type { Scheduler } from './scheduler.ts';

/** How often each happens to a callback, from 0 (never) to 1 (always). */
interface ChaosRates {
  /** It comes twice: the same bytes and signature at once, or signed anew some time later. */
  readonly duplicate: number;
  /** It waits until the next one about the same recipient has gone. */
  readonly reorder: number;
  /** It leaves up to half a minute late. */
  readonly delay: number;
  /** An attempt is lost, half of them on the way there, half on the way back. Sinch tries again. */
  readonly drop: number;
  /** An attempt arrives with one byte changed. Then the right one is retried. Unsigned callbacks are spared. */
  readonly tamper: number;
  /** It waits for the next full ten seconds, and leaves together with all that wait for it. */
  readonly burst: number;
}

export interface ChaosOptions extends Partial<ChaosRates> {
  readonly seed: string;
}

const RATES: ChaosRates = { duplicate: 0.2, reorder: 0.2, delay: 0.2, drop: 0.2, tamper: 0.1, burst: 0.2 };
const LONGEST_DELAY = 30_000;
const BURSTS_EVERY = 10_000;
/** Far from the 15 retries, so that none is given up. */
const MOST_MISHAPS = 5;

interface ChaosTools {
  readonly courier: Courier;
  readonly scheduler: Scheduler;
  readonly dice: Dice;
}

/**
 * Puts the courier's callbacks into disorder. Each decision hangs on the seed, the recipient, the status and how often
 * the two have come before: never on the clock or on who asked first, so a seed makes the same disorder again.
 */
export function createChaos(tools: ChaosTools, options: ChaosOptions): Courier {
  const { courier, scheduler } = tools;
  const rates = { ...RATES, ...options };
  const seen = new Map<string, number>();
  const held = new Map<string, (() => Promise<void>)[]>();

  function keyOf({ recipient, status }: Callback): string {
    const name = `${recipient} ${status}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return `${name} ${count}`;
  }

  function mishapsOf(callback: Callback, roll: Dice): Mishap[] {
    const mishaps: Mishap[] = [...callback.mishaps];
    while (mishaps.length < MOST_MISHAPS) {
      const nth = mishaps.length;
      if (roll(`drop ${nth}`) < rates.drop) {
        mishaps.push({ kind: roll(`way ${nth}`) < 0.5 ? 'cut' : 'deaf' });
      } else if (callback.signed !== 'not' && roll(`tamper ${nth}`) < rates.tamper) {
        mishaps.push({ kind: 'tampered', at: roll(`byte ${nth}`) });
      } else break;
    }
    return mishaps;
  }

  /** In Sinch's milliseconds. */
  function waitOf(roll: Dice): number {
    const delay = roll('delay') < rates.delay ? roll('delay by') * LONGEST_DELAY : 0;
    if (roll('burst') >= rates.burst) return delay;
    const now = scheduler.now() / scheduler.scaled(1);
    return Math.ceil((now + delay) / BURSTS_EVERY) * BURSTS_EVERY - now;
  }

  async function depart(callback: Callback, repeats: number, roll: Dice): Promise<void> {
    const mishaps = mishapsOf(callback, roll);
    const doubled = roll('duplicate') < rates.duplicate;
    const atOnce = doubled && roll('duplicate how') < 0.5;
    if (doubled && !atOnce) {
      const again = (): void => void courier.deliver({ ...callback, mishaps: [] });
      scheduler.after(roll('duplicate after') * LONGEST_DELAY, again);
    }
    await courier.deliver({ ...callback, mishaps }, repeats + (atOnce ? 1 : 0));
  }

  /** Settles at once where it is held or late: nobody may wait for it. */
  async function deliver(callback: Callback, repeats = 0): Promise<void> {
    const key = keyOf(callback);
    const roll: Dice = (name) => tools.dice(`${key} ${name}`);
    const wait = waitOf(roll);
    const one = `${callback.messageId} ${callback.recipient}`;
    const go = (): Promise<void> => depart(callback, repeats, roll);
    const before = held.get(one) ?? [];
    if (!callback.last && roll('reorder') < rates.reorder) {
      held.set(one, [...before, go]);
      return;
    }
    held.delete(one);
    const all = async (): Promise<void> => {
      for (const next of [go, ...before]) await next();
    };
    if (wait === 0) await scheduler.track(all());
    else scheduler.after(wait, () => void scheduler.track(all()));
  }

  return { deliver };
}
