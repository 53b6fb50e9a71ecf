import type { SendRequest } from './send-request.ts';
import { bareNumber } from './send-request.ts';

/** The text for this recipient, or null when a `${name}` in it has no value (docs/sinch.md, "Sending"). */
export function substitute({ body, parameters = {} }: SendRequest, number: string): string | null {
  let complete = true;
  const text = body.replace(/\$\{([^}]*)\}/g, (placeholder, name: string) => {
    const values = Object.entries(parameters[name] ?? {});
    const own =
      values.find(([key]) => bareNumber(key) === number) ?? values.find(([key]) => key === 'default');
    complete &&= own !== undefined;
    return own?.[1] ?? placeholder;
  });
  return complete ? text : null;
}
