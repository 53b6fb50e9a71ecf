import type { Refusal } from '../contract.ts';

/** What Sinch is asked to send, in our words. */
export interface OutgoingMessage {
  /** Our id. Sinch repeats it in every report. */
  reference: string;
  to: readonly string[];
  /** Null: the account's default sender. */
  from: string | null;
  text: string;
  /** Sinch sends no more parts than this to one recipient. */
  maxParts: number;
  callbackUrl: string | null;
}

/** `cause` is for the log only: it may hold what Sinch or the SDK said. */
export type SendOutcome =
  | { kind: 'accepted'; sinchId: string; expireAt: number | null }
  /** Certainly not sent. */
  | { kind: 'refused'; refusal: Refusal; cause: string }
  /** Perhaps sent: the answer was lost. */
  | { kind: 'unclear'; cause: string };

/** The way to Sinch. Never rejects: every fault is an outcome. */
export interface Gateway {
  send(message: OutgoingMessage): Promise<SendOutcome>;
}
