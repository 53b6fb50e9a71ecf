import { setImmediate as nextTurn } from 'node:timers/promises';
import { hourOf, OutcomeSum } from '../outcomes.ts';
import type { OutcomePart } from '../outcomes.ts';
import type { Outcomes, Period } from '../store.ts';
import type { StoredRow, Tables } from './tables.ts';

/** After so many messages others get their turn. */
const AT_ONCE = 1000;

function partOf({ head: { createdAt, refusal, recipientCount }, recipients }: StoredRow): OutcomePart {
  const hour = hourOf(createdAt);
  return {
    messages: [{ hour, count: 1 }],
    refused: refusal === null ? [] : [{ hour, code: refusal.code, count: recipientCount }],
    recipients: recipients.flatMap((one) => {
      if (one === undefined) return [];
      const { status, code, reason } = one.record;
      return { hour, status, code, reason, took: one.took, count: 1 };
    }),
  };
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
