/** How long a message took to be delivered to a recipient, as the classes that are counted. */
import type { MessageHead } from '../messages/message.ts';
import type { RecipientState } from '../messages/fold.ts';
import { knownStatus } from '../messages/report.ts';
import type { Statement } from '../messages/report.ts';

/** In seconds: what took longer than one of them took at most the next. */
export const DELIVERY_BOUNDS = [1, 2, 5, 10, 30, 60, 300, 900, 3600, 21_600, 86_400] as const;

/** For the migrations, which take the time of what was kept before it was taken. */
export const ARRIVED = `'DELIVERED', 'READ'`;
export const DELIVERY = `'DELIVERED'`;

/** When it was delivered; of one that was read, and of whose delivery no instant is known, when it was read. */
function deliveredAt({ status, at }: Pick<RecipientState, 'status' | 'at'>, history: readonly Statement[]) {
  if (status === 'DELIVERED') return at;
  if (status !== 'READ') return null;
  const delivered = history.filter((one) => knownStatus(one.status) === 'DELIVERED');
  const instants = delivered.flatMap((one) => one.at ?? []);
  return instants.length === 0 ? at : Math.max(...instants);
}

/**
 * How many of `DELIVERY_BOUNDS` are shorter than the time from when Sinch had the message, or was to send it, to its
 * delivery. Null: it was not delivered, or one of the instants is not known.
 */
export function tookOf(
  { sendAt, sentAt }: Pick<MessageHead, 'sendAt' | 'sentAt'>,
  state: Pick<RecipientState, 'status' | 'at'>,
  history: readonly Statement[],
): number | null {
  const from = sendAt ?? sentAt;
  const at = deliveredAt(state, history);
  if (from === null || at === null) return null;
  return DELIVERY_BOUNDS.filter((bound) => at - from > bound * 1000).length;
}
