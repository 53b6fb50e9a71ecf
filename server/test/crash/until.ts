import { setTimeout as pause } from 'node:timers/promises';

const EVERY_MS = 20;

/** Resolves to what `look` finds as soon as it finds something; a look that fails has found nothing. */
export async function until<Found>(
  what: string,
  look: () => Promise<Found | null | false> | Found | null | false,
  withinMs = 20_000,
): Promise<Found> {
  const end = Date.now() + withinMs;
  let last: unknown;
  while (Date.now() < end) {
    try {
      const found = await look();
      if (found !== null && found !== false) return found;
    } catch (error) {
      last = error;
    }
    await pause(EVERY_MS);
  }
  throw new Error(`waited ${withinMs} ms in vain until ${what}`, { cause: last });
}
