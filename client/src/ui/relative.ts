import { agoText, JUST_NOW, UNITS } from '../texts/times.ts';

const STEPS = [
  { unit: UNITS.day, seconds: 86_400 },
  { unit: UNITS.hour, seconds: 3_600 },
  { unit: UNITS.minute, seconds: 60 },
] as const;

/** Rounded down, in the greatest unit that fits; a clock that runs a little ahead is no reason to speak of the future. */
export function relativeTime(at: number, now: number): string {
  const ago = Math.floor((now - at) / 1000);
  if (ago < 10) return JUST_NOW;
  const fit = STEPS.find(({ seconds }) => ago >= seconds);
  // Seconds go in tens, since the page looks at its clock every ten seconds.
  if (fit === undefined) return agoText(Math.floor(ago / 10) * 10, UNITS.second);
  return agoText(Math.floor(ago / fit.seconds), fit.unit);
}
