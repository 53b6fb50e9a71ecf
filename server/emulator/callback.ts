/** What a callback says of one recipient, in Sinch's words. */
export interface Statement {
  /** Without `+`. */
  readonly recipient: string;
  readonly status: string;
  /** SMS API. */
  readonly code: number | null;
  /** Conversation API. */
  readonly reason: { readonly code: string; readonly sub_code: string } | null;
  /** As it stands in the callback; null where the callback names no instant. */
  readonly at: string | null;
}

/** A callback before it is known how it will travel. */
export interface Letter {
  /** The id of the batch, of the Conversation message, or of the reply that it is about. */
  readonly messageId: string;
  /** What the sender asked Sinch to repeat: `client_reference`, or `message_metadata`. */
  readonly reference: string | null;
  readonly recipient: string | null;
  readonly status: string | null;
  readonly url: string;
  readonly secret: string;
  readonly body: Buffer;
  readonly statements: readonly Statement[];
  /** Whether no other follows it about the same recipient of the same message. */
  readonly last: boolean;
}

/** `cut`: breaks off in the middle of its body. `deaf`: arrives, but the answer is lost. `tampered`: one byte is changed. */
export type Mishap =
  | { readonly kind: 'cut' | 'deaf' }
  /** Which byte: 0 is the first, 1 would be past the last. */
  | { readonly kind: 'tampered'; readonly at: number };

export interface Callback extends Letter {
  readonly signed: 'right' | 'wrong' | 'not';
  /** What befalls the first attempts, in their order; the ones after them travel well. */
  readonly mishaps: readonly Mishap[];
}
