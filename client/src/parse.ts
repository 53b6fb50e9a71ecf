/**
 * The answers' shapes, checked where they come in. By hand, since the contract's own schemas bring a library that is
 * heavier than all the page's own code; the types are the contract's, and a message that fails here is not shown half.
 */
import type {
  Budget,
  CallbackHealth,
  Diagnosis,
  FieldError,
  HistoryEntry,
  Message,
  MessagePage,
  MessageSummary,
  Problem,
  Recipient,
  Refusal,
  Reply,
  ReplyPage,
  Session,
  Setup,
} from '@sinch-callback-app/server/contract';
import { isStatus } from './messages/status-view.ts';
import {
  isBoolean,
  isListOf,
  isNullOr,
  isNumber,
  isNumberOrNull,
  isObject,
  isObjectOf,
  isOneOf,
  isOptional,
  isPageOf,
  isText,
  isTextOrNull,
  isUnread,
} from './parse-basics.ts';
import type { Guard } from './parse-basics.ts';

/** Puts in what a server of the former version leaves out, so that what follows knows one shape only. */
export type Completion = (value: unknown) => unknown;

const FORMER_TRANSPORT = { transport: 'sms' };
/** No countries, as no server says it: neither some nor all. */
const FORMER_SETUP = { ...FORMER_TRANSPORT, allowedCountries: [] };
const FORMER_MESSAGE = {
  ...FORMER_TRANSPORT,
  sendAt: null,
  canceledAt: null,
  sentBy: null,
  canceledBy: null,
  resendOf: null,
};
const FORMER_ENTRY = { at: null, operatorAt: null, signedAt: null, repeats: 0 };

export const completeSetup: Completion = (value) => (isObject(value) ? { ...FORMER_SETUP, ...value } : value);
const completeHead: Completion = (value) => (isObject(value) ? { ...FORMER_MESSAGE, ...value } : value);
const completeEntry: Completion = (value) => (isObject(value) ? { ...FORMER_ENTRY, ...value } : value);
const completeRecipient: Completion = (value) =>
  isObject(value) && Array.isArray(value.history)
    ? { ...value, history: value.history.map(completeEntry) }
    : value;
export const completeMessage: Completion = (value) =>
  isObject(value) && Array.isArray(value.recipients)
    ? { ...FORMER_MESSAGE, resends: [], ...value, recipients: value.recipients.map(completeRecipient) }
    : value;
export const completeMessagePage: Completion = (value) =>
  isObject(value) && Array.isArray(value.items) ? { ...value, items: value.items.map(completeHead) } : value;

const isTransport = isOneOf('sms', 'conversation');

const isHistoryEntry = isObjectOf<HistoryEntry>({
  status: isText,
  code: isNumberOrNull,
  reason: isTextOrNull,
  at: isTextOrNull,
  receivedAt: isText,
  source: isOneOf('send', 'callback', 'poll', 'expiry'),
  operatorAt: isTextOrNull,
  signedAt: isTextOrNull,
  repeats: isNumber,
});

/** A server of a later version may know more reasons. */
const isRefusalCode = (value: unknown): value is Refusal['code'] => isText(value);

const RECIPIENT = {
  recipient: isText,
  messageId: isTextOrNull,
  status: isNullOr(isStatus),
  code: isNumberOrNull,
  reason: isTextOrNull,
  final: isBoolean,
  conflict: isBoolean,
  updatedAt: isTextOrNull,
  callbackCount: isNumber,
};

/** What the list and the message itself have in common. */
const HEAD = {
  id: isText,
  messageId: isTextOrNull,
  transport: isTransport,
  state: isOneOf('submitting', 'accepted', 'refused', 'unclear'),
  refusal: isNullOr(isObjectOf<Refusal>({ code: isRefusalCode, detail: isText })),
  from: isTextOrNull,
  message: isText,
  createdAt: isText,
  sentAt: isTextOrNull,
  sendAt: isTextOrNull,
  expireAt: isTextOrNull,
  canceledAt: isTextOrNull,
  sentBy: isTextOrNull,
  canceledBy: isTextOrNull,
  resendOf: isTextOrNull,
  version: isNumber,
  final: isBoolean,
};

/** How many there are of each status. */
export const isCounts = (value: unknown): value is MessageSummary['counts'] =>
  isObject(value) && Object.entries(value).every(([status, count]) => isStatus(status) && isNumber(count));

export const isMessage = isObjectOf<Message>({
  ...HEAD,
  resends: isListOf(isText),
  recipients: isListOf(isObjectOf<Recipient>({ ...RECIPIENT, history: isListOf(isHistoryEntry) })),
});

const isSummary = isObjectOf<MessageSummary>({
  ...HEAD,
  recipientCount: isNumber,
  counts: isCounts,
  recipients: isListOf(isObjectOf<MessageSummary['recipients'][number]>(RECIPIENT)),
});

export const isMessagePage: Guard<MessagePage> = isPageOf(isSummary);

export const isSetup = isObjectOf<Setup>({
  sinch: isOneOf('local', 'real'),
  transport: isTransport,
  callbackUrl: isTextOrNull,
  defaultFrom: isTextOrNull,
  allowedCountries: isNullOr(isListOf(isText)),
});

const isReply = isObjectOf<Reply>({
  id: isText,
  from: isText,
  to: isUnread,
  body: isText,
  at: isTextOrNull,
  receivedAt: isText,
});

export const isReplyPage: Guard<ReplyPage> = isPageOf(isReply);

const isDiagnosis = isObjectOf<Diagnosis>({ at: isText, code: isUnread, detail: isText });

export const isCallbackHealth = isObjectOf<CallbackHealth>({
  since: isText,
  auth: isOneOf('signature', 'signature-or-token'),
  secrets: isListOf(
    isObjectOf<CallbackHealth['secrets'][number]>({
      name: isOneOf('current', 'previous'),
      lastMatchedAt: isTextOrNull,
    }),
  ),
  unsignedAt: isTextOrNull,
  diagnosis: isNullOr(isDiagnosis),
});

export const isBudget = isObjectOf<Budget>({ partsPerDay: isNumber, partsToday: isNumber, resetsAt: isText });

export const isSession = isObjectOf<Session>({
  login: isOneOf('not_needed', 'needed', 'done'),
  actor: isTextOrNull,
});

const isFieldError = isObjectOf<FieldError>({ path: isText, message: isText });

export const isProblem = isObjectOf<Problem>({
  type: isUnread,
  title: isText,
  status: isNumber,
  detail: isOptional(isText),
  code: isText,
  requestId: isOptional(isText),
  id: isOptional(isText),
  errors: isOptional(isListOf(isFieldError)),
});
