/** What was reported of a recipient, step by step, as it might have come. */
import { HOUR, MINUTE, SECOND } from '../../src/durations.ts';
import { unsignedReport } from '../../src/messages/report.ts';
import type { StoredReport } from '../../src/messages/report.ts';
import type { Random } from './random.ts';

/** Codes and reasons that Sinch has (docs/sinch.md, "Codes"), the frequent ones several times. */
const FAILURES: readonly [status: string, code: number][] = [
  ['FAILED', 152],
  ['FAILED', 152],
  ['FAILED', 152],
  ['FAILED', 417],
  ['FAILED', 417],
  ['FAILED', 417],
  ['FAILED', 402],
  ['FAILED', 403],
  ['EXPIRED', 406],
  ['EXPIRED', 406],
  ['REJECTED', 408],
  ['REJECTED', 412],
  ['ABORTED', 416],
  ['CANCELLED', 407],
];
const REASONS = [
  'RECIPIENT_NOT_REACHABLE',
  'CHANNEL_FAILURE',
  'RECIPIENT_NOT_OPTED_IN',
  'OUTSIDE_ALLOWED_SENDING_WINDOW',
];

const wholeMinute = (at: number): number => Math.floor(at / MINUTE) * MINUTE;

interface Step {
  status: string;
  code: number | null;
  reason?: string;
  at: number;
}

const QUEUED = { status: 'QUEUED', code: null, reason: null, at: null };

function callback(random: Random, step: Step): StoredReport {
  const { status, code, at } = step;
  const reason = step.reason ?? null;
  const receivedAt = at + random.whole(200, 1800);
  const signedAt = Math.floor(receivedAt / SECOND) * SECOND;
  const operatorAt = status === 'DELIVERED' || status === 'FAILED' ? wholeMinute(at) : null;
  const repeats = random.chance(0.01) ? 1 : 0;
  return { status, code, reason, at, operatorAt, signedAt, receivedAt, source: 'callback', repeats };
}

/** Mostly seconds, now and then hours: a phone that was off. */
const patience = (random: Random): number =>
  random.chance(0.04)
    ? random.whole(5 * MINUTE, 20 * HOUR)
    : Math.round(SECOND - 4 * SECOND * Math.log(1 - random.next()));

function smsSteps(random: Random, sentAt: number): Step[] {
  const dispatched = { status: 'DISPATCHED', code: 401, at: sentAt + random.whole(300, 3000) };
  const at = dispatched.at + patience(random);
  const delivered = { status: 'DELIVERED', code: 0, at };
  if (random.chance(0.9)) return [dispatched, delivered];
  if (random.chance(0.06))
    return [dispatched, { status: 'FAILED', code: 417, at }, { ...delivered, at: at + HOUR }];
  if (random.chance(0.08)) return [dispatched, { status: 'UNKNOWN', code: null, at: at + HOUR }];
  const [status, code] = random.pick(FAILURES);
  return [dispatched, { status, code, at }];
}

function conversationSteps(random: Random, sentAt: number): Step[] {
  const onChannel = { status: 'QUEUED_ON_CHANNEL', code: null, at: sentAt + random.whole(300, 3000) };
  const at = onChannel.at + patience(random);
  if (random.chance(0.06))
    return [onChannel, { status: 'FAILED', code: null, reason: random.pick(REASONS), at }];
  const delivered = { status: 'DELIVERED', code: null, at };
  if (random.chance(0.6)) return [onChannel, delivered];
  return [onChannel, delivered, { status: 'READ', code: null, at: at + random.whole(MINUTE, 5 * HOUR) }];
}

/** All that had come by `end`. */
export function historyOf(
  random: Random,
  { transport, sentAt, startsAt }: { transport: 'sms' | 'conversation'; sentAt: number; startsAt: number },
  end: number,
): StoredReport[] {
  const steps = transport === 'sms' ? smsSteps(random, startsAt) : conversationSteps(random, startsAt);
  // Of some nothing more is heard.
  const heard = random.chance(0.005) ? steps.slice(0, 1) : steps;
  const reports = heard.map((step) => callback(random, step)).filter(({ receivedAt }) => receivedAt < end);
  return [unsignedReport(QUEUED, 'send', sentAt), ...reports];
}
