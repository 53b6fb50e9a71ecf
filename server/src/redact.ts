/** Keeps secrets out of whatever shows an object to people: a log, `console.log`, JSON, a text. */
import { inspect } from 'node:util';
import { z } from 'zod';

const REDACTED = '[redacted]';

type Shown = string | number | boolean | null | Shown[] | { [name: string]: Shown };

const shownPart = z.union([z.string(), z.number(), z.boolean(), z.null()]).catch(REDACTED);

function show(value: unknown, secret: ReadonlySet<string>): Shown {
  if (Array.isArray(value)) return value.map((one) => show(one, secret));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    return Object.fromEntries(
      entries.map(([name, part]) => [name, secret.has(name) ? REDACTED : show(part, secret)]),
    );
  }
  return shownPart.parse(value);
}

/**
 * Lets each object in `value` show itself without the properties that are called so in `secret`. Those can be read by
 * their names as before, but are not listed: a copy of their object has none of them.
 */
export function redact<T extends object>(value: T, secret: ReadonlySet<string>, isSecret = false): T {
  const shown = isSecret ? REDACTED : show(value, secret);
  for (const name of [inspect.custom, 'toJSON']) Object.defineProperty(value, name, { value: () => shown });
  if (isSecret)
    for (const name of ['toString', 'toLocaleString'])
      Object.defineProperty(value, name, { value: () => REDACTED });
  for (const [name, part] of Object.entries(value)) {
    const isHidden = secret.has(name);
    if (typeof part === 'object' && part !== null) redact(part, secret, isSecret || isHidden);
    // `console.dir` asks no object how it wants to be shown. It calls no getter either.
    if (isHidden) Object.defineProperty(value, name, { get: () => part, enumerable: false });
  }
  return value;
}
