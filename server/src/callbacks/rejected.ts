import type { RejectedEntry } from '../store/inbox.ts';
import type { Store } from '../store/store.ts';
import type { SignatureHeaders } from './signature.ts';

/** What one flush may write: whoever sends forgeries decides how many there are, but not how much we work for them. */
const MOST_WAITING = 100;
const MAX_BODY_BYTES = 2048;
const MAX_HEADER_LENGTH = 256;

/** Refused callbacks, for whoever looks into them. Kept aside and written now and then, never on the sender's demand. */
export interface Rejected {
  add(reason: string, headers: SignatureHeaders, body: Buffer, receivedAt: number): void;
  /** Writes what waits. Rejects when the store fails; then that is lost, which harms nobody. */
  flush(): Promise<void>;
}

export function createRejected(store: Pick<Store, 'keepRejected'>): Rejected {
  let waiting: RejectedEntry[] = [];
  return {
    add: (reason, headers, body, receivedAt) => {
      if (waiting.length >= MOST_WAITING) return;
      const sent: Record<string, string> = {};
      for (const [name, value] of Object.entries(headers)) {
        if (typeof value === 'string') sent[name] = value.slice(0, MAX_HEADER_LENGTH);
      }
      waiting.push({
        receivedAt,
        reason,
        headers: sent,
        body: Buffer.from(body.subarray(0, MAX_BODY_BYTES)),
      });
    },
    flush: async () => {
      if (waiting.length === 0) return;
      const entries = waiting;
      waiting = [];
      await store.keepRejected(entries);
    },
  };
}
