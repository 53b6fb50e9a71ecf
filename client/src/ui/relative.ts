const UNITS = [
  { unit: 'd', seconds: 86_400 },
  { unit: 'h', seconds: 3_600 },
  { unit: 'min', seconds: 60 },
] as const;

/** Rounded down, in the greatest unit that fits; a clock that runs a little ahead is no reason to speak of the future. */
export function relativeTime(at: number, now: number): string {
  const ago = Math.floor((now - at) / 1000);
  if (ago < 10) return 'just now';
  const fit = UNITS.find(({ seconds }) => ago >= seconds);
  // Seconds go in tens, since the page looks at its clock every ten seconds.
  if (fit === undefined) return `${Math.floor(ago / 10) * 10} s ago`;
  return `${Math.floor(ago / fit.seconds)} ${fit.unit} ago`;
}
