import type { CallbackReport, RecipientReport, Report } from '../messages/report.ts';
import type { HeadRow, Transaction } from './driver.ts';
import type { RecipientEffect } from './inbox.ts';
import { Ledger } from './ledger.ts';
import type { Callback, CallbackOutcome, CallbackVerdict } from './store.ts';

/** Which message each callback of a group is about. */
interface Addresses {
  byId: ReadonlyMap<string, HeadRow>;
  /** Of Sinch's ids, also those that a callback of this very group gives to a message. */
  bySinchId: ReadonlyMap<string, number>;
  newNames: ReadonlyMap<string, number>;
}

const present = (names: readonly (string | null)[]): string[] => [
  ...new Set(names.filter((name) => name !== null)),
];

/** Those that name somebody. */
const named = (reports: readonly CallbackReport[]): RecipientReport[] =>
  reports.flatMap(({ recipient, ...said }) => (recipient === null ? [] : [{ recipient, ...said }]));

/** By Sinch's id, else by our reference: the id wins where the two differ. */
function addressOf({ sinchId, reference }: Callback, { byId, bySinchId }: Addresses): number | undefined {
  const seq = sinchId === null ? undefined : bySinchId.get(sinchId);
  return seq ?? (reference === null ? undefined : byId.get(reference)?.seq);
}

function findAddresses(
  callbacks: readonly Callback[],
  heads: readonly HeadRow[],
  known: ReadonlyMap<string, number>,
): Addresses {
  const byId = new Map(heads.map((head) => [head.id, head]));
  const bySinchId = new Map(known);
  const newNames = new Map<string, number>();
  for (const { sinchId, reference } of callbacks) {
    const head = reference === null ? undefined : byId.get(reference);
    if (sinchId === null || head === undefined || bySinchId.has(sinchId)) continue;
    bySinchId.set(sinchId, head.seq);
    newNames.set(sinchId, head.seq);
  }
  return { byId, bySinchId, newNames };
}

/** All recipients of the messages that are accepted or named just now; of the others those that the reports name. */
function findWanted(callbacks: readonly Callback[], addresses: Addresses) {
  const whole = new Set(addresses.newNames.values());
  for (const { reference } of callbacks) {
    const head = reference === null ? undefined : addresses.byId.get(reference);
    if (head !== undefined && head.state !== 'accepted') whole.add(head.seq);
  }
  const wanted = new Map<string, { seq: number; recipient: string }>();
  for (const callback of callbacks) {
    const seq = addressOf(callback, addresses);
    if (seq === undefined || whole.has(seq)) continue;
    for (const { recipient } of named(callback.reports))
      wanted.set(`${seq} ${recipient}`, { seq, recipient });
  }
  return { whole: [...whole], named: [...wanted.values()] };
}

function groupByRecipient(reports: readonly RecipientReport[], receivedAt: number): Map<string, Report[]> {
  const groups = new Map<string, Report[]>();
  for (const { recipient, ...statement } of reports) {
    const report: Report = { ...statement, receivedAt, source: 'callback' };
    const group = groups.get(recipient);
    if (group) group.push(report);
    else groups.set(recipient, [report]);
  }
  return groups;
}

function judge(effects: readonly RecipientEffect[], unreadable: number, isReplay: boolean): CallbackVerdict {
  if (isReplay) return 'replay';
  if (effects.length === 0) return unreadable > 0 ? 'unreadable' : 'no_report';
  return effects.some(({ added }) => added > 0) ? 'stored' : 'duplicate';
}

type Applied = CallbackOutcome & { effects: RecipientEffect[] };

function applyTo(ledger: Ledger, seq: number, callback: Callback, isReplay: boolean): Applied {
  const effects: RecipientEffect[] = [];
  const strangers: string[] = [];
  const arrival = { callbacks: 1, now: callback.received.receivedAt };
  for (const [recipient, reports] of groupByRecipient(
    named(callback.reports),
    callback.received.receivedAt,
  )) {
    const effect = ledger.apply(seq, recipient, isReplay ? [] : reports, arrival);
    if (effect === null) strangers.push(recipient);
    else effects.push({ recipient, ...effect });
  }
  return {
    verdict: judge(effects, callback.unreadable, isReplay),
    id: ledger.head(seq).id,
    strangers,
    effects,
  };
}

function keepOrphan(ledger: Ledger, callback: Callback, isReplay: boolean, isErased: boolean): Applied {
  const { sinchId, unreadable, received } = callback;
  const reports = named(callback.reports);
  const waits = sinchId !== null && reports.length > 0 && !isErased;
  if (waits) ledger.keepOrphans(sinchId, reports, received.receivedAt);
  const verdict = waits && !isReplay ? 'orphan' : judge([], unreadable, isReplay);
  return { verdict, id: null, strangers: [], effects: [] };
}

/**
 * Applies callbacks in the order in which they came, as one change. The nonces are kept with it: one that was kept
 * before, or comes twice in the group, only counts.
 */
export async function recordGroup(
  transaction: Transaction,
  callbacks: readonly Callback[],
): Promise<CallbackOutcome[]> {
  const fresh = new Set(await transaction.keepNonces(callbacks.map(({ received }) => received)));
  const ids = present(callbacks.map(({ reference }) => reference));
  const sinchIds = present(callbacks.map(({ sinchId }) => sinchId));
  const { heads, bySinchId } = await transaction.lockMessages({ ids, sinchIds });
  const addresses = findAddresses(callbacks, heads, bySinchId);
  const orphans = await transaction.orphans([...addresses.newNames.keys()]);
  const ledger = new Ledger(heads);
  ledger.load(await transaction.recipients(findWanted(callbacks, addresses)));

  const lost = callbacks.filter((callback) => addressOf(callback, addresses) === undefined);
  const erased = await transaction.erasedNames(
    present(lost.flatMap(({ sinchId, reference }) => [sinchId, reference])),
  );
  const isErased = ({ sinchId, reference }: Callback): boolean =>
    (sinchId !== null && erased.has(sinchId)) || (reference !== null && erased.has(reference));

  const linked = new Set<string>();
  const outcomes = callbacks.map((callback) => {
    const { sinchId, reference, received } = callback;
    const isReplay = !fresh.delete(received.nonce);
    const seq = addressOf(callback, addresses);
    if (seq !== undefined && ledger.head(seq).id === reference) {
      // Sinch knows our reference, so it has the message.
      ledger.accept(seq, received.receivedAt);
      if (sinchId !== null && addresses.newNames.get(sinchId) === seq && !linked.has(sinchId)) {
        linked.add(sinchId);
        ledger.link(seq, sinchId, orphans.get(sinchId) ?? []);
      }
    }
    const { effects, ...outcome } =
      seq === undefined
        ? keepOrphan(ledger, callback, isReplay, isErased(callback))
        : applyTo(ledger, seq, callback, isReplay);
    const { verdict, id: messageId, strangers } = outcome;
    // A person who was erased shall not come back with a late callback.
    const namesErased =
      seq === undefined ? isErased(callback) : strangers.length > 0 && ledger.head(seq).erased > 0;
    if (namesErased) return { ...outcome, strangers: [] };
    ledger.keepInInbox({ ...received, type: callback.type, verdict, messageId, effects });
    return outcome;
  });
  await transaction.write(ledger.changes());
  return outcomes;
}
