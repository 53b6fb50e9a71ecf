/** What the list of messages says. */
import type {
  MessageState,
  Progress,
  Refusal,
  RefusalCode,
  Status,
  Transport,
} from '@sinch-callback-app/server/contract';
import type { Period } from '../messages/periods.ts';
import type { Tone } from '../messages/tone.ts';

export const LIST = {
  title: 'Messages',
  nothingYet: 'Nothing sent yet. Your first message appears here.',
  nothingOlder: 'There are no older messages.',
  nothingFound: 'No message fits:',
  notLoaded: 'The messages could not be loaded yet. The page keeps trying by itself.',
  notTaken: 'The server cannot look for this.',
  older: 'Show older messages',
  loadingOlder: 'Loading older messages',
  goOn: 'Go on to older messages',
  olderOnly: 'You see older messages.',
  newest: 'Go to the newest',
  clear: 'Clear filters',
} as const;

export const shownAtMost = (count: number): string => `The list shows ${count} messages at a time.`;

/** `exact`: else there are more than that. */
export function newMessages(count: number, exact: boolean): string {
  if (!exact) return `More than ${count} new messages`;
  return count === 1 ? '1 new message' : `${count} new messages`;
}

export const foundText = (count: number, more: boolean): string => {
  if (count === 0) return 'No message fits.';
  return more
    ? `The newest ${count} messages that fit.`
    : `${count} ${count === 1 ? 'message fits' : 'messages fit'}.`;
};

export const FILTERS = {
  region: 'Filters',
  find: 'Find by number or id',
  findHint: 'Number or id',
  findClear: 'Clear the search',
  more: 'Filter',
  status: 'Status',
  anyStatus: 'Any status',
  wholeMessage: 'The message as a whole',
  progress: 'Open or final',
  anyProgress: 'Open and final',
  time: 'Time',
  anyTime: 'Any time',
  range: 'From day to day',
  firstDay: 'First day',
  lastDay: 'Last day',
  dayOrder: 'The last day lies before the first.',
  export: 'Export',
  csv: 'CSV',
} as const;

export const TONES: Readonly<Record<Tone, string>> = {
  open: 'On its way',
  good: 'Arrived',
  bad: 'Not arrived',
  unsure: 'May have arrived',
};

/** What became of a recipient. */
export const STATUS_NAMES: Readonly<Record<Status, string>> = {
  QUEUED: 'Queued',
  DISPATCHED: 'Dispatched',
  QUEUED_ON_CHANNEL: 'Queued on channel',
  SWITCHING_CHANNEL: 'Switching channel',
  UNKNOWN: 'Unknown',
  FAILED: 'Failed',
  EXPIRED: 'Expired',
  REJECTED: 'Rejected',
  ABORTED: 'Aborted',
  CANCELLED: 'Cancelled',
  DELETED: 'Deleted',
  DELIVERED: 'Delivered',
  READ: 'Read',
};

export const STATE_NAMES: Readonly<Record<MessageState, string>> = {
  submitting: 'Sending',
  accepted: 'Accepted by Sinch',
  refused: 'Refused',
  unclear: 'Unclear',
};

/** Whether it was sent is not known. */
export const UNCLEAR = {
  sinchIsAsked:
    'The answer was lost, so Sinch may or may not have it. Do not send it again yet: the server is asking Sinch. ' +
    'Either its status appears here or, after about a quarter of an hour, word that it never arrived; ' +
    'then you can send it again.',
  forGood:
    'The answer was lost, so Sinch may or may not have it, and Sinch’s Conversation API cannot be asked. If Sinch has ' +
    'it, its status appears here within minutes. If none does, ask the recipient before you send it again: it may ' +
    'arrive twice.',
} as const;

/** What Sinch calls the id that it gave; its support asks for it by this name. */
export const ID_NAMES: Readonly<Record<Transport, string>> = { sms: 'batch id', conversation: 'message id' };

export const PROGRESS_NAMES: Readonly<Record<Progress, string>> = { open: 'Open', final: 'Final' };

export const PERIOD_NAMES: Readonly<Record<Period, string>> = {
  today: 'Today',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
};

export const since = (time: string): string => `from ${time}`;
export const upTo = (time: string): string => `up to ${time}`;
export const beforeTime = (time: string): string => `before ${time}`;
export const toOrWithId = (text: string): string => `to or with the id ${text}`;

/** What the button hands out, for those who hear the page. */
export const exportName = (words: readonly string[]): string =>
  words.length === 0 ? 'Export CSV of all messages' : `Export CSV of messages: ${words.join(', ')}`;

export const ignoredText = (parts: readonly { name: string; value: string }[]): string =>
  `Left out of the address, for it makes no sense: ${parts.map(({ name, value }) => `${name} “${short(value)}”`).join(', ')}.`;

const short = (value: string): string => (value.length > 40 ? `${value.slice(0, 40)}…` : value);

/** `Delivered 2`. */
export const countedName = (name: string, count: number): string => `${name} ${count}`;
/** `Delivered 2 of 3`. */
export const sharedName = (name: string, count: number, total: number): string =>
  `${name} ${ROW.of(count, total)}`;
/** `+15550100001, +15550100002 and 998 more`. */
export const someOf = (shown: string, left: number): string => `${shown} and ${left} more`;

export const ROW = {
  accepted: 'Accepted',
  cancelling: 'Cancelling',
  scheduledFor: 'Scheduled for',
  notDelivered: (count: number): string => `Not delivered ${count}`,
  of: (count: number, total: number): string => `${count} of ${total}`,
} as const;

/** For those who hear the page. */
export const oneChanged = (toWhom: string, state: string): string => `Message to ${toWhom}: ${state}.`;
export const manyChanged = (count: number, states: readonly string[]): string =>
  `${count} messages changed: ${states.join('; ')}.`;

/** In two or three words, since the message itself tells the rest. */
const REFUSALS: Readonly<Record<RefusalCode, string>> = {
  invalid_content: 'content not allowed',
  missing_callback_url: 'no callback address',
  blocked_account: 'account blocked',
  illegal_number: 'number not allowed',
  unknown_group: 'unknown group',
  unknown_campaign: 'unknown campaign',
  test_mode: 'account in test mode',
  wrong_credentials: 'wrong credentials',
  project_not_allowed: 'project not allowed',
  wrong_configuration: 'wrong configuration',
  sinch_busy: 'Sinch was busy',
  unreachable: 'Sinch not reached',
  never_arrived: 'never arrived',
};

/** A server of a later version may know more reasons. */
export const refusedFor = ({ code, detail }: Refusal): string =>
  Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : detail;
