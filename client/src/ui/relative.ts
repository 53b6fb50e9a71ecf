const format = new Intl.RelativeTimeFormat('en', { style: 'narrow', numeric: 'always' });

const UNITS: readonly { unit: Intl.RelativeTimeFormatUnit; seconds: number }[] = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
  { unit: 'second', seconds: 10 },
];

/** Rounded down, in the greatest unit that fits; a clock that runs a little ahead is no reason to speak of the future. */
export function relativeTime(at: number, now: number): string {
  const ago = Math.max(0, Math.floor((now - at) / 1000));
  const fit = UNITS.find(({ seconds }) => ago >= seconds);
  if (fit === undefined) return 'just now';
  // Seconds go in tens, since the page looks at its clock every ten seconds.
  if (fit.unit === 'second') return format.format(-Math.floor(ago / 10) * 10, 'second');
  return format.format(-Math.floor(ago / fit.seconds), fit.unit);
}
