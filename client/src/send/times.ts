import type { Message, SendRequest } from '@sinch-callback-app/server/contract';
import { inZone, inZoneAt, TIME, WHEN } from '../texts/send.ts';
import { timeUntil } from '../ui/planned.ts';

const HOUR = 60 * 60_000;

/** How long Sinch is to try; three days is its default, and the most it does (docs/sinch.md, "Sending"). */
export const EXPIRIES = [
  { value: '1h', lasts: HOUR },
  { value: '6h', lasts: 6 * HOUR },
  { value: '1d', lasts: 24 * HOUR },
  { value: '3d', lasts: 72 * HOUR },
] as const;
export type Expiry = (typeof EXPIRIES)[number]['value'];
export const LONGEST: Expiry = '3d';

export const expiryNamed = (name: string): Expiry =>
  EXPIRIES.find(({ value }) => value === name)?.value ?? LONGEST;

export const expiryText = (expiry: Expiry): string =>
  WHEN.hours((EXPIRIES.find(({ value }) => value === expiry)?.lasts ?? 0) / HOUR);

export interface DraftTimes {
  /** As the field has it, `2027-01-31T09:00` on the reader's clock; null: at once. */
  sendAt: string | null;
  /** Null: not asked for. */
  expiry: Expiry | null;
}

/** NaN where the field is empty or its year is out of this world. */
const instantOf = (wallTime: string): number => new Date(wallTime).getTime();

export const isReadable = (wallTime: string): boolean => !Number.isNaN(instantOf(wallTime));

/** What the server is told; an expiry counts from when the message is sent. */
export function requestedTimes(
  { sendAt, expiry }: DraftTimes,
  now: number,
): Pick<SendRequest, 'sendAt' | 'expireAt'> {
  const start = sendAt === null ? now : instantOf(sendAt);
  const lasts = EXPIRIES.find(({ value }) => value === expiry && value !== LONGEST)?.lasts;
  return {
    ...(sendAt !== null && { sendAt: new Date(start).toISOString() }),
    ...(lasts !== undefined && { expireAt: new Date(start + lasts).toISOString() }),
  };
}

/** The server's clock is not the browser's. */
const ABOUT = 5 * 60_000;

/** The same choices, as far as they still make sense. */
export function timesOf({ sendAt, expireAt, createdAt }: Message, now: number): DraftTimes {
  const lasts = expireAt === null ? null : Date.parse(expireAt) - Date.parse(sendAt ?? createdAt);
  const expiry = EXPIRIES.find((known) => lasts !== null && Math.abs(known.lasts - lasts) < ABOUT)?.value;
  return {
    sendAt: sendAt === null || Date.parse(sendAt) <= now ? null : wallTimeOf(new Date(sendAt)),
    expiry: expiry === undefined || expiry === LONGEST ? null : expiry,
  };
}

const two = (part: number): string => String(part).padStart(2, '0');

const wallTimeOf = (at: Date): string =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;

/** The next full hour that leaves time to think, to begin with. */
export function suggestedTime(now: number): string {
  const at = new Date(now + 1.5 * HOUR);
  at.setMinutes(0, 0, 0);
  return wallTimeOf(at);
}

/** The zone that the field is in, and what the time in it means. */
export function sendAtText(wallTime: string, now: number): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!isReadable(wallTime)) return inZone(zone);
  const at = new Date(wallTime);
  const meaning = at.getTime() <= now ? TIME.passed : TIME.ahead(timeUntil(at.getTime(), now));
  // The clocks that go forward leave an hour out.
  const skipped = wallTimeOf(at) === wallTime.slice(0, 16) ? '' : TIME.skipped(wallTimeOf(at).slice(11));
  return inZoneAt(zone, offsetOf(at), `${meaning}${skipped}`);
}

/** Made anew each time: laptops travel. */
const offsetOf = (at: Date): string =>
  new Intl.DateTimeFormat('en-GB', { timeZoneName: 'shortOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? '';
