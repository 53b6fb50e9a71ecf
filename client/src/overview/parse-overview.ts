import type { Overview } from '@sinch-callback-app/server/contract';
import { isStatus } from '../messages/status-view.ts';
import { isCounts } from '../parse.ts';
import {
  isInstant,
  isKeyOf,
  isListOf,
  isNumber,
  isNumberOrNull,
  isObjectOf,
  isOneOf,
  isTextOrNull,
} from '../parse-basics.ts';
import { REFUSAL_WORDS } from '../texts/overview.ts';

type TimeToDelivery = Overview['timeToDelivery'];

const OUTCOME = {
  messages: isNumber,
  recipients: isNumber,
  counts: isCounts,
  refused: isNumber,
  waiting: isNumber,
};

const isBucket = isObjectOf<Overview['series'][number]>({ at: isInstant, ...OUTCOME });

const isBar = isObjectOf<TimeToDelivery['histogram'][number]>({
  upToSeconds: isNumberOrNull,
  count: isNumber,
});

const isTimeToDelivery = isObjectOf<TimeToDelivery>({
  count: isNumber,
  medianSeconds: isNumberOrNull,
  p95Seconds: isNumberOrNull,
  histogram: isListOf(isBar),
});

const isFailure = isObjectOf<Overview['failures'][number]>({
  status: isStatus,
  code: isNumberOrNull,
  reason: isTextOrNull,
  count: isNumber,
});

const isRefusalCount = isObjectOf<Overview['refusals'][number]>({
  code: isKeyOf(REFUSAL_WORDS),
  count: isNumber,
});

export const isOverview = isObjectOf<Overview>({
  from: isInstant,
  before: isInstant,
  bucket: isOneOf('hour', 'day'),
  series: isListOf(isBucket),
  total: isObjectOf<Overview['total']>(OUTCOME),
  timeToDelivery: isTimeToDelivery,
  failures: isListOf(isFailure),
  refusals: isListOf(isRefusalCount),
});
