interface Item {
  id: string;
}

interface Shown<T> {
  items: readonly T[];
  /** How many newer ones are held back. */
  newer: number;
  /** More than that may have come. */
  orMore: boolean;
}

/** The list as it was when it was held, with whatever older ones have been read since. Null: it is not held. */
export function heldBack<T extends Item>(held: readonly T[] | null, items: readonly T[]): Shown<T> {
  if (held === null) return { items, newer: 0, orMore: false };
  const [top] = held;
  if (top === undefined) return { items: held, newer: items.length, orMore: false };
  const newer = items.findIndex(({ id }) => id === top.id);
  // So many came that the list has been begun anew.
  if (newer === -1) return { items: held, newer: items.length, orMore: true };
  return { items: items.slice(newer), newer, orMore: false };
}
