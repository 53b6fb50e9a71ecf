import type { Batch } from './batch.ts';

const MAX_BATCHES = 1_000;
const MAX_RECIPIENTS = 200_000;
const DAY = 24 * 60 * 60 * 1000;

export interface BatchQuery {
  readonly account: string;
  readonly clientReference?: string | undefined;
  readonly from?: string | undefined;
  readonly startDate?: number | undefined;
  readonly endDate?: number | undefined;
}

export interface BatchStore {
  /** Oldest first. */
  readonly all: readonly Batch[];
  add(batch: Batch): void;
  find(account: string, id: string): Batch | undefined;
  /** Newest first, by default of the last 24 hours, as Sinch does. */
  list(query: BatchQuery): Batch[];
}

export function createBatchStore(now: () => number): BatchStore {
  const all: Batch[] = [];
  let recipients = 0;

  function add(batch: Batch): void {
    all.push(batch);
    recipients += batch.recipients.size;
    while (all.length > MAX_BATCHES || recipients > MAX_RECIPIENTS) {
      recipients -= all.shift()?.recipients.size ?? 0;
    }
  }

  function list(query: BatchQuery): Batch[] {
    const from = query.startDate ?? now() - DAY;
    return all
      .filter(
        (batch) =>
          batch.account === query.account &&
          batch.createdAt >= from &&
          batch.createdAt < (query.endDate ?? Infinity) &&
          (query.clientReference === undefined || batch.request.client_reference === query.clientReference) &&
          (query.from === undefined || batch.request.from === query.from),
      )
      .toReversed();
  }

  return {
    all,
    add,
    find: (account, id) => all.find((batch) => batch.id === id && batch.account === account),
    list,
  };
}
