import type {
  DeedKind,
  Forgotten,
  MessageState,
  Progress,
  Refusal,
  RefusalCode,
  Status,
} from '../contract.ts';
import type {
  MessageDraft,
  MessageHead,
  MessageSummaryRecord,
  ReplyRecord,
  StoredMessage,
} from '../messages/message.ts';
import type { CallbackReport, RecipientReport } from '../messages/report.ts';
import type { RecipientOutcome } from '../sinch/gateway.ts';
import type { ListedCallback, ReceivedCallback, RejectedEntry, StoredCallback } from './inbox.ts';

/** What became of asking Sinch to send. */
export type Settlement =
  | { state: 'accepted'; sinchId: string; expireAt: number | null; at: number }
  /** Each recipient under an id of its own, or refused by itself. */
  | { state: 'accepted_each'; recipients: readonly RecipientOutcome[]; at: number }
  | { state: 'refused'; refusal: Refusal; at: number }
  | { state: 'unclear'; at: number };

export type InsertOutcome =
  | { kind: 'inserted'; message: StoredMessage }
  /** The key was used before, for the same request: this is its message. */
  | { kind: 'repeated'; message: StoredMessage }
  /** The key was used before, for another request. */
  | { kind: 'key_reused' }
  | { kind: 'over_budget' }
  /** It is to be sent again for a message that is not here. */
  | { kind: 'no_original' };

/** One authentic callback. */
export interface Callback {
  type: string;
  sinchId: string | null;
  reference: string | null;
  reports: readonly CallbackReport[];
  /** What a recipient wrote back, if that is what the callback brings. */
  reply: ReplyRecord | null;
  /**
   * Our id of the only message that this callback may touch: it came without a signature, and proved itself by that
   * message's token. Null: Sinch signed it.
   */
  confinedTo: string | null;
  /** How many of its entries have no readable recipient or status. */
  unreadable: number;
  received: ReceivedCallback;
}

/**
 * `stored`: at least one report was new. `duplicate`: all were known, or the reply was. `replay`: the nonce was seen
 * before. `orphan`: no such message yet, or nothing yet that tells which of its recipients is meant. `unreadable`: only
 * entries that cannot be read. `reply`: a recipient wrote back. `no_report`: nothing about a recipient of a message.
 */
export type CallbackVerdict =
  'stored' | 'duplicate' | 'replay' | 'orphan' | 'unreadable' | 'reply' | 'no_report';

export interface CallbackOutcome {
  verdict: CallbackVerdict;
  /** Our id of the message; null while there is none, and for a reply. */
  id: string | null;
  /** Named numbers that are no recipients of the message. */
  strangers: readonly string[];
}

/** A message that is not final, claimed for being asked about at Sinch. */
export interface OverdueMessage extends MessageHead {
  /** It was open when the validity and the grace after it had ended. */
  expired: boolean;
  /** Even three days after that. */
  abandoned: boolean;
}

/** How much is still expected. */
export interface OpenCounts {
  /** Recipients whose end is not known yet. */
  open: number;
  /** Those of them whose end did not come by itself in time: Sinch has been asked about their message, or is about to be. */
  overdue: number;
  /** Messages that are due to be asked about, and that nobody has claimed. */
  due: number;
}

/** A reply and its place in the order in which we learnt of them. */
export interface StoredReply extends ReplyRecord {
  seq: number;
}

export interface ReplyPage {
  /** Of one number, of the recipients of one message (our id) since it was made, or of all. */
  of: { number: string } | { message: string } | null;
  limit: number;
  /** The `seq` of the last one on the page before. */
  after: number | null;
}

/** What a list of messages is narrowed to; null: not by this. Instants are milliseconds since 1970. */
export interface MessageCriteria {
  /** At least one recipient shows it. */
  status: Status | null;
  state: MessageState | null;
  progress: Progress | null;
  /** Made at this instant or later, and before that one. */
  from: number | null;
  before: number | null;
  /** To this number, E.164; or known by this id, ours or any of Sinch's. */
  find: { number: string } | { id: string } | null;
}

