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
 * Lets each object in `value` show itself without the properties that are called so in `secret`. They can be read and
 * listed as before; a copy of an object shows the secrets of that object again.
 */
export function redact<T extends object>(value: T, secret: ReadonlySet<string>, isSecret = false): T {
  const shown = (): Shown => (isSecret ? REDACTED : show(value, secret));
  for (const name of [inspect.custom, 'toJSON']) Object.defineProperty(value, name, { value: shown });
  if (isSecret) Object.defineProperty(value, 'toString', { value: () => REDACTED });
  for (const [name, part] of Object.entries(value)) {
    if (typeof part === 'object' && part !== null) redact(part, secret, isSecret || secret.has(name));
  }
  return value;
}
