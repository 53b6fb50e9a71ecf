/** What a report changes, decided without any database: engines load, ask here, and write. */
import type { Status } from '../contract.ts';
import { fold } from '../messages/fold.ts';
import type { MessageHead, RecipientRecord } from '../messages/message.ts';
import { isSameStatement } from '../messages/report.ts';
import type { Statement, StoredReport } from '../messages/report.ts';

export interface Arrival {
  /** How many callbacks brought the reports. */
  callbacks: number;
  now: number;
}

interface RecipientChange {
  after: RecipientRecord;
  /** Those of the reports that say something new. */
  added: StoredReport[];
  /** What of the history a callback said once more, and how often. */
  repeated: ReadonlyMap<Statement, number>;
}

export const isSameState = (a: RecipientRecord, b: RecipientRecord): boolean =>
  a.status === b.status &&
  a.code === b.code &&
  a.reason === b.reason &&
  a.at === b.at &&
  a.final === b.final &&
  a.conflict === b.conflict;

/** Folds `reports` into a recipient with that `history`. */
export function applyReports(
  before: RecipientRecord,
  history: readonly Statement[],
  reports: readonly StoredReport[],
  arrival: Arrival,
): RecipientChange {
  const added: StoredReport[] = [];
  const repeated = new Map<Statement, number>();
  for (const report of reports) {
    const known = history.find((one) => isSameStatement(one, report));
    if (known !== undefined) {
      if (report.source === 'callback') repeated.set(known, 1 + report.repeats);
    } else if (!added.some((one) => isSameStatement(one, report))) added.push(report);
  }
  const callbackCount = before.callbackCount + arrival.callbacks;
  if (added.length === 0) return { after: { ...before, callbackCount }, added, repeated };
  const after = { ...before, ...fold([...history, ...added]), callbackCount };
  return {
    after: isSameState(before, after) ? after : { ...after, updatedAt: arrival.now },
    added,
    repeated,
  };
}

/** Moves a recipient from one count of its message to another. Changes `head` in place. */
export function recount(head: MessageHead, before: RecipientRecord, after: RecipientRecord): void {
  if (before.final !== after.final) head.openCount += after.final ? -1 : 1;
  if (before.status === after.status) return;
  const add = (status: Status | null, by: number): void => {
    if (status === null) return;
    const count = (head.counts[status] ?? 0) + by;
    if (count === 0) delete head.counts[status];
    else head.counts[status] = count;
  };
  add(before.status, -1);
  add(after.status, 1);
}
