import type { ReplyRecord } from '../messages/message.ts';
import type { Address } from './addresses.ts';
import { findAddresses, findWanted, referenceOf } from './addresses.ts';
import type { Applied } from './apply-callback.ts';
import { applyTo, keepOrphan } from './apply-callback.ts';
import type { Transaction } from './driver.ts';
import { Ledger } from './ledger.ts';
import { NameBook, waitingNames } from './name-book.ts';
import { keepReplies, replyOf, withoutReply } from './replies.ts';
import type { Callback, CallbackOutcome } from './store.ts';

const present = (names: readonly (string | null)[]): string[] => [
  ...new Set(names.filter((name) => name !== null)),
];

/** Locks and loads all that the callbacks are about. */
async function load(transaction: Transaction, callbacks: readonly Callback[]) {
  const ids = present(callbacks.map(referenceOf));
  const sinchIds = present(callbacks.map(({ sinchId }) => sinchId));
  const { heads, links } = await transaction.lockMessages({ ids, sinchIds });
  const addresses = findAddresses(callbacks, heads, links);
  const newNames = addresses.flatMap(({ seq, sinchId, isNamed }) => {
    const head = isNamed ? heads.find((one) => one.seq === seq) : undefined;
    return head && sinchId !== null && !links.has(sinchId) ? waitingNames(head.id, sinchId) : [];
  });
  const ledger = new Ledger(heads, new NameBook(links, await transaction.orphans(present(newNames))));
  ledger.load(await transaction.recipients(findWanted(callbacks, addresses, heads, links)));
  return { ledger, addresses };
}

/** Of the callbacks without a message and of the replies, the names of what was erased. */
function findErased(
  transaction: Transaction,
  callbacks: readonly Callback[],
  addresses: readonly Address[],
  replies: readonly ReplyRecord[],
): Promise<ReadonlySet<string>> {
  const lost = callbacks.filter((_, index) => addresses[index]!.seq === undefined);
  const names = lost.flatMap((callback) => [callback.sinchId, referenceOf(callback)]);
  return transaction.erasedNames(present([...names, ...replies.map(({ sinchId }) => sinchId)]));
}

/**
 * Applies callbacks in the order in which they came, as one change. The nonces are kept with it: one that was kept
 * before, or comes twice in the group, only counts.
 */
export async function recordGroup(
  transaction: Transaction,
  group: readonly Callback[],
): Promise<CallbackOutcome[]> {
  const fresh = new Set(await transaction.keepNonces(group.map(({ received }) => received)));
  const isReplay = group.map(({ received }) => !fresh.delete(received.nonce));
  const callbacks = group.map(withoutReply);
  const { ledger, addresses } = await load(transaction, callbacks);
  const replies = group.flatMap((callback) => replyOf(callback) ?? []);
  const erased = await findErased(transaction, callbacks, addresses, replies);
  const isErased = (name: string | null): boolean => name !== null && erased.has(name);
  const newReplies = await keepReplies(
    transaction,
    group.flatMap((callback, index) => {
      const reply = isReplay[index] === true ? null : replyOf(callback);
      return reply === null || isErased(reply.sinchId) ? [] : [reply];
    }),
  );

  const record = (callback: Callback, index: number): Applied => {
    const address = addresses[index]!;
    const { seq } = address;
    const again = isReplay[index] === true;
    if (seq !== undefined)
      return applyTo(ledger, { callback, address: { ...address, seq }, isReplay: again });
    const reply = replyOf(group[index]!);
    const names = [callback.sinchId, referenceOf(callback), reply?.sinchId ?? null];
    const outcome = keepOrphan(ledger, callback, address, {
      isReplay: again,
      namesErased: names.some(isErased),
    });
    if (reply === null || again || outcome.namesErased) return outcome;
    return { ...outcome, verdict: newReplies.delete(reply.sinchId) ? 'reply' : 'duplicate' };
  };
  const outcomes = callbacks.map((callback, index) => {
    const { effects, namesErased, ...outcome } = record(callback, index);
    const { verdict, id: messageId } = outcome;
    const { received, type } = callback;
    // A person who was erased shall not come back with a late callback.
    if (!namesErased) ledger.keepInInbox({ ...received, type, verdict, messageId, effects });
    return outcome;
  });
  await transaction.write(ledger.changes());
  return outcomes;
}
