const UNITS = [
  { unit: 'd', ms: 86_400_000, part: 'h', partMs: 3_600_000 },
  { unit: 'h', ms: 3_600_000, part: 'min', partMs: 60_000 },
  { unit: 'min', ms: 60_000, part: 's', partMs: 1_000 },
] as const;

/** How long something took, in the two greatest units that fit: `2.1 s`, `3 min 5 s`. Never more exact than tenths. */
export function durationText(ms: number): string {
  if (ms < 50) return 'less than 0.1 s';
  if (ms < 9_950) return `${(ms / 1_000).toFixed(1)} s`;
  const whole = Math.round(ms / 1_000) * 1_000;
  const fit = UNITS.find((unit) => whole >= unit.ms);
  if (fit === undefined) return `${whole / 1_000} s`;
  const [count, rest] = [Math.floor(whole / fit.ms), Math.floor((whole % fit.ms) / fit.partMs)];
  return rest === 0 ? `${count} ${fit.unit}` : `${count} ${fit.unit} ${rest} ${fit.part}`;
}
