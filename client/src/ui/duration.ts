import { lengthText, NO_TIME_AT_ALL, UNITS } from '../texts/times.ts';

const STEPS = [
  { unit: UNITS.day, ms: 86_400_000, part: UNITS.hour, partMs: 3_600_000 },
  { unit: UNITS.hour, ms: 3_600_000, part: UNITS.minute, partMs: 60_000 },
  { unit: UNITS.minute, ms: 60_000, part: UNITS.second, partMs: 1_000 },
] as const;

/** How long something took, in the two greatest units that fit: `2.1 s`, `3 min 5 s`. Never more exact than tenths. */
export function durationText(ms: number): string {
  if (ms < 50) return NO_TIME_AT_ALL;
  if (ms < 9_950) return lengthText((ms / 1_000).toFixed(1), UNITS.second);
  const whole = Math.round(ms / 1_000) * 1_000;
  const fit = STEPS.find((unit) => whole >= unit.ms);
  if (fit === undefined) return lengthText(whole / 1_000, UNITS.second);
  const [count, rest] = [Math.floor(whole / fit.ms), Math.floor((whole % fit.ms) / fit.partMs)];
  const length = lengthText(count, fit.unit);
  return rest === 0 ? length : `${length} ${lengthText(rest, fit.part)}`;
}
