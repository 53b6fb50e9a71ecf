/** What the form says. */
import type { Fault } from '../send/recipients/readings.ts';
import { count } from './count.ts';

const plural = (number: number, one: string, many = `${one}s`): string =>
  `${count(number)} ${number === 1 ? one : many}`;

const partsText = (parts: number): string => plural(parts, 'part');
const peopleText = (people: number): string => plural(people, 'person', 'people');

export const FORM = {
  heading: 'Send an SMS',
  message: 'Message',
  from: 'From (optional)',
  fromHint: 'A number, short code or name of yours.',
  checking: 'Checking the numbers…',
  send: 'Send',
  sending: 'Sending…',
  schedule: 'Schedule',
  scheduling: 'Scheduling…',
} as const;

export const MISSING = {
  to: 'Enter at least one number.',
  message: 'Write a message.',
  sendAt: 'Choose a day and a time, or send it now.',
} as const;

export const andMore = (left: number): string => `… and ${count(left)} more`;

export const RECIPIENTS = {
  label: 'To',
  hint: 'With country code, like +15550100001; one a line, or with commas. Or drop a CSV file here.',
  country: 'Numbers without +',
  noCountry: 'No country',
  file: 'From a file…',
  nobody: 'Nobody yet',
  show: 'Show',
  hide: 'Hide',
  list: 'Recipients',
  duplicates: 'Duplicates',
  misfits: 'What cannot be a number',
} as const;

export const countryText = (name: string, callingCode: string): string => `${name} (+${callingCode})`;

export const reading = (entries: number): string => `Checking ${plural(entries, 'number')}…`;

export function whoText(people: number, rewritten: number, only: string | null): string {
  if (only !== null) return `${peopleText(people)}: ${only}`;
  if (rewritten === 0) return peopleText(people);
  return `${peopleText(people)}, ${plural(rewritten, 'number')} completed`;
}

export const tooMany = (people: number, most: number): string =>
  `These are ${peopleText(people)}; Sinch takes at most ${count(most)} at once. Split the list.`;

export const duplicatesText = (duplicates: number): string =>
  duplicates === 1
    ? '1 is there twice; the message goes out once.'
    : `${count(duplicates)} are duplicates; to each number the message goes out once.`;
export const misfitsText = (misfits: number): string =>
  misfits === 1 ? '1 cannot be a number.' : `${count(misfits)} cannot be numbers.`;

export const removeDuplicates = (duplicates: number): string => `Remove ${plural(duplicates, 'duplicate')}`;
export const removeMisfits = (misfits: number): string =>
  misfits === 1 ? 'Remove 1 that cannot be a number' : `Remove ${count(misfits)} that cannot be numbers`;
export const remove = (text: string): string => `Remove ${text}`;
export const removeDuplicate = (text: string): string => `Remove the duplicate ${text}`;
export const showMore = (more: number, left: number): string =>
  `Show ${count(more)} more of ${count(left)} left`;

export const asTyped = (text: string): string => `from ${text}`;
export const sameAs = (number: string): string => `is ${number} once more`;

/** Why something cannot be a number, and what to do. */
export const FAULTS: Record<Fault, string> = {
  no_digits: 'has no digits',
  no_country: 'has no country code: write it with +, or choose the country above',
  unknown_country: 'begins with a country code that does not exist',
  too_short: 'is too short',
  too_long: 'is too long',
  rounded: 'was rounded by a spreadsheet: make its column text there',
  not_possible: 'is not a possible number',
};

export const mendOne = (text: string, fault: Fault): string =>
  `${text}: ${FAULTS[fault]}. Mend or remove it.`;
export const mendMany = (misfits: number): string =>
  `${count(misfits)} of these cannot be numbers. Mend or remove them.`;

export const TABLE = {
  column: 'Column with the numbers',
  dismiss: 'Close',
  looking: 'Looking for the numbers…',
  too_large: 'This file is too large. Split it into files of at most 2 MB.',
  not_text: 'This file is no text. In your spreadsheet, save it as CSV.',
  unreadable: 'This file cannot be read. Choose it again.',
  not_loaded: 'What reads files could not be loaded. Try again when the server is back.',
} as const;

export const noNumbers = (source: string | null): string =>
  `There is no column with phone numbers in ${sourceName(source)}.`;
export const taken = (rows: number, column: string, source: string | null): string =>
  `Took ${plural(rows, 'number')} from ${column} of ${sourceName(source)}.`;
export const columnName = (name: string | null, position: number): string =>
  name === null ? `column ${position}` : `“${name}”`;

const sourceName = (source: string | null): string => source ?? 'what you pasted';

/** What the emulator makes of a number, by its last two digits. */
const DOES = {
  '01': 'delivered',
  '02': 'failed',
  '03': 'expired',
  '07': 'every callback twice',
  '08': 'out of order',
  '13': 'slow',
  '90': 'refused',
} as const;

export const NUMBERS = {
  legend: 'Numbers to try: the last two digits choose what happens',
  button: (ending: keyof typeof DOES): string => `…${ending} ${DOES[ending]}`,
  message: 'Your parcel arrives today between 2 and 4 pm.',
} as const;

export const sizeText = (encoding: string, parts: number, length: number, longest: number): string =>
  `${encoding}, ${partsText(parts)}, ${length} of ${longest} characters`;
