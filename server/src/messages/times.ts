/** When a message is to be sent, and until when Sinch is to try. Instants are milliseconds since 1970. */
import { z } from 'zod';
import type { Transport } from '../contract.ts';
import { DAY, MINUTE } from '../durations.ts';

export interface Times {
  /** Null: at once. */
  sendAt: number | null;
  /** Null: not said. */
  expireAt: number | null;
}

export interface TimeFault {
  path: keyof Times;
  message: string;
  /** Earlier it was right: nothing but the passing of time stands against it. */
  passed: boolean;
}

export interface Circumstances {
  now: number;
  transport: Transport;
}

interface TimesRead {
  /** What the request says: the same however late it comes. */
  asked: Times;
  /** What Sinch is told. */
  told: Times;
  faults: TimeFault[];
}

type Fault = Omit<TimeFault, 'path'>;

/** The clock of whoever asks may go wrong by this much. */
const CLOCK_DIFFERENCE = MINUTE;
/** Sinch tries no longer (docs/sinch.md, "Sending"). */
const GREATEST_VALIDITY = 3 * DAY;
/** Later ones, with a validity on top, would have a year of five digits in UTC. */
const LAST_READABLE = Date.UTC(9999, 11, 28);

const isoInstant = z.iso.datetime({ offset: true });
const lasting = (message: string): Fault => ({ message, passed: false });
const passed = (message: string): Fault => ({ message, passed: true });

const UNREADABLE = lasting(
  'Write the time as ISO 8601 with Z or an offset, such as 2027-01-31T08:00:00Z or 2027-01-31T09:00:00+01:00.',
);
const CANNOT_SCHEDULE = lasting(
  'The Conversation API cannot send later. Leave it out to send at once; only the SMS API can wait.',
);
const SEND_PASSED = passed('This time has passed. Give a later one, or leave it out to send at once.');
const BEFORE_SEND = lasting('The message would expire before it is sent. Give a time after sendAt.');
const TOO_LATE = lasting(
  'Sinch tries for three days at most. Give a time within three days of the sending, or leave it out.',
);
const EXPIRY_PASSED = passed('This time has passed. Give a later one, or leave it out for three days.');

/** NaN where the text cannot be read: then no comparison holds. */
function readInstant(text: string | undefined): number | null {
  if (text === undefined) return null;
  const instant = isoInstant.safeParse(text).success ? Date.parse(text) : Number.NaN;
  return instant < LAST_READABLE ? instant : Number.NaN;
}

function findSendFault({ sendAt }: Times, { now, transport }: Circumstances): Fault | null {
  if (sendAt === null) return null;
  if (transport === 'conversation') return CANNOT_SCHEDULE;
  if (Number.isNaN(sendAt)) return UNREADABLE;
  return sendAt < now - CLOCK_DIFFERENCE ? SEND_PASSED : null;
}

function findExpiryFault({ sendAt, expireAt }: Times, { now }: Circumstances): Fault | null {
  if (expireAt === null) return null;
  if (Number.isNaN(expireAt)) return UNREADABLE;
  if (sendAt !== null && expireAt <= sendAt) return BEFORE_SEND;
  if (expireAt > (sendAt ?? now) + GREATEST_VALIDITY + CLOCK_DIFFERENCE) return TOO_LATE;
  return expireAt <= now ? EXPIRY_PASSED : null;
}

/**
 * A time to send that has just passed means now, and one of expiry that is just too late the latest. Without any, the SMS
 * API is told a minute less than that: it would refuse the very latest of a clock that is ahead of its own.
 */
function toTold({ sendAt, expireAt }: Times, { now, transport }: Circumstances): Times {
  const later = sendAt !== null && sendAt > now ? sendAt : null;
  const latest = (later ?? now) + GREATEST_VALIDITY;
  const usual = transport === 'sms' ? latest - CLOCK_DIFFERENCE : null;
  return { sendAt: later, expireAt: expireAt === null ? usual : Math.min(expireAt, latest) };
}

/** Judges the times of a request. Faults name the remedy. */
export function readTimes(
  given: Partial<Record<keyof Times, string | undefined>>,
  circumstances: Circumstances,
): TimesRead {
  const asked = { sendAt: readInstant(given.sendAt), expireAt: readInstant(given.expireAt) };
  const found = [
    { path: 'sendAt', fault: findSendFault(asked, circumstances) },
    { path: 'expireAt', fault: findExpiryFault(asked, circumstances) },
  ] as const;
  const faults = found.flatMap(({ path, fault }) => (fault === null ? [] : [{ path, ...fault }]));
  return { asked, told: toTold(asked, circumstances), faults };
}
