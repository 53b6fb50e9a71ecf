/** What a callback says, in our words, whichever of Sinch's APIs posted it. */
import type { ReplyRecord } from '../messages/message.ts';
import type { CallbackReport } from '../messages/report.ts';

export interface ReportCallback {
  kind: 'report';
  type: string;
  /** Sinch's id of the batch, or of the message to one recipient; null where it is missing or cannot be one. */
  sinchId: string | null;
  /** What we asked Sinch to repeat, which is our id where we sent the message. */
  reference: string | null;
  reports: CallbackReport[];
  /** How many entries have no readable recipient or status. */
  unreadable: number;
}

export interface InboundCallback {
  kind: 'inbound';
  type: string;
  /** Null for pictures and the like, which we do not show. */
  reply: Omit<ReplyRecord, 'receivedAt'> | null;
  /** 1 for a text that does not say who wrote what. */
  unreadable: number;
}

export type ParsedCallback =
  ReportCallback | InboundCallback | { kind: 'unknown'; type: string } | { kind: 'invalid' };

/** Far above any SMS, and small enough to keep. */
export const MAX_REPLY_LENGTH = 20_000;
