/** A callback as it can still be judged: from what was kept of it. */
import type { CallbackVerdict } from '../contract.ts';
import type { RecipientEffect, StoredCallback } from '../store/inbox.ts';
import { ALGORITHM } from './signature.ts';
import type { SignatureHeaders } from './signature.ts';
import { readVerdict } from './verdict.ts';

export interface Arrived {
  accepted: boolean;
  verdict: CallbackVerdict;
  receivedAt: number;
  headers: SignatureHeaders;
  /** As far as it was kept. */
  body: Buffer;
  bodyBytes: number;
  whole: boolean;
  /** Our id. */
  message: string | null;
  effects: readonly RecipientEffect[];
}

const NO_HEADERS: SignatureHeaders = {
  signature: undefined,
  nonce: undefined,
  timestamp: undefined,
  algorithm: undefined,
};

export function toArrived(stored: StoredCallback): Arrived {
  const { kept, receivedAt, body } = stored;
  if (kept === 'accepted') {
    const { signature, nonce, timestamp, messageId: message, effects } = stored;
    // No other algorithm is ever accepted. One without a signature came by its token: we made its nonce.
    const headers = signature === '' ? NO_HEADERS : { signature, nonce, timestamp, algorithm: ALGORITHM };
    const verdict = readVerdict(stored.verdict, kept);
    const all = { body, bodyBytes: body.length, whole: true };
    return { accepted: true, verdict, receivedAt, headers, ...all, message, effects };
  }
  const { bodyBytes, reason } = stored;
  const { signature, nonce, timestamp, algorithm } = stored.headers;
  return {
    accepted: false,
    verdict: readVerdict(reason, kept),
    receivedAt,
    headers: { signature, nonce, timestamp, algorithm },
    body,
    bodyBytes,
    whole: body.length >= bodyBytes,
    message: null,
    effects: [],
  };
}
