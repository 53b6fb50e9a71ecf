import type { FieldError } from '@sinch-callback-app/server/contract';
import { andMore } from '../texts/send.ts';
import type { Field, FieldErrors } from './draft.ts';

/** More numbers than this are not named one by one. */
const NAMED = 5;

const fieldOf = (path: string): Field => {
  if (path === 'message' || path === 'from' || path === 'sendAt' || path === 'resendOf') return path;
  if (path === 'expireAt') return 'expiry';
  return 'to';
};

/** The server points at `to.2`; the reader knows that number, not its index. */
export function fieldErrors(errors: FieldError[], sentTo: readonly string[]): FieldErrors {
  const found: Partial<Record<Field, string[]>> = {};
  for (const { path, message } of errors) {
    const number = sentTo[Number(/^to\.(\d+)$/.exec(path)?.[1] ?? -1)];
    const lines = (found[fieldOf(path)] ??= []);
    lines.push(number === undefined ? message : `${number}: ${message}`);
  }
  return Object.fromEntries(Object.entries(found).map(([field, lines]) => [field, abridge(lines)]));
}

function abridge(lines: string[]): string[] {
  const left = lines.length - NAMED;
  return left <= 0 ? lines : [...lines.slice(0, NAMED), andMore(left)];
}
