/** One transaction per callback, as one writes it first: what the statements of both engines have in common. */
import { enteredState } from '../../src/store/follow-up-policy.ts';
import { applyReports, recount } from '../../src/store/apply.ts';
import type { Counted, HeadRow } from '../../src/store/driver.ts';
import type { InboxEntry } from '../../src/store/inbox.ts';
import { signedAtOf } from '../../src/store/inbox.ts';
import { hourOf } from '../../src/store/outcomes.ts';
import { tookOf } from '../../src/store/took.ts';
import type { Callback } from '../../src/store/store.ts';
import type { RecipientRecord } from '../../src/messages/message.ts';
import type { Statement, StoredReport } from '../../src/messages/report.ts';

export interface Recorder {
  record(callback: Callback): Promise<unknown>;
  close(): Promise<void>;
}

export interface Applied {
  record: RecipientRecord;
  counted: Counted;
  added: StoredReport[];
  inbox: InboxEntry;
}

/** The only report of a callback. */
export function reportOf({ reports: [first], received }: Callback): StoredReport & { recipient: string } {
  const recipient = first?.recipient ?? null;
  if (first === undefined || recipient === null) throw new Error('a callback without a report');
  const { receivedAt } = received;
  const signedAt = signedAtOf(received);
  return { ...first, recipient, signedAt, receivedAt, source: 'callback', repeats: 0 };
}

/** What the store decides too, with the same pure functions. Changes `head` in place. */
export function applyOne(
  head: HeadRow,
  before: RecipientRecord,
  history: readonly Statement[],
  callback: Callback,
  isFresh: boolean,
): Applied {
  const { recipient, ...report } = reportOf(callback);
  const arrival = { callbacks: 1, now: report.receivedAt };
  const { after, added } = applyReports(before, history, isFresh ? [report] : [], arrival);
  recount(head, before, after);
  head.version += 1;
  if (head.openCount === 0) head.followUp = enteredState(head, arrival.now);
  const effect = { recipient, before: before.status, after: after.status, added: added.length };
  const verdict = added.length > 0 ? 'stored' : isFresh ? 'duplicate' : 'replay';
  const inbox = {
    ...callback.received,
    type: callback.type,
    verdict,
    messageId: head.id,
    effects: [effect],
  };
  const took = tookOf(head, after, [...history, ...added]);
  return { record: after, counted: { hour: hourOf(head.createdAt), took }, added, inbox };
}
