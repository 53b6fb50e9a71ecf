import type { CallbackPage, CallbackSummary, ReceivedCallback } from '@sinch-callback-app/server/contract';
import { isBoolean, isInstant, isListOf, isNumber, isObject, isText, isTextOrNull } from '../parse-basics.ts';
import { isOutcome, isStep } from './step-view.ts';
import { isVerdict } from './verdict-view.ts';

const isSummary = (value: unknown): value is CallbackSummary =>
  isObject(value) &&
  isText(value.id) &&
  isInstant(value.receivedAt) &&
  isBoolean(value.accepted) &&
  isVerdict(value.verdict) &&
  isTextOrNull(value.type) &&
  isTextOrNull(value.message) &&
  isNumber(value.answer);

export const isCallbackPage = (value: unknown): value is CallbackPage =>
  isObject(value) && isListOf(isSummary)(value.items) && isTextOrNull(value.next);

const isHeader = (value: unknown): value is ReceivedCallback['headers'][number] =>
  isObject(value) && isText(value.name) && isText(value.value);

const isBody = (value: unknown): value is ReceivedCallback['body'] =>
  isObject(value) &&
  isText(value.text) &&
  (value.encoding === 'utf8' || value.encoding === 'base64') &&
  isNumber(value.bytes) &&
  isBoolean(value.whole);

const isJudged = (value: unknown): value is ReceivedCallback['steps'][number] =>
  isObject(value) && isStep(value.step) && isOutcome(value.outcome) && isText(value.detail);

const isDiagnosis = (value: unknown): value is NonNullable<ReceivedCallback['diagnosis']> =>
  isObject(value) && isText(value.code) && isText(value.detail);

const isEffect = (value: unknown): value is ReceivedCallback['effects'][number] =>
  isObject(value) &&
  isText(value.recipient) &&
  isTextOrNull(value.before) &&
  isTextOrNull(value.after) &&
  isNumber(value.added);

const isNext = (value: unknown): value is ReceivedCallback['next'] =>
  isObject(value) &&
  (value.kind === 'done' || value.kind === 'never' || value.kind === 'again') &&
  isListOf(isInstant)(value.at) &&
  (value.givesUpAt === null || isInstant(value.givesUpAt));

export const isReceivedCallback = (value: unknown): value is ReceivedCallback =>
  isSummary(value) &&
  'headers' in value &&
  isListOf(isHeader)(value.headers) &&
  'body' in value &&
  isBody(value.body) &&
  'masked' in value &&
  isBoolean(value.masked) &&
  'steps' in value &&
  isListOf(isJudged)(value.steps) &&
  'diagnosis' in value &&
  (value.diagnosis === null || isDiagnosis(value.diagnosis)) &&
  'effects' in value &&
  isListOf(isEffect)(value.effects) &&
  'next' in value &&
  isNext(value.next);
