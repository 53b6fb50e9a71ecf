/**
 * The answers' shapes, checked where they come in. By hand, since the contract's own schemas bring a library that is
 * heavier than all the page's own code; the types are the contract's, and a message that fails here is not shown half.
 */
import type {
  Budget,
  CallbackHealth,
  Message,
  MessagePage,
  MessageState,
  MessageSummary,
  Problem,
  Recipient,
  Reply,
  ReplyPage,
  Session,
  Setup,
  Source,
} from '@sinch-callback-app/server/contract';
import { isStatus } from './messages/status-view.ts';
import { isNumberOrNull, isObject, isText, isTextOrNull } from './parse-basics.ts';

/** Puts in what a server of the former version leaves out, so that what follows knows one shape only. */
export type Completion = (value: unknown) => unknown;

const STATES: ReadonlySet<unknown> = new Set<MessageState>(['submitting', 'accepted', 'refused', 'unclear']);

const SOURCES: ReadonlySet<unknown> = new Set<Source>(['send', 'callback', 'poll', 'expiry']);

const isTransport = (value: unknown): boolean => value === 'sms' || value === 'conversation';

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

const isHistoryEntry = (value: unknown): boolean =>
  isObject(value) &&
  isText(value.status) &&
  isNumberOrNull(value.code) &&
  isTextOrNull(value.reason) &&
  isTextOrNull(value.at) &&
  isText(value.receivedAt) &&
  SOURCES.has(value.source) &&
  isTextOrNull(value.operatorAt) &&
  isTextOrNull(value.signedAt) &&
  typeof value.repeats === 'number';

const isRefusal = (value: unknown): boolean => isObject(value) && isText(value.code) && isText(value.detail);

const isRecipient = (value: unknown): value is Omit<Recipient, 'history'> =>
  isObject(value) &&
  isText(value.recipient) &&
  (value.status === null || isStatus(value.status)) &&
  isNumberOrNull(value.code) &&
  isTextOrNull(value.reason) &&
  isTextOrNull(value.updatedAt) &&
  typeof value.callbackCount === 'number';

const hasMessageFields = (value: unknown): value is Record<string, unknown> =>
  isObject(value) &&
  isText(value.id) &&
  isTextOrNull(value.messageId) &&
  STATES.has(value.state) &&
  (value.refusal === null || isRefusal(value.refusal)) &&
  isTextOrNull(value.from) &&
  isText(value.message) &&
  isText(value.createdAt) &&
  isTransport(value.transport) &&
  isTextOrNull(value.sentAt) &&
  isTextOrNull(value.sendAt) &&
  isTextOrNull(value.expireAt) &&
  isTextOrNull(value.canceledAt) &&
  isTextOrNull(value.sentBy) &&
  isTextOrNull(value.canceledBy) &&
  isTextOrNull(value.resendOf) &&
  typeof value.version === 'number' &&
  typeof value.final === 'boolean' &&
  Array.isArray(value.recipients) &&
  value.recipients.every(isRecipient);

const hasHistory = (value: unknown): boolean =>
  isObject(value) && Array.isArray(value.history) && value.history.every(isHistoryEntry);

export const isMessage = (value: unknown): value is Message =>
  hasMessageFields(value) &&
  Array.isArray(value.recipients) &&
  value.recipients.every(hasHistory) &&
  Array.isArray(value.resends) &&
  value.resends.every(isText);

const isSummary = (value: unknown): value is MessageSummary =>
  hasMessageFields(value) &&
  typeof value.recipientCount === 'number' &&
  isObject(value.counts) &&
  Object.keys(value.counts).every(isStatus);

export const isMessagePage = (value: unknown): value is MessagePage =>
  isObject(value) && Array.isArray(value.items) && value.items.every(isSummary) && isTextOrNull(value.next);

export const isSetup = (value: unknown): value is Setup =>
  isObject(value) &&
  (value.sinch === 'local' || value.sinch === 'real') &&
  isTransport(value.transport) &&
  isTextOrNull(value.callbackUrl) &&
  isTextOrNull(value.defaultFrom) &&
  (value.allowedCountries === null ||
    (Array.isArray(value.allowedCountries) && value.allowedCountries.every(isText)));

const isReply = (value: unknown): value is Reply =>
  isObject(value) &&
  isText(value.id) &&
  isText(value.from) &&
  isText(value.body) &&
  isTextOrNull(value.at) &&
  isText(value.receivedAt);

export const isReplyPage = (value: unknown): value is ReplyPage =>
  isObject(value) && Array.isArray(value.items) && value.items.every(isReply) && isTextOrNull(value.next);

const isSecret = (value: unknown): boolean =>
  isObject(value) &&
  (value.name === 'current' || value.name === 'previous') &&
  isTextOrNull(value.lastMatchedAt);

const isDiagnosis = (value: unknown): boolean => isObject(value) && isText(value.at) && isText(value.detail);

export const isCallbackHealth = (value: unknown): value is CallbackHealth =>
  isObject(value) &&
  isText(value.since) &&
  (value.auth === 'signature' || value.auth === 'signature-or-token') &&
  Array.isArray(value.secrets) &&
  value.secrets.every(isSecret) &&
  isTextOrNull(value.unsignedAt) &&
  (value.diagnosis === null || isDiagnosis(value.diagnosis));

export const isBudget = (value: unknown): value is Budget =>
  isObject(value) &&
  typeof value.partsPerDay === 'number' &&
  typeof value.partsToday === 'number' &&
  isText(value.resetsAt);

const LOGINS: ReadonlySet<unknown> = new Set<Session['login']>(['not_needed', 'needed', 'done']);

export const isSession = (value: unknown): value is Session =>
  isObject(value) && LOGINS.has(value.login) && isTextOrNull(value.actor);

const isFieldError = (value: unknown): boolean =>
  isObject(value) && isText(value.path) && isText(value.message);

export const isProblem = (value: unknown): value is Problem =>
  isObject(value) &&
  isText(value.title) &&
  isText(value.code) &&
  typeof value.status === 'number' &&
  (value.errors === undefined || (Array.isArray(value.errors) && value.errors.every(isFieldError)));
