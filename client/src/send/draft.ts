import type { Message } from '@sinch-callback-app/server/contract';
import { splitRecipients } from './split-recipients.ts';

/** What stands in the form, as typed. */
export interface Draft {
  to: string;
  message: string;
  from: string;
}

export type Field = keyof Draft;
export type FieldErrors = Partial<Record<Field, readonly string[]>>;

export const EMPTY: Draft = { to: '', message: '', from: '' };

export const isEqual = (a: Draft, b: Draft): boolean =>
  a.to === b.to && a.message === b.message && a.from === b.from;

/** Only what is plain without knowing numbers and senders: those are the server's to judge, by one rule for all clients. */
export function missingFields({ to, message }: Draft): FieldErrors {
  return {
    ...(splitRecipients(to).length === 0 && { to: ['Enter at least one number.'] }),
    ...(message.trim() === '' && { message: ['Write a message.'] }),
  };
}

/** What to type to send this message once more. */
export const draftOf = ({ recipients, message, from }: Message): Draft => ({
  to: recipients.map(({ recipient }) => recipient).join('\n'),
  message,
  from: from ?? '',
});
