import { DELIVERY_BOUNDS, HOUR, OutcomeSum } from '../outcomes.ts';
import type { OutcomePart, OutcomeRow } from '../outcomes.ts';
import type { Outcomes, Period } from '../store.ts';
import type { Ask } from './connection.ts';

/** What one statement is asked for: far below the time that it may take. */
const AT_ONCE = 7 * 24 * HOUR;

/** How many of the bounds the milliseconds are longer than. */
const boundOf = (milliseconds: string): string =>
  `width_bucket(${milliseconds}, ARRAY[${DELIVERY_BOUNDS.map((bound) => bound * 1000 + 1).join(', ')}]::bigint[])`;

const SINCE = 'coalesce(m.send_at, m.sent_at)';

/** As a join PostgreSQL would read all recipients that there are, for a period that it takes to be long. */
const RECIPIENTS_OF = '(SELECT * FROM recipients WHERE message = m.seq OFFSET 0) AS r';

const MESSAGES = `
SELECT created_at / ${HOUR} AS hour, count(*) AS count FROM messages
WHERE created_at >= $1 AND created_at < $2 GROUP BY 1`;

const RECIPIENTS = `
SELECT m.created_at / ${HOUR} AS hour, m.refusal_code AS refusal, r.status, r.code, r.reason,
  ${boundOf(`r.at - ${SINCE}`)} AS took, count(*) AS count
FROM messages m CROSS JOIN LATERAL ${RECIPIENTS_OF}
WHERE m.created_at >= $1 AND m.created_at < $2 GROUP BY 1, 2, 3, 4, 5, 6`;

const DELIVERIES = `
SELECT ${boundOf(`coalesce((SELECT max(p.at) FROM reports p
  WHERE p.message = r.message AND p.position = r.position AND p.status = $4), r.at) - ${SINCE}`)} AS took,
  count(*) AS count
FROM messages m CROSS JOIN LATERAL ${RECIPIENTS_OF}
WHERE m.created_at >= $1 AND m.created_at < $2 AND r.status = $3 GROUP BY 1`;

async function readPart(ask: Ask, from: number, end: number): Promise<OutcomePart> {
  const bounds = [from, end];
  const messages = await ask<OutcomePart['messages'][number]>('messages_by_hour', MESSAGES, bounds);
  const recipients = await ask<OutcomeRow>('outcomes', RECIPIENTS, bounds);
  const wasRead = recipients.some(({ status }) => status === 'READ');
  const read = wasRead
    ? await ask<OutcomePart['read'][number]>('deliveries_of', DELIVERIES, [...bounds, 'READ', 'DELIVERED'])
    : [];
  return { messages, recipients, read };
}

export async function readOutcomes(ask: Ask, { from, before }: Period): Promise<Outcomes> {
  const sum = new OutcomeSum();
  for (let start = from; start < before; start += AT_ONCE) {
    sum.add(await readPart(ask, start, Math.min(start + AT_ONCE, before)));
  }
  return sum.outcomes();
}
