import type { Refusal, Transport } from '../contract.ts';
import type { RecipientReport } from '../messages/report.ts';

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
  /** Milliseconds since 1970; null: at once. */
  sendAt: number | null;
  /** Milliseconds since 1970; null: Sinch's default. The SMS API is always told. */
  expireAt: number | null;
}

/**
 * How one recipient fared where each is sent to by itself. `reason` is Sinch's word, such as `INVALID_ARGUMENT`, or ours
 * where Sinch says none (docs/sinch.md, "Refusals").
 */
export type RecipientOutcome =
  | { kind: 'accepted'; recipient: string; sinchId: string }
  /** Certainly not sent. */
  | { kind: 'refused'; recipient: string; reason: string }
  /** Perhaps sent: the answer was lost. */
  | { kind: 'unclear'; recipient: string };

/** `cause` is for the log only: it may hold what Sinch or the SDK said. */
export type SendOutcome =
  | { kind: 'accepted'; sinchId: string; expireAt: number | null }
  /** At least one recipient was accepted, each under an id of its own. Told late, it names only whom it is about. */
  | { kind: 'accepted_each'; recipients: readonly RecipientOutcome[]; cause: string | null }
  /** Certainly not sent. */
  | { kind: 'refused'; refusal: Refusal; cause: string }
  /** Perhaps sent: the answer was lost. */
  | { kind: 'unclear'; cause: string };

/** What became of a message whose answer was lost. */
export type SearchOutcome =
  | { kind: 'found'; sinchId: string; expireAt: number | null }
  /** Sinch does not know it. Shortly after a send that may change. */
  | { kind: 'absent' }
  /** This API has no such question. */
  | { kind: 'not_askable' }
  | { kind: 'no_answer'; cause: string };

export type PollOutcome =
  | { kind: 'reports'; reports: RecipientReport[] }
  /** Sinch does not know the message, or has not loaded it yet. */
  | { kind: 'absent' }
  | { kind: 'not_askable' }
  | { kind: 'no_answer'; cause: string };

export type CancelOutcome =
  | { kind: 'cancelled' }
  /** Sinch has sent it already. */
  | { kind: 'too_late' }
  /** This API cannot cancel. */
  | { kind: 'not_supported' }
  | { kind: 'absent' }
  | { kind: 'no_answer'; cause: string };

/** The way to Sinch. Never rejects: every fault is an outcome. */
export interface Gateway {
  readonly transport: Transport;
  /** `onLate` is told of an answer that comes after this outcome was given. */
  send(message: OutgoingMessage, onLate: (outcome: SendOutcome) => void): Promise<SendOutcome>;
  /** Looks for a message by our reference; `sentAfter` in milliseconds since 1970. */
  find(reference: string, sentAfter: number): Promise<SearchOutcome>;
  /** Asks how all recipients of a message fare. */
  poll(sinchId: string): Promise<PollOutcome>;
  /** Stops what Sinch has not sent yet. */
  cancel(sinchId: string): Promise<CancelOutcome>;
}