export interface MessageListPage {
  limit: number;
  after: string | null;
  criteria: MessageCriteria;
}

/** From the first instant to just before the second, in whole hours of UTC. */
export interface Period {
  from: number;
  before: number;
}

/** What the recipients of the messages that were made in one hour show. */
export interface Outcomes {
  hours: {
    at: number;
    messages: number;
    counts: Partial<Record<Status, number>>;
    refused: number;
    waiting: number;
  }[];
  /** Recipients by how long they took to be delivered: at most so many seconds of `DELIVERY_BOUNDS`; null: longer than all. */
  deliveries: { upToSeconds: number | null; count: number }[];
  failures: { status: Status; code: number | null; reason: string | null; count: number }[];
  refusals: { code: RefusalCode; count: number }[];
}

/** Where a callback is kept: among the accepted or among the others, and its number there. */
export interface CallbackPlace {
  kept: 'accepted' | 'rejected';
  seq: number;
}

export interface CallbackListPage {
  limit: number;
  /** Only these. `message`: accepted ones that were about it (our id). */
  of: { kept: CallbackPlace['kept'] | null } | { message: string };
  /** Below these numbers; null: from the newest on. */
  after: { accepted: number; rejected: number } | null;
}

export interface CallbackList {
  items: ListedCallback[];
  /** Where the following page begins; null: there is none. */
  next: CallbackListPage['after'];
}

/** Who did what, for good. */
export interface DeedRecord {
  at: number;
  /** The name of an access token; null without tokens. */
  actor: string | null;
  deed: DeedKind;
  /** What it was done to. Never a whole number: a deed outlives what was erased. */
  subject: string;
}

/** A deed and its place in the order in which they were done. */
export interface StoredDeed extends DeedRecord {
  seq: number;
}

/** Something that is stored otherwise than the history or the inbox says. */
export interface Difference {
  id: string;
  what: string;
}

/** What the body of a callback says. */
export type ParseReports = (body: Buffer) => Pick<Callback, 'sinchId' | 'reports'>;

export interface Rebuilt {
  messages: number;
  differences: Difference[];
}

/** How long and how much is kept. Ages in milliseconds. */
export interface Retention {
  nonces: number;
  orphans: number;
  inbox: number;
  inboxCount: number;
  /** And replies. Null: both are kept for good. */
  messages: number | null;
}

/**
 * Where messages and what is known of them live. Every method is one transaction: it happens wholly or not at all, and
 * once its promise resolves it has happened. A rejected promise means that the store is at fault, never the input.
 */
export interface Store {
  /** Makes the schema ready. Nothing else may be called before it resolves. */
  open(): Promise<void>;
  close(): Promise<void>;
  /** Rejects when the store cannot answer. */
  ping(): Promise<void>;

  /**
   * Keeps a draft, state `submitting`, and takes its parts off the day's budget (UTC days, `partsPerDay` in all). A
   * known idempotency key keeps nothing and costs nothing. The message that it is sent again for, if any, changes with it.
   */
  insertMessage(draft: MessageDraft, partsPerDay: number): Promise<InsertOutcome>;

  /** The parts that stand in the budget of the day of `at`. */
  partsOn(at: number): Promise<number>;

  /** Counts a request to send; resolves to how many `client` made in the minute of `at` (UTC), this one included. */
  countSend(client: string, at: number): Promise<number>;

  /**
   * Records Sinch's answer, also one that came late. Acceptance reports QUEUED for every recipient that Sinch took, and
   * adopts what waited for its id. A refusal, also of a single recipient (REJECTED), gives the parts back to the budget,
   * until a later answer or a callback proves that Sinch has them: then they are charged again, whatever is left.
   * Neither `refused` nor `unclear` undoes an acceptance that a callback told of first. Returns the message; the id must
   * exist.
   */
  settleSend(id: string, settlement: Settlement): Promise<StoredMessage>;

