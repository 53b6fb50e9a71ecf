/** The store over any engine: all that it decides, and none of its SQL. */
import { setTimeout as pause } from 'node:timers/promises';
import { DAY, HOUR, MINUTE } from '../durations.ts';
import type { StoredMessage } from '../messages/message.ts';
import { unsignedReport } from '../messages/report.ts';
import type { RecipientReport, StoredReport } from '../messages/report.ts';
import { dayOf } from './budget.ts';
import { changeMessage } from './change-message.ts';
import type { Atomically, Driver, Transaction } from './driver.ts';
import { absent, claimed, neverArrived, overdueOf } from './follow-up-policy.ts';
import { forget } from './forget.ts';
import { createGroupCommit } from './group-commit.ts';
import { insertDraft } from './insert-draft.ts';
import { Ledger } from './ledger.ts';
import { listCallbacks } from './list-callbacks.ts';
import { rebuild } from './rebuild.ts';
import { recordGroup } from './record-group.ts';
import { settle } from './settle.ts';
import type { Callback, InsertOutcome, OverdueMessage, Store } from './store.ts';

/** In reports: a batch report may hold a thousand, and a group is one piece of work that everything else waits for. */
const MAX_GROUP = 256;
const MAX_CONFLICTS = 5;
/** A few seconds of work, so that a server which stops meanwhile need not wait for long. */
const MAX_PRUNE_STEPS = 300;
const MAX_ORPHANS = 100_000;
export const REJECTED_KEPT = 1000;
/** Longer than a validity of three days and two days of retries can bring a callback. */
const ERASED_NAMES_AGE = 30 * DAY;
/** The clock of another server may be late, and the minute that it counts in must stand. */
const SEND_COUNTS_AGE = HOUR;

const minuteOf = (instant: number): number => Math.floor(instant / MINUTE);

/** Applies what somebody else than a callback says of the recipients that are still open. */
function applyToOpen(
  ledger: Ledger,
  seq: number,
  reports: ReadonlyMap<string, StoredReport[]>,
  now: number,
): void {
  for (const { record } of ledger.recipients(seq)) {
    const said = reports.get(record.recipient);
    if (!record.final && said !== undefined) {
      ledger.apply(seq, record.recipient, said, { callbacks: 0, now });
    }
  }
}

function byRecipient(reports: readonly RecipientReport[], at: number): Map<string, StoredReport[]> {
  const groups = new Map<string, StoredReport[]>();
  for (const { recipient, ...statement } of reports) {
    const report = unsignedReport(statement, 'poll', at);
    groups.set(recipient, [...(groups.get(recipient) ?? []), report]);
  }
  return groups;
}

async function claimOverdue(transaction: Transaction, now: number, limit: number): Promise<OverdueMessage[]> {
  const due = await transaction.lockDue(now, limit);
  const ledger = new Ledger(due);
  for (const head of due) ledger.followUp(head.seq, claimed(head, now));
  await transaction.write(ledger.changes());
  return due.map((head) => ({ ...head, ...overdueOf(head, now) }));
}

