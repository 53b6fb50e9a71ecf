import { ANY_MESSAGE } from '../src/store/criteria.ts';
import type { Store } from '../src/store/store.ts';
import { batchId, instantOf, messageId, recipientsOf } from './traffic.ts';

const PAGE = 100;

/** Messages as they are once Sinch has accepted them and before their first callback. */
export async function insertSent(
  store: Store,
  firstMessage: number,
  messages: number,
  recipients: number,
): Promise<void> {
  for (let message = firstMessage; message < firstMessage + messages; message += 1) {
    const at = instantOf(message, 0, 0);
    const draft = {
      id: messageId(message),
      transport: 'sms' as const,
      recipients: recipientsOf(message, recipients),
      from: '+12025550123',
      text: 'Your parcel arrives today between 9 and 11.',
      sendAt: null,
      expireAt: null,
      sentBy: null,
      resendOf: null,
      parts: 1,
      idempotency: null,
      createdAt: at,
    };
    // One after the other: the store works on one at a time anyway.
    // oxlint-disable-next-line no-await-in-loop
    await store.insertMessage(draft, Number.MAX_SAFE_INTEGER);
    // oxlint-disable-next-line no-await-in-loop
    await store.settleSend(draft.id, { state: 'accepted', sinchId: batchId(message), expireAt: null, at });
  }
}

/** How many recipients have all their callbacks behind them. */
export async function deliveredRecipients(store: Store): Promise<number> {
  let delivered = 0;
  let after: string | null = null;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop
    const page = await store.listMessages({ limit: PAGE, after, criteria: ANY_MESSAGE });
    for (const { counts } of page) delivered += counts.DELIVERED ?? 0;
    const last = page.at(-1);
    if (last === undefined) return delivered;
    after = last.id;
  }
}
