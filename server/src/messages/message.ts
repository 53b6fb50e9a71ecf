/** A message and its recipients as the store keeps them. Instants are milliseconds since 1970. */
import type { MessageState, Refusal, Status, Transport } from '../contract.ts';
import type { RecipientState } from './fold.ts';
import type { StoredReport } from './report.ts';

/** What a message says of itself, without its recipients. */
export interface MessageHead {
  id: string;
  /** Null where the recipients have ids of their own. */
  sinchId: string | null;
  transport: Transport;
  state: MessageState;
  refusal: Refusal | null;
  from: string | null;
  text: string;
  createdAt: number;
  sentAt: number | null;
  /** When Sinch is to send it; null: at once. */
  sendAt: number | null;
  expireAt: number | null;
  /** When Sinch took a cancel. */
  canceledAt: number | null;
  /** Whose access token sent it, and whose cancelled it. */
  sentBy: string | null;
  canceledBy: string | null;
  /** Our id of the message that this one was sent again for. */
  resendOf: string | null;
  /** Rises with every visible change. */
  version: number;
  recipientCount: number;
  /** Recipients that are not final yet. */
  openCount: number;
  counts: Partial<Record<Status, number>>;
}

export interface RecipientRecord extends RecipientState {
  recipient: string;
  sinchId: string | null;
  updatedAt: number | null;
  callbackCount: number;
}

export interface RecipientWithHistory extends RecipientRecord {
  history: StoredReport[];
}

export interface StoredMessage extends MessageHead {
  /** Our ids of the newest messages that were sent again for this one, at most 20. */
  resends: string[];
  recipients: RecipientWithHistory[];
}

export interface MessageSummaryRecord extends MessageHead {
  /** The first three; for an export all of them. */
  recipients: RecipientRecord[];
}

/** A send before Sinch is asked. */
export interface MessageDraft extends Pick<
  MessageHead,
  'id' | 'transport' | 'from' | 'text' | 'createdAt' | 'sendAt' | 'expireAt' | 'sentBy' | 'resendOf'
> {
  recipients: readonly string[];
  /** SMS parts of the text, for one recipient. */
  parts: number;
  idempotency: { key: string; fingerprint: string } | null;
}

/** What a recipient wrote back. */
export interface ReplyRecord {
  /** Sinch's id of it: the same again is the same reply. */
  sinchId: string;
  /** E.164. */
  from: string;
  to: string | null;
  text: string;
  /** By Sinch's clock. */
  at: number | null;
  receivedAt: number;
}

/** Nothing more is expected of the message. */
export function isFinal(head: Pick<MessageHead, 'state' | 'openCount'>): boolean {
  switch (head.state) {
    case 'refused':
      return true;
    case 'submitting':
    case 'unclear':
      return false;
    case 'accepted':
      return head.openCount === 0;
  }
}
