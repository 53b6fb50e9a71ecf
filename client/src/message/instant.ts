/** In milliseconds; null where there is none, or none that a clock knows. */
export function instantOf(text: string | null): number | null {
  const at = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? null : at;
}
