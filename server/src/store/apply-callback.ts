/** What a single callback does to the messages that its transaction has loaded. */
import type { CallbackReport, StoredReport } from '../messages/report.ts';
import type { Address } from './addresses.ts';
import type { RecipientEffect } from './inbox.ts';
import { signedAtOf } from './inbox.ts';
import type { Ledger } from './ledger.ts';
import { confinedName } from './name-book.ts';
import type { Callback, CallbackOutcome, CallbackVerdict } from './store.ts';

/** A callback that is about a message. */
interface Arrived {
  callback: Callback;
  address: Address & { seq: number };
  /** Its nonce was seen before. */
  isReplay: boolean;
}

export type Applied = CallbackOutcome & {
  effects: RecipientEffect[];
  /** It may be about a person who was erased, and then must leave no trace. */
  namesErased: boolean;
};

/** Whom a report is about: by Sinch's id, else by its number, else the only one that there is. Null: nobody known. */
export function findRecipient(
  ledger: Ledger,
  { seq, sinchId }: { seq: number; sinchId: string | null },
  number: string | null,
): string | null {
  const link = sinchId === null ? undefined : ledger.names.linkOf(sinchId);
  const linked = link?.seq === seq ? link.recipient : null;
  const recipient = linked ?? number ?? ledger.onlyRecipient(seq);
  return recipient !== null && ledger.hasRecipient(seq, recipient) ? recipient : null;
}

/** Sinch knows our reference, so it has the message, and its id is one of the message's names. */
function acceptNamed(ledger: Ledger, { callback, address }: Arrived): void {
  const { seq, sinchId } = address;
  const { receivedAt } = callback.received;
  ledger.accept(seq, receivedAt);
  if (ledger.head(seq).transport === 'sms') {
    if (sinchId !== null) ledger.link(seq, sinchId, null);
    return;
  }
  const numbers = callback.reports.map(({ recipient }) => recipient);
  for (const number of numbers.length === 0 ? [null] : new Set(numbers)) {
    const recipient = findRecipient(ledger, address, number);
    if (recipient === null) continue;
    ledger.queue(seq, recipient, receivedAt);
    if (sinchId !== null) ledger.link(seq, sinchId, recipient);
  }
}

/** Reports by whom they are about, and those that nothing tells of yet. */
function sortReports(ledger: Ledger, { callback, address }: Arrived) {
  const known = new Map<string, StoredReport[]>();
  const unplaced: CallbackReport[] = [];
  const { receivedAt } = callback.received;
  const signedAt = signedAtOf(callback.received);
  for (const one of callback.reports) {
    const { recipient: number, ...statement } = one;
    const recipient = findRecipient(ledger, address, number);
    const report: StoredReport = { ...statement, signedAt, receivedAt, source: 'callback', repeats: 0 };
    const group = recipient === null ? undefined : known.get(recipient);
    if (recipient === null) unplaced.push(one);
    else if (group) group.push(report);
    else known.set(recipient, [report]);
  }
  return { known, unplaced };
}

function judge(effects: readonly RecipientEffect[], unreadable: number, isReplay: boolean): CallbackVerdict {
  if (isReplay) return 'replay';
  if (effects.length === 0) return unreadable > 0 ? 'unreadable' : 'no_report';
  return effects.some(({ added }) => added > 0) ? 'stored' : 'duplicate';
}

const waitingName = ({ confinedTo }: Callback, sinchId: string): string =>
  confinedTo === null ? sinchId : confinedName(confinedTo, sinchId);

export function applyTo(ledger: Ledger, arrived: Arrived): Applied {
  const { callback, address, isReplay } = arrived;
  const { seq, sinchId } = address;
  if (address.isNamed) acceptNamed(ledger, arrived);
  const head = ledger.head(seq);
  const now = callback.received.receivedAt;
  const { known, unplaced } = sortReports(ledger, arrived);
  const effects: RecipientEffect[] = [];
  for (const [recipient, reports] of known) {
    const said = isReplay ? ledger.known(seq, recipient, reports) : reports;
    const effect = ledger.apply(seq, recipient, said, { callbacks: 1, now });
    if (effect !== null) effects.push({ recipient, ...effect });
  }
  const namesErased = unplaced.length > 0 && head.erased > 0;
  const outcome = { id: head.id, effects, namesErased };
  const verdict = judge(effects, callback.unreadable, isReplay);
  // The answer to the send may still tell which recipient has this id.
  const mayBePlaced = sinchId !== null && ledger.names.linkOf(sinchId) === undefined;
  if (unplaced.length > 0 && mayBePlaced && !namesErased) {
    ledger.names.keepOrphans(waitingName(callback, sinchId), unplaced, callback.received);
    return { ...outcome, verdict: effects.length > 0 || isReplay ? verdict : 'orphan', strangers: [] };
  }
  const strangers = namesErased ? [] : unplaced.flatMap(({ recipient }) => recipient ?? []);
  return { ...outcome, verdict, strangers: [...new Set(strangers)] };
}

/** There is no such message, at least not yet. */
export function keepOrphan(
  ledger: Ledger,
  callback: Callback,
  { sinchId }: Address,
  { isReplay, namesErased }: { isReplay: boolean; namesErased: boolean },
): Applied {
  const { reports, unreadable, received } = callback;
  const nothing = { id: null, strangers: [], effects: [], namesErased };
  if (sinchId === null || reports.length === 0 || namesErased) {
    return { ...nothing, verdict: judge([], unreadable, isReplay) };
  }
  ledger.names.keepOrphans(waitingName(callback, sinchId), reports, received);
  return { ...nothing, verdict: isReplay ? 'replay' : 'orphan' };
}
