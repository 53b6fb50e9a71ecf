import type { ConversationStatus } from './message.ts';

export interface Ending {
  readonly does: string;
  /** Null: nothing follows on QUEUED_ON_CHANNEL. */
  readonly status: ConversationStatus | null;
  readonly reason?: { readonly code: string; readonly sub_code: string };
  /** Whether the channel had it first. */
  readonly onChannel: boolean;
}

const UNSPECIFIED = 'UNSPECIFIED_SUB_CODE';

const DELIVERED: Ending = { does: 'delivered', status: 'DELIVERED', onChannel: true };

/** How the life of a message ends, by the last two digits of its recipient; the others are delivered. */
export const ENDINGS: ReadonlyMap<string, Ending> = new Map<string, Ending>([
  ['02', failed('RECIPIENT_NOT_REACHABLE', UNSPECIFIED, true)],
  ['03', failed('MESSAGE_EXPIRED')],
  ['04', failed('CHANNEL_REJECT', 'CHANNEL_POLICY_VIOLATION')],
  ['05', failed('RECIPIENT_INVALID_CHANNEL_IDENTITY')],
  ['06', { does: 'stays queued on the channel', status: null, onChannel: true }],
  ['11', { ...DELIVERED, does: 'delivered, no callback ever' }],
  ['15', { ...DELIVERED, does: 'delivered, callbacks without what may be missing' }],
]);

/** Where a send goes otherwise than one of the SMS API. */
export const SENDS: ReadonlyMap<string, string> = new Map([
  ['93', '429 once; the next one goes through'],
  ['94', '500, and no message'],
  ['95', 'message accepted, never answered; no callbacks'],
  ['96', 'message accepted, connection dropped; the callbacks tell'],
]);

export const CHANNEL_MISSING = failed('CHANNEL_CONFIGURATION_MISSING');
export const EXPIRED = failed('MESSAGE_EXPIRED');
export const TOO_MANY_PARTS = failed('BAD_REQUEST');

export function endingOf(number: string): Ending {
  return ENDINGS.get(number.slice(-2)) ?? DELIVERED;
}

function failed(code: string, sub_code = UNSPECIFIED, onChannel = false): Ending {
  return { does: `failed: ${code}`, status: 'FAILED', reason: { code, sub_code }, onChannel };
}

/** The recipients whose callbacks lack what real ones may lack. */
export function isSparse(number: string): boolean {
  return number.endsWith('15');
}
