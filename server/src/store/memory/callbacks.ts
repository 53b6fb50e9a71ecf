/** Callbacks that came, as the store in memory holds them. */
import type { CallbackRange, PruneBounds } from '../driver.ts';
import type {
  InboxEntry,
  ListedAccepted,
  ListedRejected,
  RejectedEntry,
  StoredAccepted,
  StoredRejected,
} from '../inbox.ts';
import type { Tables } from './tables.ts';

export function keepAccepted(tables: Tables, entry: InboxEntry): void {
  tables.lastAccepted += 1;
  tables.inbox.push({ kept: 'accepted', seq: tables.lastAccepted, ...entry });
}

export function keepRejected(tables: Tables, entries: readonly RejectedEntry[], most: number): void {
  const kept = entries.map((entry, index): StoredRejected => ({
    kept: 'rejected',
    seq: tables.lastRejected + index + 1,
    ...entry,
  }));
  tables.lastRejected += entries.length;
  tables.rejected = [...tables.rejected, ...kept].slice(-most);
}

/** From the end of the list, and no further than it must. */
function newest<Entry extends { seq: number }>(
  entries: readonly Entry[],
  { limit, below }: CallbackRange,
  isWanted: (entry: Entry) => boolean = () => true,
): Entry[] {
  const found: Entry[] = [];
  for (let index = entries.length - 1; index >= 0 && found.length < limit; index -= 1) {
    const entry = entries[index]!;
    if (entry.seq < below && isWanted(entry)) found.push(entry);
  }
  return found;
}

export const listAccepted = (
  { inbox }: Tables,
  { message, ...range }: CallbackRange & { message: string | null },
): ListedAccepted[] =>
  newest(inbox, range, ({ messageId }) => message === null || messageId === message).map(
    ({ kept, seq, receivedAt, type, verdict, messageId }) => ({
      kept,
      seq,
      receivedAt,
      type,
      verdict,
      messageId,
    }),
  );

export const listRejected = ({ rejected }: Tables, range: CallbackRange): ListedRejected[] =>
  newest(rejected, range).map(({ kept, seq, receivedAt, reason }) => ({ kept, seq, receivedAt, reason }));

export const findAccepted = ({ inbox }: Tables, seq: number): StoredAccepted | null =>
  inbox.find((entry) => entry.seq === seq) ?? null;

export const findRejected = ({ rejected }: Tables, seq: number): StoredRejected | null =>
  rejected.find((entry) => entry.seq === seq) ?? null;

export function pruneCallbacks(tables: Tables, { inbox: before, inboxCount }: PruneBounds): void {
  const firstYoung = tables.inbox.findIndex(({ receivedAt }) => receivedAt >= before);
  const old = firstYoung === -1 ? tables.inbox.length : firstYoung;
  tables.inbox.splice(0, Math.max(old, tables.inbox.length - inboxCount));
  tables.rejected = tables.rejected.filter(({ receivedAt }) => receivedAt >= before);
}
