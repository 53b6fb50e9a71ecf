import { HOUR } from '../../durations.ts';
import { hourOf, OutcomeSum } from '../outcomes.ts';
import type { OutcomePart, OutcomeRow } from '../outcomes.ts';
import type { Outcomes, Period } from '../store.ts';
import type { Ask } from './connection.ts';

/** In hours, what one statement is asked for: far below the time that it may take. */
const AT_ONCE = 7 * 24;

const MESSAGES = `
SELECT created_at / ${HOUR} AS hour, count(*) AS count FROM messages
WHERE created_at >= $1 AND created_at < $2 GROUP BY 1`;

const REFUSED = `
SELECT created_at / ${HOUR} AS hour, refusal_code AS code, sum(recipient_count) AS count FROM messages
WHERE created_at >= $1 AND created_at < $2 AND refusal_code IS NOT NULL GROUP BY 1, 2`;

/** In the order of their index, so that nothing is sorted. */
const RECIPIENTS = `
SELECT hour, status, code, reason, took, count(*) AS count FROM recipients
WHERE hour >= $1 AND hour < $2 GROUP BY 1, 2, 3, 4, 5`;

async function readPart(ask: Ask, from: number, end: number): Promise<OutcomePart> {
  const instants = [from * HOUR, end * HOUR];
  return {
    messages: await ask<OutcomePart['messages'][number]>('messages_by_hour', MESSAGES, instants),
    refused: await ask<OutcomePart['refused'][number]>('refused_by_hour', REFUSED, instants),
    recipients: await ask<OutcomeRow>('outcomes', RECIPIENTS, [from, end]),
  };
}

export async function readOutcomes(ask: Ask, { from, before }: Period): Promise<Outcomes> {
  const sum = new OutcomeSum();
  const last = hourOf(before);
  for (let start = hourOf(from); start < last; start += AT_ONCE) {
    sum.add(await readPart(ask, start, Math.min(start + AT_ONCE, last)));
  }
  return sum.outcomes();
}
