import type { Callback } from '../store/store.ts';
import type { ParsedCallback } from './parsed.ts';

interface Origin {
  /** Our id of the message whose token it came with; null where Sinch signed it. */
  confinedTo: string | null;
  received: Callback['received'];
}

/** What the store is to keep. Who came by a token speaks of its message alone, and brings nobody's reply. */
export function toCallback(
  parsed: Exclude<ParsedCallback, { kind: 'invalid' }>,
  { confinedTo, received }: Origin,
): Callback {
  const { type } = parsed;
  const none = { type, sinchId: null, reference: null, reports: [], reply: null, confinedTo, received };
  switch (parsed.kind) {
    case 'unknown':
      return { ...none, unreadable: 0 };
    case 'inbound': {
      const { reply, unreadable } = parsed;
      if (reply === null || confinedTo !== null) return { ...none, unreadable };
      return { ...none, reply: { ...reply, receivedAt: received.receivedAt }, unreadable };
    }
    case 'report': {
      const { sinchId, reports, unreadable } = parsed;
      return { ...none, sinchId, reference: confinedTo ?? parsed.reference, reports, unreadable };
    }
  }
}
