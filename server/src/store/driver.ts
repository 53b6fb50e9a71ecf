import type { MessageHead, RecipientRecord, ReplyRecord } from '../messages/message.ts';
import type { Origin, RecipientReport, Statement, StoredReport } from '../messages/report.ts';
import type { FollowUp } from './follow-up-policy.ts';
import type {
  InboxEntry,
  ListedAccepted,
  ListedRejected,
  ReceivedCallback,
  RejectedEntry,
  StoredAccepted,
  StoredRejected,
} from './inbox.ts';
import type { DeedRecord, Store } from './store.ts';

/** A message as an engine keeps it. */
export interface HeadRow extends MessageHead {
  /** The engine's own number of the message. */
  seq: number;
  totalParts: number;
  fingerprint: string | null;
  followUp: FollowUp;
  /** How many of its recipients were erased. What still comes about them is not kept. */
  erased: number;
  /** What `marksOf` makes of the rest. */
  marks: number;
}

export type NewHead = Omit<HeadRow, 'seq'>;

/** What a recipient is counted by beside its state, kept beside it so that to count is to read one index. */
export interface Counted {
  /** In which its message was made, in whole hours since 1970. */
  hour: number;
  /** What `tookOf` makes of its history. */
  took: number | null;
}

export interface RecipientEntry {
  seq: number;
  position: number;
  record: RecipientRecord;
  history: readonly Statement[];
  counted: Counted;
}

/** What one of Sinch's ids belongs to. */
export interface Link {
  seq: number;
  /** Null: it is the id of the message as a whole. */
  recipient: string | null;
}

/** `recipient` is '' where the callback named nobody. */
export interface Orphan extends RecipientReport, Origin {
  receivedAt: number;
  callbacks: number;
  /** How many further callbacks said the same. */
  repeats: number;
}

/** All that a transaction changes, gathered so that an engine can write it in a few statements. */
export interface Changes {
  heads: HeadRow[];
  recipients: (Omit<RecipientEntry, 'history'> & { version: number })[];
  reports: { seq: number; position: number; report: StoredReport }[];
  /** What was kept before and was said again, by so many callbacks. */
  repeats: { seq: number; position: number; key: string; times: number }[];
  /** New names of messages. */
  links: { sinchId: string; seq: number; position: number | null }[];
  /** Names whose orphans now belong to a message. */
  adopted: string[];
  /** Reports of no message yet, each once. One that is known is not kept again: its `callbacks` are added, and it is a repeat. */
  orphans: (Orphan & { sinchId: string; key: string })[];
  inbox: InboxEntry[];
  /** Parts that the days' budgets are charged with, or get back where less than nothing. In the order of the days. */
  budget: { day: number; parts: number }[];
}

export interface MessageNames {
  ids: readonly string[];
  sinchIds: readonly string[];
}

/** What a transaction can ask and do. Set-based, so that a group of callbacks costs few round trips. */
export interface Transaction {
  /** Keeps nonces and returns those that were not kept before. */
  keepNonces(nonces: readonly { nonce: string; receivedAt: number }[]): Promise<ReadonlySet<string>>;
  /**
   * The messages that go by these names, locked until the end against every other transaction that changes them. A
   * name that nobody goes by yet is locked too: nobody else can give it to a message meanwhile.
   */
  lockMessages(names: MessageNames): Promise<{ heads: HeadRow[]; links: ReadonlyMap<string, Link> }>;
  /** Recipients with their histories: all of the `whole` messages, and those `named`. */
  recipients(wanted: {
    whole: readonly number[];
    named: readonly { seq: number; recipient: string }[];
  }): Promise<RecipientEntry[]>;
  orphans(sinchIds: readonly string[]): Promise<ReadonlyMap<string, Orphan[]>>;
  findByKey(idempotencyKey: string): Promise<HeadRow | null>;
  /** False when the idempotency key was taken in the meantime. */
  insertMessage(
    head: NewHead,
    recipients: readonly string[],
    idempotencyKey: string | null,
  ): Promise<boolean>;
  takeParts(day: number, parts: number, limit: number): Promise<boolean>;
  /** Messages whose follow-up is due, the longest overdue first, locked; those that another transaction has are left out. */
  lockDue(now: number, limit: number): Promise<HeadRow[]>;
  write(changes: Changes): Promise<void>;
  /** Keeps replies and returns the ids of those that were not kept before. */
  keepReplies(replies: readonly ReplyRecord[]): Promise<ReadonlySet<string>>;

