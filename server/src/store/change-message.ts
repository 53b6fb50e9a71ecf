import type { HeadRow, Transaction } from './driver.ts';
import { Ledger } from './ledger.ts';
import { NameBook, waitingNames } from './name-book.ts';

/** Loads one message, lets `change` change it, and writes what has changed. `names` are ids of Sinch that it may get. */
export async function changeMessage(
  transaction: Transaction,
  id: string,
  names: readonly string[],
  change: (ledger: Ledger, head: HeadRow) => void,
): Promise<void> {
  const { heads, links } = await transaction.lockMessages({ ids: [id], sinchIds: names });
  const head = heads.find((one) => one.id === id);
  if (head === undefined) throw new Error('a message is changed that was never inserted');
  const foreign = [...links.values()].filter(({ seq }) => seq !== head.seq);
  const newNames = names.filter((name) => links.get(name)?.seq !== head.seq);
  const waiting = await transaction.orphans(newNames.flatMap((name) => waitingNames(id, name)));
  const ledger = new Ledger(heads, new NameBook(links, waiting));
  const named = foreign.flatMap(({ seq, recipient }) => (recipient === null ? [] : [{ seq, recipient }]));
  ledger.load(await transaction.recipients({ whole: [head.seq], named }));
  change(ledger, ledger.head(head.seq));
  await transaction.write(ledger.changes());
}
