import type { Meaning, Recipient } from '@sinch-callback-app/server/contract';
import { explain } from '@sinch-callback-app/server/meanings';
import { STATUS_VIEWS } from '../messages/status-view.ts';

/** What failed for one cause. */
export interface Failure extends Pick<Meaning, 'meaning' | 'retry' | 'advice'> {
  /** For the address bar. */
  cause: string;
  /** In Sinch's own words. */
  code: number | null;
  reason: string | null;
  recipients: Recipient[];
}

type Caused = Pick<Recipient, 'status' | 'code' | 'reason'>;

export const isFailed = ({ status }: Caused): boolean =>
  status !== null && STATUS_VIEWS[status].tone === 'bad';

export const causeOf = ({ status, code, reason }: Caused): string =>
  [status, code, reason].filter((part) => part !== null).join('.');

/** Most frequent first; of equal ones, what comes first among the recipients. */
export function failuresOf(recipients: readonly Recipient[]): Failure[] {
  const groups = new Map<string, Failure>();
  for (const recipient of recipients.filter(isFailed)) {
    const cause = causeOf(recipient);
    const group = groups.get(cause) ?? failureOf(cause, recipient);
    group.recipients.push(recipient);
    groups.set(cause, group);
  }
  return [...groups.values()].toSorted((a, b) => b.recipients.length - a.recipients.length);
}

function failureOf(cause: string, { status, code, reason }: Recipient): Failure {
  const { meaning, retry, advice } = explain({ status, code, reason });
  return { cause, code, reason, meaning, retry, advice, recipients: [] };
}

/** To whom a message can be sent again: to all that failed, and to those whom it can help; in the message's order. */
export function whomAgain(
  recipients: readonly Recipient[],
  failures: readonly Failure[],
): { all: string[]; some: string[] } {
  const curable = new Set(failures.filter(({ retry }) => retry !== 'no').map(({ cause }) => cause));
  const all = recipients.filter(isFailed);
  const some = all.filter((recipient) => curable.has(causeOf(recipient)));
  return { all: all.map(numberOf), some: some.map(numberOf) };
}

const numberOf = ({ recipient }: Recipient): string => recipient;
