import { setImmediate as nextTurn } from 'node:timers/promises';
import type { HeadRow } from '../driver.ts';
import { DELIVERY_BOUNDS, HOUR, OutcomeSum } from '../outcomes.ts';
import type { OutcomePart } from '../outcomes.ts';
import type { Outcomes, Period } from '../store.ts';
import type { StoredRecipient, StoredRow, Tables } from './tables.ts';

/** After so many messages others get their turn. */
const AT_ONCE = 1000;

function tookOf({ sendAt, sentAt }: HeadRow, at: number | null): number | null {
  const from = sendAt ?? sentAt;
  if (from === null || at === null) return null;
  return DELIVERY_BOUNDS.filter((bound) => at - from > bound * 1000).length;
}

/** When it was delivered, of one that was read. */
function deliveredAt({ record, history }: StoredRecipient): number | null {
  const instants = history.flatMap(({ status, at }) => (status === 'DELIVERED' && at !== null ? [at] : []));
  return instants.length === 0 ? record.at : Math.max(...instants);
}

function partOf({ head, recipients }: StoredRow): OutcomePart {
  const hour = Math.floor(head.createdAt / HOUR);
  const part: OutcomePart = { messages: [{ hour, count: 1 }], recipients: [], read: [] };
  for (const one of recipients) {
    if (one === undefined) continue;
    const { status, code, reason, at } = one.record;
    const said = { status, code, reason, took: tookOf(head, at) };
    part.recipients.push({ hour, refusal: head.refusal?.code ?? null, ...said, count: 1 });
    if (status === 'READ') part.read.push({ took: tookOf(head, deliveredAt(one)), count: 1 });
  }
  return part;
}

export async function readOutcomes({ messages }: Tables, { from, before }: Period): Promise<Outcomes> {
  const sum = new OutcomeSum();
  let looked = 0;
  for (const row of messages.values()) {
    const { createdAt } = row.head;
    if (createdAt >= from && createdAt < before) sum.add(partOf(row));
    looked += 1;
    if (looked % AT_ONCE === 0) await nextTurn();
  }
  return sum.outcomes();
}
