import type { Overview, RefusalCode } from '@sinch-callback-app/server/contract';
import { isStatus } from '../messages/status-view.ts';
import {
  isInstant,
  isListOf,
  isNumber,
  isNumberOrNull,
  isObject,
  isText,
  isTextOrNull,
} from '../parse-basics.ts';
import { REFUSAL_WORDS } from '../texts/overview.ts';

type Series = Overview['series'][number];

const isCounts = (value: unknown): value is Overview['total']['counts'] =>
  isObject(value) && Object.entries(value).every(([status, count]) => isStatus(status) && isNumber(count));

const isOutcome = (value: unknown): value is Overview['total'] =>
  isObject(value) &&
  isNumber(value.messages) &&
  isNumber(value.recipients) &&
  isCounts(value.counts) &&
  isNumber(value.refused) &&
  isNumber(value.waiting);

const isBucket = (value: unknown): value is Series =>
  isObject(value) && isInstant(value.at) && isOutcome(value);

const isBar = (value: unknown): value is Overview['timeToDelivery']['histogram'][number] =>
  isObject(value) && isNumberOrNull(value.upToSeconds) && isNumber(value.count);

const isTimeToDelivery = (value: unknown): value is Overview['timeToDelivery'] =>
  isObject(value) &&
  isNumber(value.count) &&
  isNumberOrNull(value.medianSeconds) &&
  isNumberOrNull(value.p95Seconds) &&
  isListOf(isBar)(value.histogram);

const isFailure = (value: unknown): value is Overview['failures'][number] =>
  isObject(value) &&
  isStatus(value.status) &&
  isNumberOrNull(value.code) &&
  isTextOrNull(value.reason) &&
  isNumber(value.count);

const isRefusalCode = (value: unknown): value is RefusalCode =>
  isText(value) && Object.hasOwn(REFUSAL_WORDS, value);

const isRefusalCount = (value: unknown): value is Overview['refusals'][number] =>
  isObject(value) && isRefusalCode(value.code) && isNumber(value.count);

export const isOverview = (value: unknown): value is Overview =>
  isObject(value) &&
  isInstant(value.from) &&
  isInstant(value.before) &&
  (value.bucket === 'hour' || value.bucket === 'day') &&
  isListOf(isBucket)(value.series) &&
  isOutcome(value.total) &&
  isTimeToDelivery(value.timeToDelivery) &&
  isListOf(isFailure)(value.failures) &&
  isListOf(isRefusalCount)(value.refusals);
