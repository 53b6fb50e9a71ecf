/** Messages of a period as they might have been sent: the same for the same seed. Numbers are those kept for fiction. */
import { encodeTime } from 'ulid';
import { MAX_RECIPIENTS } from '../../src/contract.ts';
import type { Refusal } from '../../src/contract.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/durations.ts';
import type { StoredReport } from '../../src/messages/report.ts';
import { historyOf } from './history.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';

export interface SeedPlan {
  count: number;
  days: number;
  /** The last instant. */
  end: number;
  seed: number;
  /** How many were seeded before: these come behind them. */
  first: number;
}

export interface SeededRecipient {
  number: string;
  sinchId: string | null;
  history: StoredReport[];
}

export interface SeededMessage {
  id: string;
  key: string;
  transport: 'sms' | 'conversation';
  state: 'accepted' | 'refused' | 'unclear';
  refusal: Refusal | null;
  text: string;
  createdAt: number;
  sendAt: number | null;
  canceledAt: number | null;
  /** Of all recipients on the SMS API. */
  sinchId: string | null;
  resendOf: string | null;
  recipients: SeededRecipient[];
}

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.split('');
const AREAS = ['202', '212', '303', '312', '404', '415', '503', '512', '617', '702', '713', '808', '907'];
const TEXTS = [
  'Your parcel arrives today between 9 and 11.',
  'Reminder: your appointment is tomorrow at 10:30. Reply NO to cancel.',
  'Your table for two is booked for 19:00. See you then!',
  'The school is closed tomorrow because of snow.',
  'Grüße aus der Werkstatt: Ihr Rad ist fertig 🚲',
  'Your order is on its way. Follow it in your account.',
];
const REFUSALS: readonly Refusal[] = [
  { code: 'sinch_busy', detail: 'Sinch is busy. Try again in a few seconds.' },
  {
    code: 'invalid_content',
    detail: 'Sinch did not take the message as it is. Change it, then send it again.',
  },
  { code: 'unreachable', detail: 'Sinch could not be reached. Nothing was sent. Try again.' },
];

const idAt = (random: Random, at: number): string =>
  encodeTime(at, 10) + Array.from({ length: 16 }, () => random.pick(LETTERS)).join('');

/** `555-01xx` in the areas of the US, and 07700 900xxx in the UK. */
const numberOf = (place: number): string => {
  const size = AREAS.length * 100;
  const rest = place % (size + 1000);
  if (rest >= size) return `+447700900${String(rest - size).padStart(3, '0')}`;
  return `+1${AREAS[Math.floor(rest / 100)]}55501${String(rest % 100).padStart(2, '0')}`;
};
const PLACES = AREAS.length * 100 + 1000;

/** Nearly always one; the first message of all has as many as there may be. */
function recipientCount(random: Random, index: number): number {
  if (index === 0) return MAX_RECIPIENTS;
  if (random.chance(0.0015)) return random.whole(100, MAX_RECIPIENTS);
  return random.chance(0.03) ? random.whole(2, 20) : 1;
}

interface Origin {
  id: string;
  number: string;
  text: string;
}

/** In the order in which they were sent. */
export function* seededMessages({ count, days, end, seed, first }: SeedPlan): Generator<SeededMessage> {
  const random = createRandom(seed + first);
  const span = days * DAY;
  let failed: Origin | null = null;
  for (let index = 0; index < count; index += 1) {
    const createdAt = Math.floor(end - span + ((index + random.next()) * span) / count);
    const again: Origin | null = failed !== null && random.chance(0.3) ? failed : null;
    const one = messageAt(random, { index, createdAt, again, end });
    one.key = `seed ${seed}-${first + index}`;
    const last = one.recipients[0]?.history.at(-1);
    const isFailure = one.recipients.length === 1 && last?.status === 'FAILED' && one.resendOf === null;
    if (isFailure) failed = { id: one.id, number: one.recipients[0]!.number, text: one.text };
    else if (again !== null) failed = null;
    yield one;
  }
}

function messageAt(
  random: Random,
  { index, createdAt, again, end }: { index: number; createdAt: number; again: Origin | null; end: number },
): SeededMessage {
  const transport = random.chance(0.1) && index > 0 && again === null ? 'conversation' : 'sms';
  const isRefused = random.chance(0.012) && index > 0;
  const isUnclear = !isRefused && random.chance(0.001) && index > 0;
  const isScheduled =
    !isRefused &&
    !isUnclear &&
    transport === 'sms' &&
    random.chance(createdAt > end - 48 * HOUR ? 0.15 : 0.01) &&
    index > 0;
  const sendAt = isScheduled ? createdAt + random.whole(1, 48) * HOUR : null;
  const canceledAt = sendAt !== null && random.chance(0.05) ? createdAt + MINUTE : null;
  const id = idAt(random, createdAt);
  const named = !isRefused && !isUnclear;
  const sentAt = createdAt + random.whole(80, 900);
  const from = random.whole(0, PLACES - 1);
  const people = again === null && transport === 'sms' ? recipientCount(random, index) : 1;
  const recipients = Array.from({ length: people }, (_, place): SeededRecipient => {
    const number = again?.number ?? numberOf(from + place);
    const sinchId = named && transport === 'conversation' ? idAt(random, sentAt) : null;
    if (!named) return { number, sinchId, history: [] };
    const history = historyOf(random, { transport, sentAt, startsAt: sendAt ?? sentAt }, end);
    return { number, sinchId, history: canceledAt === null ? history : canceled(history[0]!, canceledAt) };
  });
  return {
    id,
    key: '',
    transport,
    state: isRefused ? 'refused' : isUnclear ? 'unclear' : 'accepted',
    refusal: isRefused ? random.pick(REFUSALS) : null,
    text: again?.text ?? random.pick(TEXTS),
    createdAt,
    sendAt,
    canceledAt,
    sinchId: named && transport === 'sms' ? idAt(random, sentAt) : (recipients[0]?.sinchId ?? null),
    resendOf: again?.id ?? null,
    recipients,
  };
}

function canceled(accepted: StoredReport, at: number): StoredReport[] {
  const said = { status: 'CANCELLED', code: 407, at, receivedAt: at + 500, source: 'callback' } as const;
  return [accepted, { ...accepted, ...said, signedAt: Math.floor(at / SECOND) * SECOND }];
}