export const totalText = (people: number, parts: number): string =>
  `${peopleText(people)} × ${partsText(parts)} = ${partsText(people * parts)} in all`;

/** Which characters force Unicode, and where the first one stands, counted from 1. */
export function unicodeText(characters: readonly string[], position: number): string {
  const [first = '', ...others] = characters.slice(0, 8).map(visible);
  const more = others.length === 0 ? '' : `, and of ${others.join(' ')}${characters.length > 8 ? ' …' : ''}`;
  return `Unicode because of ${first} (character ${count(position)})${more}`;
}

const NAMES: Partial<Record<string, string>> = {
  '\u00a0': 'a no-break space',
  '\u202f': 'a narrow no-break space',
  '\u00ad': 'a soft hyphen',
  '\u200b': 'a zero-width space',
  '\u200d': 'a zero-width joiner',
  '\ufe0f': 'a mark that makes an emoji',
  '\t': 'a tab',
};

/** Characters that leave no mark are named, or else given by their code point. */
const visible = (character: string): string =>
  NAMES[character] ??
  (/^[\p{L}\p{N}\p{P}\p{S}\p{Emoji}]/u.test(character)
    ? character
    : `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);

export const UNICODE = { find: 'Show it' } as const;

/** `plain`: what stands for each of them. */
export function replaceText(characters: readonly string[], plain: readonly string[]): string {
  const [first = ''] = characters;
  if (characters.length > 1) return `Replace ${characters.map(visible).join(' ')} with plain characters`;
  return plain[0] === '' ? `Remove ${visible(first)}` : `Replace ${visible(first)} with ${named(plain[0])}`;
}

const named = (plain = ''): string => (plain === ' ' ? 'a space' : plain);

export const CONFIRM = {
  people: 'To',
  parts: 'Parts',
  from: 'From',
  when: 'When',
  now: 'Now',
  anySender: 'the sender of your account',
  back: 'Back',
} as const;

export const confirmHeading = (people: number, isLater: boolean): string =>
  `${isLater ? 'Schedule it for' : 'Send it to'} ${peopleText(people)}?`;
export const confirmButton = (people: number, isLater: boolean): string =>
  `${isLater ? 'Schedule for' : 'Send to'} ${peopleText(people)}`;
export const confirmParts = (people: number, parts: number): string =>
  `${count(parts)} each, ${count(people * parts)} in all`;
export const firstOf = (numbers: readonly string[], left: number): string =>
  left === 0 ? numbers.join(', ') : `${numbers.join(', ')} and ${count(left)} more`;

export const RESEND = {
  /** Before the id and after it. */
  before: 'Sends message',
  after: (people: number): string => (people === 0 ? 'again' : `again, to ${peopleText(people)}`),
  drop: 'Send it as a new message',
} as const;

export const REFILL = {
  title: 'Not sent yet.',
  text: 'Your message is back in the form. Check it, then press Send.',
  undo: 'Put back what I was writing',
} as const;

export const BUDGET = {
  used: (today: number, perDay: number): string =>
    `${count(today)} of ${count(perDay)} SMS parts are used today.`,
  spent: 'Today’s limit is reached.',
  limit: (perDay: number): string => `No more than ${count(perDay)} SMS parts a day are sent`,
  variable: 'SEND_PARTS_PER_DAY',
  again: 'You can send again',
} as const;

export const WHEN = {
  sendAt: 'Send at',
  now: 'Send now instead',
  expiry: 'Give up after',
  expiryHint: 'Counted from when it is sent. What Sinch has not delivered by then expires.',
  later: 'Send later',
  earlier: 'Give up earlier',
  conversation: 'It is sent at once: Sinch’s Conversation API cannot send later.',
  hours: (hours: number): string => (hours < 24 ? plural(hours, 'hour') : plural(hours / 24, 'day')),
} as const;

export const inZone = (zone: string): string => `In your time zone, ${zone}.`;
export const inZoneAt = (zone: string, offset: string, meaning: string): string =>
  `In your time zone, ${zone} (${offset}). ${meaning}`;
export const TIME = {
  passed: 'That has passed.',
  ahead: (until: string): string => `That is ${until}.`,
  skipped: (time: string): string => ` Your clocks skip this time: ${time} is meant.`,
} as const;

export const OUTCOME = {
  open: 'Open it',
  invalid: { title: 'Not sent.', text: 'Mend what is marked above, then send again.' },
  locked: { title: 'Not sent.', text: 'Your session was over. Now that you are back, press Send again.' },
  lost: {
    title: 'No answer from the server.',
    text: 'Your message may or may not be on its way. Press Send once more when the server is back: it will not be sent twice.',
  },
  notSent: 'Not sent.',
  unclear: 'Unclear.',
  submitting: { title: 'Sending.', text: 'Sinch is still being asked.' },
  accepted: { title: 'Accepted by Sinch.', text: 'Its status appears in the list.' },
  cancelled: (actor: string | null) => ({
    title: `Cancelled by ${actor ?? 'you'}.`,
    text: 'Its status appears in the list.',
  }),
  scheduled: (time: string) => ({
    title: 'Scheduled.',
    text: `Sinch sends it ${time}. Until then you can cancel it.`,
  }),
  tryAgain: (why: string, seconds: number): string => `${why} Try again in ${seconds} s.`,
} as const;
