import type { CallbackOutcome, Store } from '../store/store.ts';
import type { Rejected } from './rejected.ts';
import type { SignatureHeaders, SignaturePolicy } from './signature.ts';
import { verifySignature } from './signature.ts';
import { parseCallback } from './wire.ts';

export interface ReceiveDeps {
  store: Pick<Store, 'recordCallback'>;
  rejected: Rejected;
  policy: SignaturePolicy;
  now: () => number;
}

/** What became of a callback; the route turns it into an answer and a log line. */
export type Receipt =
  | { kind: 'forged'; reason: string; skewSeconds?: number | null }
  | { kind: 'invalid' }
  | { kind: 'overloaded' }
  | { kind: 'store_failed'; error: unknown }
  | ({
      kind: 'recorded';
      type: string;
      sinchId: string | null;
      /** The statuses that it reported, each once. */
      statuses: readonly string[];
      unreadable: number;
    } & CallbackOutcome);

export type Receive = (body: Buffer, headers: SignatureHeaders) => Promise<Receipt>;

/** About something else than delivery: kept in the inbox, and nothing more. */
const NO_REPORT = { sinchId: null, reference: null, reports: [], unreadable: [] };
const MAX_WAITING = 1000;
const STORE_DEADLINE_MS = 5000;

/** Rejects when the store takes too long. It may still finish later: Sinch's retry is then a replay. */
function withinDeadline<T>(work: Promise<T>, milliseconds: number, onDone: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no commit within ${milliseconds} ms`)), milliseconds);
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      onDone();
    });
  });
}

/**
 * Takes callbacks in: verify, parse, record. Answers only after the store has committed. At most `maxWaiting` wait for
 * the store at once; more are turned away so that Sinch slows down and retries.
 */
export function createReceive(
  { store, rejected, policy, now }: ReceiveDeps,
  { maxWaiting = MAX_WAITING, storeDeadlineMs = STORE_DEADLINE_MS } = {},
): Receive {
  let waiting = 0;
  return async (body, headers) => {
    const receivedAt = now();
    const verdict = verifySignature(headers, body, policy, receivedAt);
    if (!verdict.ok) {
      rejected.add(verdict.reason, headers, body, receivedAt);
      return { kind: 'forged', ...verdict };
    }
    const callback = parseCallback(body);
    if (callback.kind === 'invalid') {
      rejected.add('invalid', headers, body, receivedAt);
      return { kind: 'invalid' };
    }
    if (waiting >= maxWaiting) return { kind: 'overloaded' };

    const { type } = callback;
    const { sinchId, reference, reports, unreadable } = callback.kind === 'report' ? callback : NO_REPORT;
    const { signature = '', timestamp = '' } = headers;
    const received = { receivedAt, signature, nonce: verdict.nonce, timestamp, body };
    waiting += 1;
    const recorded = store.recordCallback({
      type,
      sinchId,
      reference,
      reports,
      reply: null,
      confinedTo: null,
      unreadable: unreadable.length,
      received,
    });
    // Not when we give up waiting: the store still has it on its hands.
    const onDone = (): void => {
      waiting -= 1;
    };
    try {
      const outcome = await withinDeadline(recorded, storeDeadlineMs, onDone);
      const statuses = [...new Set(reports.map((report) => report.status))];
      return { kind: 'recorded', type, sinchId, statuses, unreadable: unreadable.length, ...outcome };
    } catch (error) {
      return { kind: 'store_failed', error };
    }
  };
}
