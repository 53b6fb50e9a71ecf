/** The signature is right and its time is not: by how much, in words. */
import type { Finding } from '../contract.ts';

const UNITS: [name: string, seconds: number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** The two greatest units: "2 days 3 hours". */
export function inWords(seconds: number): string {
  let left = seconds;
  const words: string[] = [];
  for (const [name, length] of UNITS) {
    const count = Math.floor(left / length);
    left -= count * length;
    if (count > 0) words.push(`${count} ${name}${count === 1 ? '' : 's'}`);
  }
  return words.slice(0, 2).join(' ');
}

/** `skewSeconds`: how far behind our clock the timestamp lies; null where it is no time in seconds. */
export function clockFinding(skewSeconds: number | null): Finding {
  if (skewSeconds === null) {
    const detail =
      'The signature is right, but its timestamp is no whole number of seconds since 1970, which Sinch writes. Whoever signs must write seconds, not milliseconds or a date, so that this server can compare it with its clock.';
    return { code: 'clock', detail };
  }
  const words = inWords(Math.abs(skewSeconds));
  if (skewSeconds < 0) {
    const detail = `The signature is right, but its time lies ${words} ahead of the clock of this server. Set that clock, and keep it right with NTP.`;
    return { code: 'clock', detail };
  }
  const detail = `The signature is right, but its time lies ${words} behind the clock of this server: the clock is fast, the callback was long under way, or it is an old one sent again. Set the clock, or raise SINCH_WEBHOOK_MAX_AGE if Sinch really needs so long.`;
  return { code: 'clock', detail };
}
