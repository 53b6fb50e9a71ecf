import type { Message } from '@sinch-callback-app/server/contract';
import { mendMany, mendOne, MISSING, tooMany } from '../texts/send.ts';
import { MOST_PEOPLE } from './recipients/readings.ts';
import type { Roll } from './recipients/readings.ts';
import { isReadable, timesOf } from './times.ts';
import type { DraftTimes } from './times.ts';

/** What stands in the form, as typed. */
export interface Draft extends DraftTimes {
  to: string;
  message: string;
  from: string;
  /** Our id of the message that this one is sent again for; null: of none. */
  resendOf: string | null;
}

export type Field = keyof Draft;
export type FieldErrors = Partial<Record<Field, readonly string[]>>;

export const EMPTY: Draft = { to: '', message: '', from: '', sendAt: null, expiry: null, resendOf: null };

export const isEqual = (a: Draft, b: Draft): boolean =>
  a.to === b.to &&
  a.message === b.message &&
  a.from === b.from &&
  a.sendAt === b.sendAt &&
  a.expiry === b.expiry &&
  a.resendOf === b.resendOf;

/** What the page can tell by itself; senders, countries and the rest are the server's to judge, by one rule for all clients. */
export function findFaults({ message, sendAt }: Draft, roll: Roll): FieldErrors {
  const to = recipientsFault(roll);
  return {
    ...(to !== null && { to: [to] }),
    ...(message.trim() === '' && { message: [MISSING.message] }),
    ...(sendAt !== null && !isReadable(sendAt) && { sendAt: [MISSING.sendAt] }),
  };
}

function recipientsFault({ people, misfits }: Roll): string | null {
  const [misfit] = misfits;
  if (misfit !== undefined)
    return misfits.length === 1 ? mendOne(misfit.text, misfit.fault) : mendMany(misfits.length);
  if (people.length > MOST_PEOPLE) return tooMany(people.length, MOST_PEOPLE);
  return people.length === 0 ? MISSING.to : null;
}

/** What to type to send this message once more: to all of its recipients, or only to these. */
export const draftOf = (
  message: Message,
  now: number,
  recipients: readonly string[] = message.recipients.map(({ recipient }) => recipient),
): Draft => ({
  to: recipients.join('\n'),
  message: message.message,
  from: message.from ?? '',
  ...timesOf(message, now),
  resendOf: message.id,
});
