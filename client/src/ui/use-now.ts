import { useSyncExternalStore } from 'react';

const TICK = 10_000;

/** One clock for every relative time on the page; it stands still while nobody reads it. */
const readers = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  now = Date.now();
  for (const read of readers) read();
}

function subscribe(read: () => void): () => void {
  if (readers.size === 0) {
    now = Date.now();
    timer = setInterval(tick, TICK);
  }
  readers.add(read);
  return () => {
    readers.delete(read);
    if (readers.size === 0) clearInterval(timer);
  };
}

export const useNow = (): number => useSyncExternalStore(subscribe, () => now);
