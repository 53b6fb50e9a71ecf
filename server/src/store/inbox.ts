/** Callbacks as they came, for those who must know exactly what was said. */

export interface ReceivedCallback {
  receivedAt: number;
  signature: string;
  nonce: string;
  timestamp: string;
  body: Buffer;
}

/** When Sinch signed it; null where nobody did. */
export const signedAtOf = ({ timestamp }: Pick<ReceivedCallback, 'timestamp'>): number | null =>
  /^\d{1,12}$/.test(timestamp) ? Number(timestamp) * 1000 : null;

/** What a callback did to one recipient. */
export interface RecipientEffect {
  recipient: string;
  before: string | null;
  after: string | null;
  /** How many of its reports were new. */
  added: number;
}

/** An authentic callback, kept in the transaction that applied it. */
export interface InboxEntry extends ReceivedCallback {
  type: string;
  verdict: string;
  messageId: string | null;
  effects: readonly RecipientEffect[];
}

/** One that was not taken: its headers may be missing and its body is cut. */
export interface RejectedEntry {
  receivedAt: number;
  reason: string;
  headers: Record<string, string>;
  body: Buffer;
  /** How many bytes the whole body has. */
  bodyBytes: number;
}

/** Their numbers are the order in which they were kept, each among its own. */
export type StoredAccepted = { kept: 'accepted'; seq: number } & InboxEntry;
export type StoredRejected = { kept: 'rejected'; seq: number } & RejectedEntry;
export type StoredCallback = StoredAccepted | StoredRejected;

/** As a line of a list: without its body, which may be long. */
export type ListedAccepted = Pick<
  StoredAccepted,
  'kept' | 'seq' | 'receivedAt' | 'type' | 'verdict' | 'messageId'
>;
export type ListedRejected = Pick<StoredRejected, 'kept' | 'seq' | 'receivedAt' | 'reason'>;
export type ListedCallback = ListedAccepted | ListedRejected;
