/** The newest `size` entries; older ones are forgotten, so that a long run does not grow for ever. */
export function pushBounded<T>(entries: T[], entry: T, size: number): void {
  entries.push(entry);
  if (entries.length > size) entries.splice(0, entries.length - size);
}
