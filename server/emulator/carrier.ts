import type { Callback, Letter } from './callback.ts';
import type { Courier } from './courier.ts';
import type { Delivery } from './scenarios.ts';

export interface Carrier {
  /** Sends as the scenario says; `owner` is what the letters of one recipient have in common. */
  carry(letter: Letter, delivery: Delivery, owner: object): Promise<void>;
}

/** An account without signatures never has any, not even wrong ones. */
export function createCarrier(courier: Courier, unsigned: boolean): Carrier {
  const held = new WeakMap<object, Callback[]>();

  /** Each waits for the one before it, so that the order is certain at any speed. */
  async function deliverReversed(callback: Callback, owner: object): Promise<void> {
    const callbacks = [callback, ...(held.get(owner) ?? [])];
    held.set(owner, callbacks);
    if (!callback.last) return;
    held.delete(owner);
    for (const next of callbacks) await courier.deliver(next);
  }

  async function carry(letter: Letter, delivery: Delivery, owner: object): Promise<void> {
    if (delivery === 'silent') return;
    const callback: Callback = {
      ...letter,
      signed: unsigned || delivery === 'unsigned' ? 'not' : delivery === 'forged' ? 'wrong' : 'right',
      mishaps: delivery === 'firstLost' ? [{ kind: 'cut' }] : [],
    };
    if (delivery === 'reversed') await deliverReversed(callback, owner);
    else await courier.deliver(callback, delivery === 'twice' ? 1 : 0);
  }

  return { carry };
}
