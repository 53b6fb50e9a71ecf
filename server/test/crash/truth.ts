/** What must be found in the store after a run, worked out from what was sent and answered. */
import { expect } from 'vitest';
import type { Batch } from '../../emulator/batch.ts';
import type { HistoryEntry, Message } from '../../src/contract.ts';
import { fold } from '../../src/messages/fold.ts';
import type { Statement } from '../../src/messages/report.ts';
import type { Posted } from './sender.ts';

const QUEUED: Statement = { status: 'QUEUED', code: null, reason: null, at: null };

const textOf = ({ status, code, at }: Statement): string => `${status} ${code} ${at}`;
const textOfEntry = ({ status, code, at }: HistoryEntry): string =>
  `${status} ${code} ${at === null ? null : Date.parse(at)}`;

function groupByRecipient(posted: readonly Posted[]): Map<string, Posted[]> {
  const groups = new Map<string, Posted[]>();
  for (const one of posted) {
    const key = `${one.callback.reference} ${one.callback.recipient}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

/** Each batch is one message's, and no message has two. */
export function expectSentOnce(messages: readonly Message[], batches: readonly Batch[]): void {
  const references = batches.map(({ request }) => request.client_reference ?? '');
  expect(new Set(references).size, 'a message was sent twice').toBe(references.length);
  const ids = new Set(messages.map(({ id }) => id));
  expect(references.filter((reference) => !ids.has(reference))).toEqual([]);
}

/** Every callback that was answered 200 is kept, once, and every recipient stands where the sum of them puts it. */
export function expectNothingLost(messages: readonly Message[], posted: readonly Posted[]): void {
  const groups = groupByRecipient(posted);
  const lost: string[] = [];
  let checked = 0;
  for (const { id, recipients } of messages) {
    for (const { recipient, history, callbackCount, ...state } of recipients) {
      const callbacks = groups.get(`${id} ${recipient}`);
      if (callbacks === undefined) continue;
      checked += 1;
      const kept = history.map(textOfEntry);
      const said = callbacks
        .filter(({ acknowledged }) => acknowledged)
        .map(({ callback }) => callback.statement);
      for (const text of said.map(textOf)) if (!kept.includes(text)) lost.push(`${id} ${recipient} ${text}`);
      expect(kept.toSorted()).toEqual([QUEUED, ...said].map(textOf).toSorted());
      const { status, code, final, conflict } = fold([QUEUED, ...said]);
      expect(state).toMatchObject({ status, code, final, conflict });
      expect(callbackCount).toBeGreaterThanOrEqual(said.length);
      expect(callbackCount).toBeLessThanOrEqual(callbacks.reduce((sum, { attempts }) => sum + attempts, 0));
    }
  }
  expect(lost).toEqual([]);
  expect(checked, 'recipients that callbacks were acknowledged for').toBe(groups.size);
}

/** A message is final when all its recipients are, and its counts are theirs. */
export function expectConsistent(messages: readonly Message[]): void {
  for (const message of messages) {
    const isOver = message.recipients.every(({ final }) => final);
    expect(message.final).toBe(message.state === 'refused' || (message.state === 'accepted' && isOver));
  }
}
