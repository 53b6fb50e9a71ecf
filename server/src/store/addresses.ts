/** Which message each callback of a group is about, and what of it must be loaded. */
import type { HeadRow, Link } from './driver.ts';
import { hasOneRecipient } from './ledger.ts';
import type { Callback } from './store.ts';

export interface Address {
  /** Undefined: there is no such message. */
  seq: number | undefined;
  /** Null also where the callback may not go by it. */
  sinchId: string | null;
  /** It names our reference, so Sinch has the message. */
  isNamed: boolean;
}

/** Our id of the message that a callback names. */
export const referenceOf = ({ confinedTo, reference }: Callback): string | null => confinedTo ?? reference;

function addressOf(
  callback: Callback,
  byId: ReadonlyMap<string, HeadRow>,
  owners: ReadonlyMap<string, number>,
): Address {
  const reference = referenceOf(callback);
  const named = reference === null ? undefined : byId.get(reference)?.seq;
  const owner = callback.sinchId === null ? undefined : owners.get(callback.sinchId);
  const isForeign = callback.confinedTo !== null && owner !== undefined && owner !== named;
  const sinchId = isForeign ? null : callback.sinchId;
  // By Sinch's id, else by our reference: the id wins where the two differ.
  const seq = isForeign ? named : (owner ?? named);
  return { seq, sinchId, isNamed: seq !== undefined && seq === named };
}

/** Sinch's ids also find what a callback of this very group gives them to. */
export function findAddresses(
  callbacks: readonly Callback[],
  heads: readonly HeadRow[],
  links: ReadonlyMap<string, Link>,
): Address[] {
  const byId = new Map(heads.map((head) => [head.id, head]));
  const owners = new Map([...links].map(([sinchId, { seq }]) => [sinchId, seq]));
  for (const callback of callbacks) {
    const { sinchId } = callback;
    const reference = referenceOf(callback);
    const head = reference === null ? undefined : byId.get(reference);
    if (sinchId !== null && head !== undefined && !owners.has(sinchId)) owners.set(sinchId, head.seq);
  }
  return callbacks.map((callback) => addressOf(callback, byId, owners));
}

/** Messages of the SMS API that are accepted or named just now: that is about all of their recipients. */
function isAboutAll(head: HeadRow, { sinchId, isNamed }: Address, links: ReadonlyMap<string, Link>): boolean {
  if (head.transport !== 'sms' || !isNamed) return false;
  return head.state !== 'accepted' || (sinchId !== null && !links.has(sinchId));
}

/** All recipients of some messages; of the others those that a callback is about. */
export function findWanted(
  callbacks: readonly Callback[],
  addresses: readonly Address[],
  heads: readonly HeadRow[],
  links: ReadonlyMap<string, Link>,
) {
  const bySeq = new Map(heads.map((head) => [head.seq, head]));
  const whole = new Set<number>();
  const named = new Map<string, { seq: number; recipient: string }>();
  for (const [index, { reports }] of callbacks.entries()) {
    const address = addresses[index]!;
    const head = address.seq === undefined ? undefined : bySeq.get(address.seq);
    if (head === undefined) continue;
    const { seq } = head;
    const linked = address.sinchId === null ? null : (links.get(address.sinchId)?.recipient ?? null);
    const numbers = linked === null ? reports.map(({ recipient }) => recipient) : [linked];
    const isAboutTheOnly = hasOneRecipient(head) && (numbers.length === 0 || numbers.includes(null));
    if (isAboutTheOnly || isAboutAll(head, address, links)) whole.add(seq);
    for (const recipient of numbers) {
      if (recipient !== null) named.set(`${seq} ${recipient}`, { seq, recipient });
    }
  }
  return { whole: [...whole], named: [...named.values()].filter(({ seq }) => !whole.has(seq)) };
}
