import { setImmediate as nextTurn } from 'node:timers/promises';
import { OutcomeSum } from '../outcomes.ts';
import type { OutcomePart } from '../outcomes.ts';
import type { Outcomes, Period } from '../store.ts';
import type { Queries } from './queries.ts';

/** After so many messages others get their turn: a few milliseconds, if they went to a few recipients each. */
const AT_ONCE = 1000;

/** Runs `work` alone, on the open database. */
type Read = <Result>(work: (queries: Queries) => Result) => Promise<Result>;

/** Where the next part begins. Messages of one instant are never parted. */
function endOfPart(queries: Queries, { from, before }: Period): number {
  const next = queries.messageAfter.get(from, before, AT_ONCE)?.created_at;
  return next === undefined ? before : Math.max(next, from + 1);
}

function readPart(queries: Queries, from: number, end: number): OutcomePart {
  const recipients = queries.outcomes.all(from, end);
  const wasRead = recipients.some(({ status }) => status === 'READ');
  return {
    messages: queries.messagesByHour.all(from, end),
    recipients,
    read: wasRead ? queries.deliveriesOf.all('DELIVERED', from, end, 'READ') : [],
  };
}

export async function readOutcomes(read: Read, { from, before }: Period): Promise<Outcomes> {
  const sum = new OutcomeSum();
  for (let start = from; start < before;) {
    const begin = start;
    start = await read((queries) => {
      const end = endOfPart(queries, { from: begin, before });
      sum.add(readPart(queries, begin, end));
      return end;
    });
    await nextTurn();
  }
  return sum.outcomes();
}
