import { createHash, timingSafeEqual } from 'node:crypto';
import type { Access } from '../config-access.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares digests: they have one length, and how much of two of them is equal tells nothing of what they stand for. */
export const isSameText = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/** The name of the access token that `shown` is; null if it is none. Takes as long for each of them as for none. */
export function nameOfToken(tokens: Access['tokens'], shown: string): string | null {
  let found: string | null = null;
  for (const { name, token } of tokens) if (isSameText(token, shown)) found = name;
  return found;
}
