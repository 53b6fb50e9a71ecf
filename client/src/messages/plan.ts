import type { Message } from '@sinch-callback-app/server/contract';

export type Planned = Pick<Message, 'state' | 'final' | 'sendAt' | 'canceledAt'>;

/** What an accepted message waits for; null: for nothing but its reports. */
export type Plan = { kind: 'scheduled'; at: string } | { kind: 'cancelling' } | null;

export function planOf({ state, final, sendAt, canceledAt }: Planned, now: number): Plan {
  if (state !== 'accepted' || final) return null;
  if (canceledAt !== null) return { kind: 'cancelling' };
  return sendAt !== null && Date.parse(sendAt) > now ? { kind: 'scheduled', at: sendAt } : null;
}

/** Whether it makes sense to ask; Sinch decides. The Conversation API cannot cancel. */
export const canBeCancelled = (message: Planned & Pick<Message, 'transport'>): boolean =>
  message.transport === 'sms' &&
  message.state === 'accepted' &&
  !message.final &&
  message.canceledAt === null;
