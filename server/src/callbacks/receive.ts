import type { CallbackOutcome, Store } from '../store/store.ts';
import type { AuthenticationPolicy } from './authenticate.ts';
import { authenticate } from './authenticate.ts';
import type { Health } from './health.ts';
import { createRefuse } from './refuse.ts';
import type { Forgery } from './refuse.ts';
import type { Rejected } from './rejected.ts';
import type { SignatureHeaders } from './signature.ts';
import { toCallback } from './to-callback.ts';
import type { Tokens } from './token.ts';
import { parseCallback } from './wire.ts';

interface ReceiveDeps {
  store: Pick<Store, 'recordCallback'>;
  rejected: Pick<Rejected, 'add'>;
  policy: AuthenticationPolicy;
  tokens: Pick<Tokens, 'verify'>;
  health: Pick<Health, 'matched' | 'unsigned' | 'diagnosed'>;
  now: () => number;
}

/** What became of a callback; the route turns it into an answer and a log line. */
export type Receipt =
  | Forgery
  | { kind: 'invalid' }
  | { kind: 'overloaded' }
  | { kind: 'store_failed'; error: unknown }
  | ({
      kind: 'recorded';
      type: string;
      sinchId: string | null;
      /** It proved itself by the token of its message. */
      unsigned: boolean;
      /** The statuses that it reported, each once. */
      statuses: readonly string[];
      unreadable: number;
    } & CallbackOutcome);

/** `url` is the address that was asked for, its query included. */
export type Receive = (body: Buffer, headers: SignatureHeaders, url: string) => Promise<Receipt>;

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
  { store, rejected, policy, tokens, health, now }: ReceiveDeps,
  { maxWaiting = MAX_WAITING, storeDeadlineMs = STORE_DEADLINE_MS } = {},
): Receive {
  const refuse = createRefuse({ rejected, health, secrets: policy.secrets });
  let waiting = 0;
  return async (body, headers, url) => {
    const receivedAt = now();
    const proof = authenticate({ body, headers, url }, policy, tokens, receivedAt);
    if (!proof.ok) return refuse(proof, headers, body, receivedAt);
    if (proof.by === 'signature') health.matched(proof.secretIndex, receivedAt);
    else health.unsigned(receivedAt);

    const parsed = parseCallback(body);
    if (parsed.kind === 'invalid') {
      rejected.add('invalid_body', headers, body, receivedAt);
      return { kind: 'invalid' };
    }
    if (waiting >= maxWaiting) {
      rejected.add('overloaded', headers, body, receivedAt);
      return { kind: 'overloaded' };
    }

    const { signature = '', timestamp = '' } = headers;
    const callback = toCallback(parsed, {
      confinedTo: proof.by === 'token' ? proof.id : null,
      received: { receivedAt, signature, nonce: proof.nonce, timestamp, body },
    });
    waiting += 1;
    const recorded = store.recordCallback(callback);
    // Not when we give up waiting: the store still has it on its hands.
    const onDone = (): void => {
      waiting -= 1;
    };
    try {
      const outcome = await withinDeadline(recorded, storeDeadlineMs, onDone);
      const { type, sinchId, reports, unreadable, confinedTo } = callback;
      const statuses = [...new Set(reports.map((report) => report.status))];
      const unsigned = confinedTo !== null;
      return { kind: 'recorded', type, sinchId, unsigned, statuses, unreadable, ...outcome };
    } catch (error) {
      rejected.add('store_failed', headers, body, receivedAt);
      return { kind: 'store_failed', error };
    }
  };
}
