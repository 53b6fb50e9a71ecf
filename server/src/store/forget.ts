import type { Forgotten } from '../contract.ts';
import type { Atomically, Transaction } from './driver.ts';
import { Ledger } from './ledger.ts';
import type { DeedRecord } from './store.ts';

/** Each transaction takes a few messages only: it must not keep callbacks waiting. */
const MESSAGES_AT_ONCE = 20;

/** One step: a few of the messages to a number. Resolves to how many it was taken out of, and how many are gone. */
async function forgetSome(transaction: Transaction, number: string, now: number) {
  const heads = await transaction.lockMessagesTo(number, MESSAGES_AT_ONCE);
  const ledger = new Ledger(heads);
  const named = heads.map(({ seq }) => ({ seq, recipient: number }));
  ledger.load(await transaction.recipients({ whole: [], named }));
  let emptied = 0;
  for (const { seq } of heads) {
    const entry = ledger.erase(seq, number, now);
    if (entry !== undefined) await transaction.eraseRecipient(seq, entry.position, now);
  }
  await transaction.write(ledger.changes());
  for (const head of heads) {
    if (ledger.head(head.seq).recipientCount > 0) continue;
    await transaction.eraseMessage(head, now);
    emptied += 1;
  }
  return { messages: heads.length, emptied };
}

/** Erases a person step by step, the messages first: while one is left, callbacks may still bring traces. */
export async function forget(atomically: Atomically, number: string, deed: DeedRecord): Promise<Forgotten> {
  const { at } = deed;
  const forgotten: Forgotten = { messages: 0, emptied: 0, callbacks: 0, orphans: 0, replies: 0 };
  for (let steps = 0; ; steps += 1) {
    const step = await atomically(async (transaction) => {
      // With the first thing that goes: nothing is ever erased without a trace of who did it.
      if (steps === 0) await transaction.noteDeed(deed);
      return forgetSome(transaction, number, at);
    });
    forgotten.messages += step.messages;
    forgotten.emptied += step.emptied;
    if (step.messages < MESSAGES_AT_ONCE) break;
  }
  return { ...forgotten, ...(await atomically((transaction) => transaction.eraseTraces(number, at))) };
}