export function createStore(driver: Driver): Store {
  /** Repeats what met another transaction; whatever else fails is the caller's. */
  const atomically: Atomically = async (work) => {
    for (let conflicts = 0; ; conflicts += 1) {
      try {
        return await driver.transaction(work);
      } catch (error) {
        if (driver.faultOf(error) !== 'conflict' || conflicts >= MAX_CONFLICTS) throw error;
        await pause(Math.random() * 2 ** conflicts);
      }
    }
  };

  async function mustRead(id: string): Promise<StoredMessage> {
    const message = await driver.readMessage(id);
    if (message === null) throw new Error('a message is read that was never inserted');
    return message;
  }

  const callbacks = createGroupCommit(
    (group: readonly Callback[]) => atomically((transaction) => recordGroup(transaction, group)),
    {
      mayBePoisoned: (error) => driver.faultOf(error) === 'data',
      weigh: ({ reports }) => Math.max(1, reports.length),
      most: MAX_GROUP,
    },
  );

  return {
    open: () => driver.migrate(),
    close: async () => {
      await callbacks.idle();
      await driver.close();
    },
    ping: () => driver.ping(),

    insertMessage: async (draft, partsPerDay): Promise<InsertOutcome> => {
      const outcome = await atomically((transaction) => insertDraft(transaction, draft, partsPerDay));
      if (!('id' in outcome)) return outcome;
      return { kind: outcome.kind, message: await mustRead(outcome.id) };
    },
    partsOn: (at) => driver.partsOf(dayOf(at)),
    countSend: (client, at) => driver.countSend(minuteOf(at), client),
    settleSend: async (id, settlement) => {
      await atomically((transaction) => settle(transaction, id, settlement));
      return mustRead(id);
    },
    recordCallback: (callback) => callbacks.add(callback),

    recordCancel: async (id, at, by) => {
      await atomically((transaction) =>
        changeMessage(transaction, id, [], (ledger, { seq }) => ledger.cancel(seq, at, by)),
      );
      return mustRead(id);
    },
    readOutcomes: (period) => driver.readOutcomes(period),
    listReplies: (page) => driver.listReplies(page),

    findVersion: (anyId) => driver.findVersion(anyId),
    readMessage: (id, since) => driver.readMessage(id, since),
    listMessages: (page) => driver.listMessages(page),
    exportMessages: (page) => driver.exportMessages(page),

    claimOverdue: (now, limit) => atomically((transaction) => claimOverdue(transaction, now, limit)),
    countOpen: (now) => driver.countOpen(now),
    noteAbsence: (id, refusal, at) =>
      atomically((transaction) =>
        changeMessage(transaction, id, [], (ledger, head) => {
          if (head.state !== 'submitting' && head.state !== 'unclear') return;
          const followUp = absent(head.followUp, at);
          ledger.followUp(head.seq, followUp);
          if (neverArrived(followUp, at)) ledger.settle(head.seq, { state: 'refused', refusal }, at);
        }),
      ),
    recordPoll: (id, reports, at) =>
      atomically((transaction) =>
        changeMessage(transaction, id, [], (ledger, { seq }) =>
          applyToOpen(ledger, seq, byRecipient(reports, at), at),
        ),
      ),
    expire: (id, at) =>
      atomically((transaction) =>
        changeMessage(transaction, id, [], (ledger, { seq }) => {
          const ended = unsignedReport(
            { status: 'UNKNOWN', code: null, reason: null, at: null },
            'expiry',
            at,
          );
          const everyone = [...ledger.recipients(seq)].map(({ record }) => record.recipient);
          applyToOpen(ledger, seq, new Map(everyone.map((recipient) => [recipient, [ended]])), at);
        }),
      ),
    keepRejected: (entries) => driver.keepRejected(entries, REJECTED_KEPT),
    listCallbacks: (page) => listCallbacks(driver, page),
    readCallback: ({ kept, seq }) =>
      kept === 'accepted' ? driver.readAccepted(seq) : driver.readRejected(seq),
    forget: (number, deed) => forget(atomically, number, deed),
    noteDeed: (deed) => atomically((transaction) => transaction.noteDeed(deed)),
    listDeeds: (page) => driver.listDeeds(page),
    rebuild: (parse, repair) => rebuild(driver, atomically, parse, repair),
    prune: async (now, { nonces, orphans, inbox, inboxCount, messages }) => {
      const bounds = {
        nonces: now - nonces,
        orphans: now - orphans,
        orphanCount: MAX_ORPHANS,
        inbox: now - inbox,
        inboxCount,
        erasedNames: now - ERASED_NAMES_AGE,
        sendCounts: minuteOf(now - SEND_COUNTS_AGE),
        messages: messages === null ? null : now - messages,
      };
      for (let step = 0; step < MAX_PRUNE_STEPS && (await driver.prune(bounds)); step += 1) await pause(10);
    },
  };
}
