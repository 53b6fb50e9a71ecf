import type { MessageSummary } from '@sinch-callback-app/server/contract';
import { manyChanged, oneChanged, ROW } from '../texts/messages.ts';
import { plannedTime } from '../ui/planned.ts';
import { planOf } from './plan.ts';
import type { Plan } from './plan.ts';
import { STATE_VIEWS } from './state-text.ts';
import { STATUS_VIEWS } from './status-view.ts';
import { countText, headline, leadText, toWhom } from './summary.ts';

export type Spoken = Pick<
  MessageSummary,
  'id' | 'state' | 'final' | 'sendAt' | 'canceledAt' | 'counts' | 'recipientCount'
> & {
  recipients: readonly { recipient: string }[];
};

/** A message's state in words, as its row shows it. */
export function spokenState(message: Spoken, now: number): string {
  const { state, counts, recipientCount } = message;
  if (state !== 'accepted') return STATE_VIEWS[state].label;
  const { lead, trouble } = headline(counts);
  if (lead === null) return ROW.accepted;
  const plan = STATUS_VIEWS[lead.status].tone === 'open' ? planOf(message, now) : null;
  const first = plan === null ? leadText(lead, recipientCount) : spokenPlan(plan, now);
  return [first, ...trouble.map(countText)].join(', ');
}

const spokenPlan = (plan: NonNullable<Plan>, now: number): string =>
  plan.kind === 'cancelling'
    ? ROW.cancelling
    : `${ROW.scheduledFor} ${plannedTime(Date.parse(plan.at), now)}`;

/**
 * One sentence about everything that happened between two looks at a list; null if nothing did. A message that came
 * since counts, as it may have arrived already; an older one that the reader asked for does not.
 */
export function describeChanges(
  before: readonly Spoken[],
  after: readonly Spoken[],
  now: number,
): string | null {
  const stateOf = (message: Spoken): string => spokenState(message, now);
  const known = new Map(before.map((message) => [message.id, stateOf(message)]));
  const newest = before[0]?.id ?? '';
  const isNews = (message: Spoken): boolean =>
    known.has(message.id) ? known.get(message.id) !== stateOf(message) : message.id > newest;
  const changed = after.filter(isNews);
  const [first] = changed;
  if (first === undefined) return null;
  if (changed.length === 1) {
    const numbers = first.recipients.slice(0, 1).map(({ recipient }) => recipient);
    return oneChanged(toWhom(numbers, first.recipientCount), stateOf(first));
  }
  return manyChanged(changed.length, [...tally(changed.map(stateOf))]);
}

function* tally(words: readonly string[]): Generator<string> {
  for (const word of new Set(words)) yield `${words.filter((other) => other === word).length} ${word}`;
}
