import type { Message } from '@sinch-callback-app/server/contract';
import { splitRecipients } from './split-recipients.ts';
import { isReadable, timesOf } from './times.ts';
import type { DraftTimes } from './times.ts';

/** What stands in the form, as typed. */
export interface Draft extends DraftTimes {
  to: string;
  message: string;
  from: string;
}

export type Field = keyof Draft;
export type FieldErrors = Partial<Record<Field, readonly string[]>>;

export const EMPTY: Draft = { to: '', message: '', from: '', sendAt: null, expiry: null };

export const isEqual = (a: Draft, b: Draft): boolean =>
  a.to === b.to &&
  a.message === b.message &&
  a.from === b.from &&
  a.sendAt === b.sendAt &&
  a.expiry === b.expiry;

/** Only what is plain without knowing numbers and senders: those are the server's to judge, by one rule for all clients. */
export function missingFields({ to, message, sendAt }: Draft): FieldErrors {
  return {
    ...(splitRecipients(to).length === 0 && { to: ['Enter at least one number.'] }),
    ...(message.trim() === '' && { message: ['Write a message.'] }),
    ...(sendAt !== null && !isReadable(sendAt) && { sendAt: ['Choose a day and a time, or send it now.'] }),
  };
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
});
