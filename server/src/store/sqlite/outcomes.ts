import { setImmediate as nextTurn } from 'node:timers/promises';
import { HOUR } from '../../durations.ts';
import { hourOf, OutcomeSum } from '../outcomes.ts';
import type { OutcomePart, OutcomeRow } from '../outcomes.ts';
import type { Outcomes, Period } from '../store.ts';
import type { Queries } from './queries.ts';

/** After so many recipients others get their turn: a few milliseconds. */
const AT_ONCE = 5000;

/** Runs `work` alone, on the open database. */
type Read = <Result>(work: (queries: Queries) => Result) => Promise<Result>;

/** The hour in which the next part begins. An hour is never parted. */
function endOfPart(queries: Queries, from: number, before: number): number {
  const next = queries.hourBehind.get(from, before, AT_ONCE)?.hour;
  return next === undefined ? before : Math.max(next, from + 1);
}

function readPart(queries: Queries, from: number, end: number): OutcomePart {
  const recipients: OutcomeRow[] = JSON.parse(queries.outcomes.get(from, end)?.rows ?? '[]');
  return {
    messages: queries.messagesByHour.all(from * HOUR, end * HOUR),
    refused: queries.refusedByHour.all(from * HOUR, end * HOUR),
    recipients,
  };
}

export async function readOutcomes(read: Read, { from, before }: Period): Promise<Outcomes> {
  const sum = new OutcomeSum();
  const last = hourOf(before);
  for (let start = hourOf(from); start < last;) {
    const begin = start;
    start = await read((queries) => {
      const end = endOfPart(queries, begin, last);
      sum.add(readPart(queries, begin, end));
      return end;
    });
    await nextTurn();
  }
  return sum.outcomes();
}
