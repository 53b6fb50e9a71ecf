import type { Refusal } from '../contract.ts';
import type { MessageDraft, MessageSummaryRecord, StoredMessage } from '../messages/message.ts';
import type { RecipientReport } from '../messages/report.ts';

/** What became of asking Sinch to send. */
export type Settlement =
  | { state: 'accepted'; sinchId: string; expireAt: number | null; at: number }
  | { state: 'refused'; refusal: Refusal; at: number }
  | { state: 'unclear'; at: number };

export type InsertOutcome =
  | { kind: 'inserted'; message: StoredMessage }
  /** The key was used before, for the same request: this is its message. */
  | { kind: 'repeated'; message: StoredMessage }
  /** The key was used before, for another request. */
  | { kind: 'key_reused' }
  | { kind: 'over_budget' };

/** One authentic callback that is about a message. */
export interface Callback {
  nonce: string;
  sinchId: string | null;
  reference: string | null;
  reports: readonly RecipientReport[];
  unreadable: readonly string[];
  receivedAt: number;
}

/**
 * `stored`: at least one report was new. `duplicate`: all were known. `replay`: the nonce was seen before. `orphan`: no
 * such message yet. `no_report`: nothing in it about a recipient of the message.
 */
export type CallbackVerdict = 'stored' | 'duplicate' | 'replay' | 'orphan' | 'no_report';

export interface CallbackOutcome {
  verdict: CallbackVerdict;
  /** Our id of the message, or null for an orphan. */
  id: string | null;
  /** Named numbers that are no recipients of the message. */
  strangers: readonly string[];
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
   * known idempotency key keeps nothing and costs nothing.
   */
  insertMessage(draft: MessageDraft, partsPerDay: number): Promise<InsertOutcome>;

  /**
   * Records Sinch's answer. Acceptance reports QUEUED for every recipient and adopts what waited for that batch id. A
   * refusal gives the parts back to the budget. Neither `refused` nor `unclear` undoes an acceptance that a callback
   * told of first. Returns the message; the id must exist.
   */
  settleSend(id: string, settlement: Settlement): Promise<StoredMessage>;

  /**
   * Applies a callback: finds the message by Sinch's id, else by our reference; keeps new reports, counts it for every
   * recipient it names, folds, and bumps the message's version. A nonce seen before only counts. A callback that names
   * our reference settles the message as accepted. Without a message the reports wait as orphans.
   */
  recordCallback(callback: Callback): Promise<CallbackOutcome>;

  /** Id and version of a message, by our id or any of Sinch's, without reading its recipients. */
  findVersion(anyId: string): Promise<{ id: string; version: number } | null>;

  /** The whole message by our id; with `since`, only the recipients that changed after that version. */
  readMessage(id: string, since?: number): Promise<StoredMessage | null>;

  /** Newest first; `after` is the id of the last one on the page before. */
  listMessages(page: { limit: number; after: string | null }): Promise<MessageSummaryRecord[]>;

  /** Drops what has served its time: nonces and orphans from before these instants, and what is beyond their bounds. */
  prune(before: { nonces: number; orphans: number }): Promise<void>;
}
