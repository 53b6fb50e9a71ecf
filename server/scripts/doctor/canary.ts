/** Callbacks that say nothing, to see which way they take. */
import { randomUUID } from 'node:crypto';
import { signedHeaders } from '../signed-headers.ts';

/** No type of Sinch's, so that a server acknowledges it and does nothing more. */
export const CANARY_TYPE = 'doctor_canary';

export interface Canary {
  /** Stands in the body. */
  id: string;
  nonce: string;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

/** Whoever parses this and writes it anew changes its bytes. */
const bodyOf = (id: string): Buffer =>
  Buffer.from(
    String.raw`{ "type":"${CANARY_TYPE}", "id" : "${id}","number":1.0, "text":"\u00e9 \/ Gruß, 世界 🐤" }` +
      '\n',
  );

const JSON_TYPE = { 'content-type': 'application/json' };

/** As Sinch would post it. */
export function signedCanary(secret: string, now: number): Canary {
  const [id, nonce] = [randomUUID(), randomUUID()];
  const body = bodyOf(id);
  const timestamp = String(Math.floor(now / 1000));
  const headers = { ...JSON_TYPE, ...signedHeaders(body, { secret, nonce, timestamp }) };
  return { id, nonce, body, headers };
}

/** As any stranger could post it. It leaves no trace where the owner looks for mistakes in signatures. */
export function unsignedCanary(): Canary {
  const [id, nonce] = [randomUUID(), randomUUID()];
  return { id, nonce, body: bodyOf(id), headers: JSON_TYPE };
}
