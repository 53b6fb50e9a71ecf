import type { StoredReport } from '../messages/report.ts';
import type { Atomically, Driver, HeadRow, Link, Transaction } from './driver.ts';
import { findRecipient } from './apply-callback.ts';
import { signedAtOf } from './inbox.ts';
import { Ledger } from './ledger.ts';
import { NameBook } from './name-book.ts';
import type { Difference, ParseReports, Rebuilt } from './store.ts';

const MESSAGES_AT_ONCE = 50;

/** Compares what is stored of some messages with what their history and the inbox say; `repair` writes the latter. */
async function rebuildSome(
  transaction: Transaction,
  heads: readonly HeadRow[],
  parse: ParseReports,
  repair: boolean,
): Promise<Difference[]> {
  const all = heads.map(({ seq }) => seq);
  const links = await transaction.linksOf(all);
  const names = new NameBook(new Map(links.map(({ sinchId, ...link }): [string, Link] => [sinchId, link])));
  const ledger = new Ledger(heads, names);
  ledger.load(await transaction.recipients({ whole: all, named: [] }));
  const seqs = new Map(heads.map(({ id, seq }) => [id, seq]));
  const differences: Difference[] = [];
  for (const { messageId, receivedAt, timestamp, body } of await transaction.inboxOf(
    heads.map(({ id }) => id),
  )) {
    const seq = seqs.get(messageId);
    if (seq === undefined) continue;
    const { sinchId, reports } = parse(body);
    for (const { recipient: number, ...statement } of reports) {
      const recipient = findRecipient(ledger, { seq, sinchId }, number);
      if (recipient === null) continue;
      const signedAt = signedAtOf({ timestamp });
      const report: StoredReport = { ...statement, signedAt, receivedAt, source: 'callback', repeats: 0 };
      if (ledger.known(seq, recipient, [report]).length > 0) continue;
      ledger.apply(seq, recipient, [report], { callbacks: 0, now: receivedAt });
      const what = `a report of ${statement.status} is in the inbox, but not in the history`;
      differences.push({ id: messageId, what });
    }
  }
  for (const { seq, id } of heads) {
    for (const what of ledger.refold(seq)) differences.push({ id, what });
  }
  if (repair) await transaction.write(ledger.changes());
  return differences;
}

/** Goes through all messages, a few at a time, while the server may go on working. */
export async function rebuild(
  driver: Pick<Driver, 'messageIds'>,
  atomically: Atomically,
  parse: ParseReports,
  repair: boolean,
): Promise<Rebuilt> {
  const differences: Difference[] = [];
  let messages = 0;
  let after = '';
  for (;;) {
    const ids = await driver.messageIds(after, MESSAGES_AT_ONCE);
    if (ids.length === 0) return { messages, differences };
    const found = await atomically(async (transaction) => {
      // Locked first: a callback that comes now waits, and is in neither.
      const { heads } = await transaction.lockMessages({ ids, sinchIds: [] });
      return rebuildSome(transaction, heads, parse, repair);
    });
    differences.push(...found);
    messages += ids.length;
    after = ids.at(-1)!;
  }
}
