import type { RejectedEntry } from '../store/inbox.ts';
import type { Store } from '../store/store.ts';
import type { Refusal } from './authenticate.ts';
import type { SignatureHeaders } from './signature.ts';

/** Not forged, and still not taken. */
const PUT_OFF = ['invalid_body', 'overloaded', 'store_failed'] as const;
export type RejectionReason = Refusal['reason'] | (typeof PUT_OFF)[number];

/**
 * What one flush may write of forgeries: whoever sends them decides how many there are, but not how much we work for
 * them. As many again of those that are not forged, so that forgeries do not crowd them out.
 */
const MOST_WAITING = 100;
const MAX_BODY_BYTES = 2048;
const MAX_HEADER_LENGTH = 256;

/** Callbacks that were not taken, for whoever looks into them. Kept aside and written now and then, never on the sender's demand. */
export interface Rejected {
  add(reason: RejectionReason, headers: SignatureHeaders, body: Buffer, receivedAt: number): void;
  /** Writes what waits. Rejects when the store fails: then it waits for the next time, and what comes meanwhile has less room. */
  flush(): Promise<void>;
  /** Drops what waits and names this number, E.164. Afterwards nothing of it is on its way to the store. */
  forget(number: string): Promise<void>;
}

const isPutOff = (reason: string): boolean => PUT_OFF.some((one) => one === reason);

function cutHeaders(headers: SignatureHeaders): Record<string, string> {
  const cut: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'string') cut[name] = value.slice(0, MAX_HEADER_LENGTH);
  }
  return cut;
}

export function createRejected(store: Pick<Store, 'keepRejected'>): Rejected {
  let waiting: RejectedEntry[] = [];
  let writing: Promise<void> = Promise.resolve();
  return {
    add: (reason, headers, body, receivedAt) => {
      const alike = waiting.filter((entry) => isPutOff(entry.reason) === isPutOff(reason));
      if (alike.length >= MOST_WAITING) return;
      waiting.push({
        receivedAt,
        reason,
        headers: cutHeaders(headers),
        body: Buffer.from(body.subarray(0, MAX_BODY_BYTES)),
        bodyBytes: body.length,
      });
    },
    flush: async () => {
      const entries = new Set(waiting);
      if (entries.size === 0) return;
      writing = store.keepRejected([...entries]);
      await writing;
      waiting = waiting.filter((entry) => !entries.has(entry));
    },
    forget: async (number) => {
      // Sinch writes numbers without `+`.
      const digits = number.slice(1);
      waiting = waiting.filter(({ body }) => !body.includes(digits));
      await writing.catch(() => {});
    },
  };
}