  /** What the inbox still holds about these messages, in the order of receipt; replays, which said nothing, left out. */
  inboxOf(
    ids: readonly string[],
  ): Promise<(Pick<ReceivedCallback, 'receivedAt' | 'timestamp' | 'body'> & { messageId: string })[]>;
  /** All of Sinch's ids of these messages. */
  linksOf(seqs: readonly number[]): Promise<(Link & { sinchId: string })[]>;
  /** Messages to a number, locked. */
  lockMessagesTo(recipient: string, limit: number): Promise<HeadRow[]>;
  /** With its reports. Sinch's ids of it are remembered, so that what still comes about them is not kept. */
  eraseRecipient(seq: number, position: number, at: number): Promise<void>;
  /** With its recipients and reports. Its names are remembered, so that what still comes about it is not kept. */
  eraseMessage(head: HeadRow, at: number): Promise<void>;
  /** Which of these names belonged to something that was erased. */
  erasedNames(names: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * Replies and orphans of a number, and callbacks that name it anywhere. The ids of the replies are remembered, so that a
   * retry does not bring them back.
   */
  eraseTraces(recipient: string, at: number): Promise<ErasedTraces>;
  noteDeed(deed: DeedRecord): Promise<void>;
}

export interface ErasedTraces {
  callbacks: number;
  orphans: number;
  replies: number;
}

/** Runs `work` wholly or not at all. */
export type Atomically = <Result>(work: (transaction: Transaction) => Promise<Result>) => Promise<Result>;

/**
 * `data`: this very input cannot be stored; alone it would fail again. `conflict`: the transaction met another and may
 * be repeated. `unavailable`: everything else.
 */
export type StoreFault = 'data' | 'conflict' | 'unavailable';

/** What it takes no decision to answer. */
type Reads = Pick<
  Store,
  | 'ping'
  | 'findVersion'
  | 'readMessage'
  | 'listMessages'
  | 'exportMessages'
  | 'readOutcomes'
  | 'listReplies'
  | 'listDeeds'
  | 'countOpen'
>;

/** What an engine must bring. Everything that decides anything is above it. */
export interface Driver extends Reads {
  migrate(): Promise<void>;
  close(): Promise<void>;
  faultOf(error: unknown): StoreFault;
  transaction: Atomically;
  /** 0 for a day on which nothing was sent. */
  partsOf(day: number): Promise<number>;
  /** Raises the count of a client in a minute, and resolves to it. Of many at the same time each gets another. */
  countSend(minute: number, client: string): Promise<number>;
  keepRejected(entries: readonly RejectedEntry[], most: number): Promise<void>;
  /** The newest below `below`, of one message or of all. */
  listAccepted(page: CallbackRange & { message: string | null }): Promise<ListedAccepted[]>;
  listRejected(page: CallbackRange): Promise<ListedRejected[]>;
  readAccepted(seq: number): Promise<StoredAccepted | null>;
  readRejected(seq: number): Promise<StoredRejected | null>;
  /** Ids in their order, those after `after`. */
  messageIds(after: string, limit: number): Promise<string[]>;
  /** One small step; resolves to whether there may be more to drop. */
  prune(bounds: PruneBounds): Promise<boolean>;
}

export interface CallbackRange {
  limit: number;
  /** A number that is too high. */
  below: number;
}

/** What is older than these instants, or beyond these counts, has served its time. */
export interface PruneBounds {
  nonces: number;
  orphans: number;
  /** And what was refused. */
  inbox: number;
  inboxCount: number;
  orphanCount: number;
  /** Replies too. Null: they are kept for good. */
  messages: number | null;
  erasedNames: number;
  /** A number of minutes since 1970, not an instant. */
  sendCounts: number;
}
