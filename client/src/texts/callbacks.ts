/** What the page says about the callbacks that came. */
import type { CallbackStep, CallbackSummary, ReceivedCallback } from '@sinch-callback-app/server/contract';
import type { Kept } from '../callbacks/callback-filter.ts';

type Verdict = CallbackSummary['verdict'];

/** In the list, and at the top of one: what became of it. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  stored: 'Stored',
  duplicate: 'Nothing new',
  replay: 'Came before',
  orphan: 'Kept for later',
  unreadable: 'Kept, not understood',
  reply: 'A reply',
  no_report: 'Nothing to store',
  missing: 'Signature missing',
  malformed: 'Signature malformed',
  algorithm: 'Wrong algorithm',
  mismatch: 'Wrong signature',
  time: 'Wrong time',
  bad_token: 'Wrong token',
  unsigned: 'Not signed',
  invalid_body: 'Body unreadable',
  overloaded: 'Too many at once',
  store_failed: 'Could not be stored',
};

export const VERDICT_MEANINGS: Readonly<Record<Verdict, string>> = {
  stored: 'It was rightly signed, and what it says is stored.',
  duplicate: 'It was rightly signed, and says what was known before.',
  replay: 'The very same callback had come before; it changed nothing.',
  orphan:
    'It is about a message that is not known here. It is kept for seven days, in case the message turns up.',
  unreadable: 'It was rightly signed, but a part of it could not be read. It is kept as it came.',
  reply: 'Somebody answered: it is a reply, not a delivery report.',
  no_report: 'It was rightly signed, but is no delivery report and no reply.',
  missing: 'A header of the signature is missing, so nobody can tell whether Sinch sent it.',
  malformed: 'A header of the signature does not look as one of Sinch’s does.',
  algorithm: 'It is signed by another algorithm than the one that Sinch uses.',
  mismatch: 'The signature does not match what came.',
  time: 'It was rightly signed, but its time lies too far back or ahead.',
  bad_token: 'It is not signed, and the token in its address is not the one of its message.',
  unsigned: 'It is not signed, and only signed callbacks count here.',
  invalid_body: 'It was rightly signed, but its body is empty or no JSON object.',
  overloaded: 'Too many callbacks were waiting.',
  store_failed: 'The database was away or too slow.',
};

export const STEP_WORDS: Readonly<Record<CallbackStep['step'], string>> = {
  headers: 'Headers of the signature',
  algorithm: 'Algorithm',
  signature: 'Signature',
  timestamp: 'Time',
  nonce: 'Seen before?',
  body: 'Body',
  message: 'Message',
  recipients: 'Recipients',
  commit: 'Written to the database',
};

export const OUTCOME_WORDS: Readonly<Record<CallbackStep['outcome'], string>> = {
  passed: 'Passed',
  failed: 'Failed',
  noted: 'Noted',
  not_reached: 'Not reached',
};

export const KEPT_WORDS: Readonly<Record<Kept, string>> = {
  all: 'All',
  accepted: 'Accepted',
  rejected: 'Rejected',
};

export const EMPTY_WORDS: Readonly<Record<Kept, string>> = {
  all: 'No callback has come yet. As soon as Sinch reports on a message, you see it here.',
  accepted: 'No callback was accepted yet.',
  rejected: 'No callback was rejected. All is well.',
};

export const CALLBACKS = {
  which: 'Which callbacks',
  list: 'Callbacks, newest first',
  aboutOne: 'About one message only.',
  aboutAll: 'Show those of all messages',
  emptyOfMessage: 'No such callback is about this message.',
  noType: 'Type not read',
  older: 'Show older callbacks',
  loadingOlder: 'Loading older callbacks',
  live: 'New callbacks come in by themselves.',
  failed: 'The callbacks cannot be had now. The page keeps trying by itself.',
  formerServer:
    'This server does not keep its callbacks: it is of a former version. Update it to see them here.',
  missing: 'There is no such callback.',
  missingAdvice: 'It was erased after its time, or the address is wrong.',
  judged: 'How it was judged',
  diagnosis: 'What is probably wrong:',
  undiagnosed: 'The secret is another one, or the body was changed on its way.',
  changed: 'What it changed',
  changedNothing: 'Nothing.',
  recipient: 'Recipient',
  status: 'Status',
  added: 'New reports',
  unchanged: '(unchanged)',
  became: 'then',
  openMessage: 'Open the message',
  noStatus: 'No status',
  next: 'What Sinch does next',
  headers: 'Headers',
  headersNote: 'Only those that prove where it comes from are kept.',
  noHeaders: 'None of those that prove where it comes from.',
  body: 'Body',
  bodyEmpty: 'It was empty.',
  base64: 'It is no text, so it is shown in Base64.',
  binaryMasked: 'It is no text. Reveal it to see it in Base64.',
  copyHeaders: 'Copy the headers',
  copyBody: 'Copy the body',
  masked: 'Phone numbers and texts are masked.',
  reveal: 'Reveal',
  formatted: 'Formatted',
  revealed: 'As received.',
  receivedAt: 'Received',
  type: 'Type',
  message: 'About',
  noMessage: 'No message that is known here',
  answer: 'Our answer',
  done: 'Nothing more: it was taken, so Sinch does not send it again.',
  never: 'Sinch will never send it again: what is answered so, it gives up at once. What it said is lost.',
  ifFirst: 'This holds if it was the first attempt: Sinch does not say.',
  againOver: 'If Sinch got no better answer since, it has given up by now.',
} as const;

export const messageLink = (id: string): string => `Message ${id}`;
export const answered = (code: number): string => `answered ${code}`;
export const newOnes = (count: number, more: boolean): string =>
  count === 1 && !more ? 'Show 1 new callback' : `Show ${count}${more ? ' or more' : ''} new callbacks`;
export const cameNow = (count: number): string =>
  count === 1 ? 'A new callback came.' : `${count} new callbacks came.`;
export const bodySize = ({ bytes, whole }: ReceivedCallback['body']): string =>
  whole ? byteCount(bytes) : `Only the first ${byteCount(bytes)} were kept.`;
const byteCount = (bytes: number): string => (bytes === 1 ? '1 byte' : `${bytes.toLocaleString('en')} bytes`);

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
};
export const answerWords = (code: number): string => `${code} ${REASONS[code] ?? ''}`.trim();

interface Attempt {
  at: string;
  /** `in 2 min`. */
  wait: string;
}

/** Those that come next. */
export function againWords(attempts: readonly Attempt[], more: boolean): string {
  const [first, ...rest] = attempts;
  if (first === undefined) return '';
  const times = [`${first.at} (${first.wait})`, ...rest.map(({ at }) => at)].join(', ');
  return `Sinch tries again at about ${times}${more ? ' …, each time after twice as long.' : '.'}`;
}

/** What follows is the instant. `after`: in milliseconds. */
export function givesUpWords(after: number): string {
  const minutes = Math.round(after / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const span = [hours > 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : ''].filter(Boolean).join(' ');
  return `It gives up after ${span},`;
}
