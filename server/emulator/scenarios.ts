import type { Status } from './batch.ts';

/** How a recipient's callbacks travel. */
export type Delivery =
  'plain' | 'twice' | 'reversed' | 'early' | 'forged' | 'silent' | 'unsigned' | 'firstLost';

interface RecipientScenario {
  readonly does: string;
  readonly status: Status;
  readonly code: number;
  readonly delivery: Delivery;
  /** How many times longer than usual its life takes. */
  readonly pace: number;
}

const DELIVERED: RecipientScenario = {
  does: 'delivered',
  status: 'Delivered',
  code: 0,
  delivery: 'plain',
  pace: 1,
};

/**
 * Chosen by the last two digits of a recipient. Codes (docs/sinch.md, "Codes"): below 400 they are the carrier's, so
 * they go with what happened beyond Sinch; from 400 on they are Sinch's own, for what ended before the carrier had it.
 */
export const RECIPIENT_SCENARIOS: ReadonlyMap<string, RecipientScenario> = new Map([
  ['01', DELIVERED],
  ['02', { ...DELIVERED, does: 'failed: unknown subscriber', status: 'Failed', code: 150 }],
  ['03', { ...DELIVERED, does: 'expired before the carrier had it', status: 'Expired', code: 406 }],
  [
    '04',
    { ...DELIVERED, does: 'rejected by the carrier: destination blocked', status: 'Rejected', code: 61 },
  ],
  ['05', { ...DELIVERED, does: 'aborted by Sinch: unroutable', status: 'Aborted', code: 402 }],
  ['06', { ...DELIVERED, does: 'unknown: the carrier sent no receipt', status: 'Unknown', code: 399 }],
  ['07', { ...DELIVERED, does: 'delivered, every callback twice', delivery: 'twice' }],
  ['08', { ...DELIVERED, does: 'delivered, callbacks last to first', delivery: 'reversed' }],
  ['09', { ...DELIVERED, does: 'delivered, first callback before the send is answered', delivery: 'early' }],
  ['10', { ...DELIVERED, does: 'delivered, every callback wrongly signed', delivery: 'forged' }],
  ['11', { ...DELIVERED, does: 'delivered, no callback ever: only the report knows', delivery: 'silent' }],
  ['12', { ...DELIVERED, does: 'delivered, callbacks unsigned', delivery: 'unsigned' }],
  ['13', { ...DELIVERED, does: 'delivered, ten times slower', pace: 10 }],
  ['14', { ...DELIVERED, does: 'delivered, first attempt of each callback lost', delivery: 'firstLost' }],
  ['15', { ...DELIVERED, does: 'delivered' }],
]);

export function recipientScenario(number: string): RecipientScenario {
  return RECIPIENT_SCENARIOS.get(number.slice(-2)) ?? DELIVERED;
}

/** What the whole send gets. `hang` and `drop` accept the batch, but send no callback for it. */
type SendScenario =
  | { readonly kind: 'refuse'; readonly does: string; readonly status: number; readonly code?: string }
  | { readonly kind: 'hang' | 'drop'; readonly does: string };

/** Chosen by the last two digits of a batch's first recipient. */
export const SEND_SCENARIOS: ReadonlyMap<string, SendScenario> = new Map<string, SendScenario>([
  ['90', { kind: 'refuse', does: '400', status: 400, code: 'syntax_constraint_violation' }],
  ['91', { kind: 'refuse', does: '401', status: 401 }],
  ['92', { kind: 'refuse', does: '403', status: 403, code: 'blocked_account' }],
  ['93', { kind: 'refuse', does: '429', status: 429 }],
  ['94', { kind: 'refuse', does: '500, and no batch', status: 500 }],
  ['95', { kind: 'hang', does: 'batch accepted, never answered; no callbacks' }],
  ['96', { kind: 'drop', does: 'batch accepted, connection dropped; no callbacks' }],
]);

export function sendScenario(firstRecipient: string | undefined): SendScenario | undefined {
  return SEND_SCENARIOS.get(firstRecipient?.slice(-2) ?? '');
}
