/** Callbacks as the webhook hands them to the store: parsed, of messages to one recipient each. */
import { parseCallback } from '../../src/callbacks/wire.ts';
import type { Callback } from '../../src/store/store.ts';
import { callbackBodies, CALLBACKS_PER_RECIPIENT } from '../traffic.ts';

/** So many messages are open at once that no two callbacks in flight are about the same one. */
const OPEN_AT_ONCE = 1024;
/** As long as a real one. */
const SIGNATURE = 's'.repeat(44);

/** As long as Sinch's, and sorted as ULIDs are. */
const nonceOf = (message: number, step: number): string =>
  `01KANONCE${String(message * CALLBACKS_PER_RECIPIENT + step).padStart(17, '0')}`;

function callbackOf(message: number, step: number, body: Buffer): Callback {
  const parsed = parseCallback(body);
  if (parsed.kind !== 'report') throw new Error('the benchmark made a callback that is no report');
  const { type, sinchId, reference, reports } = parsed;
  const received = {
    receivedAt: reports[0]?.at ?? 0,
    signature: SIGNATURE,
    nonce: nonceOf(message, step),
    timestamp: '1767225600',
    body,
  };
  return { type, sinchId, reference, reports, reply: null, confinedTo: null, unreadable: 0, received };
}

/** Queued, Dispatched, Delivered. */
export const callbacksOf = (message: number): Callback[] =>
  callbackBodies(message, 1).map((body, step) => callbackOf(message, step, body));

const range = (first: number, count: number): number[] => Array.from({ length: count }, (_, n) => first + n);

/** All callbacks of these messages, the same step of many messages after one another. */
export function callbacksInOrder(firstMessage: number, messages: number): Callback[] {
  const callbacks: Callback[] = [];
  for (let open = 0; open < messages; open += OPEN_AT_ONCE) {
    const several = range(firstMessage + open, Math.min(OPEN_AT_ONCE, messages - open)).map(callbacksOf);
    for (const step of range(0, CALLBACKS_PER_RECIPIENT)) {
      callbacks.push(...several.map((ofOne) => ofOne[step]!));
    }
  }
  return callbacks;
}

/** One more report of a message that was delivered long ago; `serial` makes it differ from all others. */
export function lateCallback(message: number, serial: number): Callback {
  const [, , delivered] = callbacksOf(message);
  const [report] = delivered?.reports ?? [];
  if (delivered === undefined || report === undefined) throw new Error('a message without callbacks');
  const at = (report.at ?? 0) + serial;
  const nonce = `01KALATER${String(serial).padStart(17, '0')}`;
  return { ...delivered, reports: [{ ...report, at }], received: { ...delivered.received, nonce } };
}
