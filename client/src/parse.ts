/**
 * The answers' shapes, checked where they come in. By hand, since the contract's own schemas bring a library that is
 * heavier than all the page's own code; the types are the contract's, and a message that fails here is not shown half.
 */
import type {
  Message,
  MessagePage,
  MessageState,
  MessageSummary,
  Problem,
  Recipient,
  Setup,
} from '@sinch-callback-app/server/contract';
import { isStatus } from './messages/status-view.ts';

export type Guard<T> = (value: unknown) => value is T;

const STATES: ReadonlySet<unknown> = new Set<MessageState>(['submitting', 'accepted', 'refused', 'unclear']);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);

const isHistoryEntry = (value: unknown): boolean =>
  isObject(value) && isText(value.status) && isText(value.source);

const isRefusal = (value: unknown): boolean => isObject(value) && isText(value.code) && isText(value.detail);

const isRecipient = (value: unknown): value is Omit<Recipient, 'history'> =>
  isObject(value) &&
  isText(value.recipient) &&
  (value.status === null || isStatus(value.status)) &&
  (value.code === null || typeof value.code === 'number') &&
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
  typeof value.final === 'boolean' &&
  Array.isArray(value.recipients) &&
  value.recipients.every(isRecipient);

const hasHistory = (value: unknown): boolean =>
  isObject(value) && Array.isArray(value.history) && value.history.every(isHistoryEntry);

export const isMessage = (value: unknown): value is Message =>
  hasMessageFields(value) && Array.isArray(value.recipients) && value.recipients.every(hasHistory);

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
  isTextOrNull(value.callbackUrl) &&
  isTextOrNull(value.defaultFrom);

const isFieldError = (value: unknown): boolean =>
  isObject(value) && isText(value.path) && isText(value.message);

export const isProblem = (value: unknown): value is Problem =>
  isObject(value) &&
  isText(value.title) &&
  isText(value.code) &&
  typeof value.status === 'number' &&
  (value.errors === undefined || (Array.isArray(value.errors) && value.errors.every(isFieldError)));
