/** What the page of one message says. */
import type { HistoryEntry } from '@sinch-callback-app/server/contract';

export const MESSAGE = {
  back: 'All messages',
  untitled: 'Message',
  missing: 'There is no such message',
  missingAdvice: 'Check the address, or pick the message from the list.',
  unreadable: 'It could not be read. It appears here as soon as the server answers.',
  sinchIsAsked: 'Sinch is being asked. This takes a few seconds.',
  notSent: 'Not sent.',
  sendAgain: 'Send again',
} as const;

export const messageTo = (whom: string): string => `Message to ${whom}`;

export const FACTS = {
  ourId: 'Our id',
  ourIdSpoken: 'our id',
  from: 'From',
  defaultFrom: 'Your account’s default',
  sentBy: 'Sent by',
  scheduledFor: 'Scheduled for',
  validUntil: 'Valid until',
  composed: 'Composed',
  sent: 'Sent',
  handedOver: 'Handed to Sinch',
  resendOf: 'Sent again for',
  resends: 'Sent again as',
  callbacks: 'Callbacks',
  seeCallbacks: 'See them as they came',
} as const;

export const cancelledBy = (actor: string | null): string => `Cancelled by ${actor ?? 'you'}`;
export const cancelWaits = (who: string): string => `${who}, waiting for Sinch to confirm.`;
export const cancelConfirmed = (who: string): string => `${who}, and Sinch has confirmed it.`;
export const cancelInPart = (who: string): string =>
  `${who}, but Sinch could not stop all of it: see each recipient.`;

export const CANCEL = {
  button: 'Cancel message',
  question: 'Cancel this message?',
  nobodyGetsIt: 'Then nobody receives it.',
  stopsTheRest: 'Sinch stops what it has not passed on to the carrier yet.',
  yes: 'Yes, cancel it',
  underWay: 'Cancelling…',
  keep: 'Keep it',
  noAnswer: 'The server does not answer. Try again: cancelling twice does no harm.',
} as const;

/** By the code of the answer: nothing is left to cancel. */
export const CANCEL_TOO_LATE: Readonly<Record<string, string>> = {
  already_dispatched: 'Too late: Sinch has passed it on already.',
  already_final: 'Too late: what became of it is settled already.',
  cancel_not_supported: 'It cannot be cancelled: the API that it was sent through has no way to.',
};

/** By the code of the answer: it may be tried again. */
export const CANCEL_FAILED: Readonly<Record<string, string>> = {
  not_accepted: 'Sinch has not accepted it, so there is nothing to cancel yet.',
  unauthorized: 'Your session was over, so nothing was cancelled. Now that you are back, try again.',
  sinch_unreachable: 'Sinch does not answer, so it may or may not be cancelled. Try again in a moment.',
};

export const RECIPIENTS = {
  heading: 'Recipients',
  table: 'Recipients',
  recipient: 'Recipient',
  status: 'Status',
  changed: 'Changed',
  callbacks: 'Callbacks',
  filters: 'Show recipients',
  find: 'Find a number',
  none: 'There is none here.',
  noneNow: 'There is none here at the moment.',
  pages: 'Pages of recipients',
  previous: 'Previous',
  next: 'Next',
  conflict: 'Reports contradict each other',
  steps: 'steps',
  askedAtSinch: 'Asked at Sinch',
} as const;

export const SHOW_LABELS = {
  all: 'All',
  open: 'On its way',
  arrived: 'Arrived',
  failed: 'Failed',
  unsure: 'Unsure',
  conflict: 'Contradictory',
} as const;

export const pageText = (from: number, to: number, of: number): string => `${from}–${to} of ${of}`;

export const RETRY_TEXTS = {
  helps: 'You can send it again.',
  may_help: 'Sending it again may help.',
  no: 'Sending it again as it is will not help.',
} as const;

export const codeText = (code: number): string => `code ${code}`;

export const failedText = (failed: number, total: number): string =>
  total === 1 ? 'It failed' : `${failed} of ${total} failed`;
export const timesText = (count: number): string => `${count} ×`;

export const FAILURES = {
  show: 'Show',
  hopeless: 'Change what is wrong first: the form lets you, before anything is sent.',
} as const;

export const againToAll = (count: number, total: number): string => {
  if (total === 1) return 'Send again';
  return count === 1 ? 'Send again to the one that failed' : `Send again to all ${count} that failed`;
};
export const againToSome = (count: number): string =>
  count === 1 ? 'Send again to the 1 it can help' : `Send again to the ${count} it can help`;

export const STEPS = {
  heading: 'Steps',
  accepted: 'Accepted by Sinch',
  none: 'No steps are known.',
  late: 'Came out of order: a later step was here before it.',
  contradicts: 'Contradicts another step.',
  timeOfReceipt: 'by our clock: Sinch gave no time',
  replies: 'Replies from this number',
  noReplies: 'None yet.',
  repliesUnread: 'They could not be read.',
} as const;

const BROUGHT: Readonly<Record<HistoryEntry['source'], string>> = {
  send: 'Sinch’s answer to the send',
  callback: 'told by callback',
  poll: 'told when we asked',
  expiry: 'concluded here, for no report came in time',
};
export const broughtBy = (source: HistoryEntry['source']): string => BROUGHT[source];

/** By where the time went. */
export const SPAN_TEXTS = {
  answer: (time: string) => `${time} until Sinch answered`,
  sinch: (time: string) => `${time} at Sinch`,
  operator: (time: string) => `${time} at the operator`,
  both: (time: string) => `${time} at Sinch and the operator`,
  back: (time: string) => `of that, at least ${time} from the operator to Sinch`,
  held: (time: string) => `about ${time} until Sinch told us`,
  way: (time: string) => `${time} on its way to us`,
  asked: (time: string) => `${time} until we asked`,
  early: () => 'before Sinch’s answer to the send had reached us',
  ahead: (time: string) => `Sinch’s clock is at least ${time} ahead of ours`,
  behind: (time: string) => `Sinch’s clock is at least ${time} behind ours`,
} as const;

export const operatorText = (minute: string): string => `The operator said so at about ${minute}.`;
export const repeatsText = (repeats: number): string =>
  repeats === 1 ? 'Said once more.' : `Said ${repeats} more times.`;

/** `words`: what Sinch said that cannot all be true. */
export function conflictText(words: readonly string[], shown: string, arrived: boolean): string {
  const rule = arrived
    ? 'an arrival counts for more than a failure'
    : 'of failures, the one that came last by Sinch’s clock counts';
  return `Sinch said ${listed(words)}, which cannot all be true. Here it counts as ${shown}: ${rule}. If it matters, ask the recipient, or Sinch support.`;
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
