/** The cells that many rows of the table of meanings share. */
import type { Meaning } from '../contract.ts';

export const no = (meaning: string, advice: string): Meaning => ({ meaning, retry: 'no', advice });
export const mayHelp = (meaning: string, advice: string): Meaning => ({ meaning, retry: 'may_help', advice });
export const helps = (meaning: string, advice: string): Meaning => ({ meaning, retry: 'helps', advice });

export const NOTHING = 'There is nothing to do.';
export const WAIT = 'Wait: there is more to come.';
export const LATER = 'Wait a few minutes first.';
export const IF_WANTED = 'Do so only if it is still wanted.';
export const ASK_FIRST = 'Ask the recipient first: it may arrive twice.';
export const MORE_TIME = 'Send it when the phone is likely to be on, or let it wait longer.';
export const CHECK_NUMBER = 'Check the number, or ask the recipient for another one.';
export const CHECK_ALL = 'Check the number, the sender and the text.';
export const CHANGE_TEXT = 'Change the text, or ask Sinch support what is wrong with it.';
export const CHANGE_SENDER = 'Use another sender, or ask Sinch support about this one.';
export const CHECK_MEDIA = 'Use another picture or file.';
export const CHECK_TEMPLATE = 'Correct the template or its parameters.';
export const CHECK_APP = 'Correct it in the Sinch dashboard.';
export const SUPPORT = 'Ask Sinch support.';
export const SUPPORT_IF_AGAIN = 'If it fails again, ask Sinch support.';

/** Explains nothing: where it is not certain that it failed, it is left out. */
export const NO_REASON = mayHelp('It could not be delivered, and no reason is given.', SUPPORT_IF_AGAIN);
