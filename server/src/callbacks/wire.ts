/** What Sinch posts, as bytes, into our words. Both of its APIs may post to one address. */
import { parseConversationCallback } from './conversation-wire.ts';
import { boundedWord, isObject } from './fields.ts';
import type { JsonObject } from './fields.ts';
import type { ParsedCallback } from './parsed.ts';
import { parseSmsCallback } from './sms-wire.ts';

function parseJsonObject(bytes: Buffer): JsonObject | null {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** Tolerates whatever Sinch may add. `invalid` only for what is no JSON object at all. */
export function parseCallback(bytes: Buffer): ParsedCallback {
  const body = parseJsonObject(bytes);
  if (body === null) return { kind: 'invalid' };
  const type = typeof body.type === 'string' ? body.type : '';
  return (
    parseSmsCallback(type, body) ??
    parseConversationCallback(body) ?? { kind: 'unknown', type: boundedWord(type) }
  );
}