  /**
   * Applies a callback: finds the message by Sinch's id, else by our reference; keeps new reports, counts it for every
   * recipient it names, folds, and bumps the message's version. A nonce seen before only counts. A callback that names
   * our reference settles the message as accepted, with all its recipients on the SMS API, with the one that it is about
   * on the Conversation API, where it also names that one by Sinch's id. An id that belongs to a recipient says more than
   * the number beside it. Without a message, or a recipient that can be told, the reports wait as orphans.
   */
  recordCallback(callback: Callback): Promise<CallbackOutcome>;

  /** Sinch took a cancel: keeps when, the first time. Returns the message; the id must exist. */
  recordCancel(id: string, at: number, by: string | null): Promise<StoredMessage>;

  /** Replies, newest first. */
  listReplies(page: ReplyPage): Promise<StoredReply[]>;

  /** Id and version of a message, by our id or any of Sinch's, without reading its recipients. */
  findVersion(anyId: string): Promise<{ id: string; version: number } | null>;

  /** The whole message by our id; with `since`, only the recipients that changed after that version. */
  readMessage(id: string, since?: number): Promise<StoredMessage | null>;

  /**
   * Newest first, as far as they fit `criteria`; `after` is the id of the last one on the page before. Reads about as many
   * messages as it returns, however many there are. The time of a message is the one in its id. Of one number they come in the
   * order in which they were kept; what else is asked of them is looked for among its messages alone, a few at a time.
   */
  listMessages(page: MessageListPage): Promise<MessageSummaryRecord[]>;

  /** The same with all their recipients, but no more messages than have 1,000 recipients together; at least one, if there is one. */
  exportMessages(page: MessageListPage): Promise<MessageSummaryRecord[]>;

  /** What became of the messages of a period. Computed by the engine, in steps that let others get their turn. */
  readOutcomes(period: Period): Promise<Outcomes>;

  /** Callbacks that came, newest first. Reads no bodies. */
  listCallbacks(page: CallbackListPage): Promise<CallbackList>;

  /** Null: there is none, or it has served its time. */
  readCallback(place: CallbackPlace): Promise<StoredCallback | null>;

  /** At most `limit` messages that are due to be asked about. Each is this caller's until it is due again. */
  claimOverdue(now: number, limit: number): Promise<OverdueMessage[]>;

  /** What is expected at this moment, of all messages that are followed up. */
  countOpen(now: number): Promise<OpenCounts>;

  /** Sinch does not know the message. Often enough, for long enough, it is refused with `refusal`. */
  noteAbsence(id: string, refusal: Refusal, at: number): Promise<void>;

  /** What Sinch says when asked, about recipients that are still open. Counts as no callback. */
  recordPoll(id: string, reports: readonly RecipientReport[], at: number): Promise<void>;

  /** Ends the recipients that are still open as UNKNOWN: nothing more will be reported of them. */
  expire(id: string, at: number): Promise<void>;

  /** Keeps refused callbacks for who looks into them: the newest `REJECTED_KEPT`, whatever comes. */
  keepRejected(entries: readonly RejectedEntry[]): Promise<void>;

  /**
   * Erases a person, E.164, everywhere, at the time of `deed`, which is noted with the first thing that goes. A late callback
   * does not bring them back.
   */
  forget(number: string, deed: DeedRecord): Promise<Forgotten>;

  /** Notes what somebody did beside sending and cancelling. `forget` does so by itself. */
  noteDeed(deed: DeedRecord): Promise<void>;

  /** Newest first; `after` is the `seq` of the last one on the page before. */
  listDeeds(page: { limit: number; after: number | null }): Promise<StoredDeed[]>;

  /**
   * Folds all history anew, together with what `parse` reads in the inbox, and tells where the stored state differs:
   * nowhere, unless something is broken. `repair` sets it right. The server may go on working meanwhile.
   */
  rebuild(parse: ParseReports, repair: boolean): Promise<Rebuilt>;

  /** Drops what has served its time, in small steps and not too many: the next call goes on. */
  prune(now: number, retention: Retention): Promise<void>;
}
