import type { CallbackPage, CallbackSummary, ReceivedCallback } from '@sinch-callback-app/server/contract';
import {
  isBoolean,
  isInstant,
  isListOf,
  isNullOr,
  isNumber,
  isObjectOf,
  isOneOf,
  isPageOf,
  isText,
  isTextOrNull,
  isUnread,
} from '../parse-basics.ts';
import type { Guard } from '../parse-basics.ts';
import { isOutcome, isStep } from './step-view.ts';
import { isVerdict } from './verdict-view.ts';

const SUMMARY = {
  id: isText,
  receivedAt: isInstant,
  accepted: isBoolean,
  verdict: isVerdict,
  type: isTextOrNull,
  message: isTextOrNull,
  answer: isNumber,
};

export const isCallbackPage: Guard<CallbackPage> = isPageOf(isObjectOf<CallbackSummary>(SUMMARY));

const isHeader = isObjectOf<ReceivedCallback['headers'][number]>({ name: isText, value: isText });

const isBody = isObjectOf<ReceivedCallback['body']>({
  text: isText,
  encoding: isOneOf('utf8', 'base64'),
  bytes: isNumber,
  whole: isBoolean,
});

const isJudged = isObjectOf<ReceivedCallback['steps'][number]>({
  step: isStep,
  outcome: isOutcome,
  detail: isText,
});

const isDiagnosis = isObjectOf<NonNullable<ReceivedCallback['diagnosis']>>({
  code: isUnread,
  detail: isText,
});

const isEffect = isObjectOf<ReceivedCallback['effects'][number]>({
  recipient: isText,
  before: isTextOrNull,
  after: isTextOrNull,
  added: isNumber,
});

const isNext = isObjectOf<ReceivedCallback['next']>({
  kind: isOneOf('done', 'never', 'again'),
  at: isListOf(isInstant),
  givesUpAt: isNullOr(isInstant),
});

export const isReceivedCallback = isObjectOf<ReceivedCallback>({
  ...SUMMARY,
  headers: isListOf(isHeader),
  body: isBody,
  masked: isBoolean,
  steps: isListOf(isJudged),
  diagnosis: isNullOr(isDiagnosis),
  effects: isListOf(isEffect),
  next: isNext,
});
