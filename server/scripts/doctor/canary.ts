/** Callbacks that say nothing, to see which way they take. */
import { createHmac, randomUUID } from 'node:crypto';

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

const headersOf = (signature: string, nonce: string, now: number): Record<string, string> => ({
  'content-type': 'application/json',
  'x-sinch-webhook-signature': signature,
  'x-sinch-webhook-signature-nonce': nonce,
  'x-sinch-webhook-signature-timestamp': String(Math.floor(now / 1000)),
  'x-sinch-webhook-signature-algorithm': 'HmacSHA256',
});

/** Signed as Sinch signs (docs/sinch.md, "Signature"). */
export function signedCanary(secret: string, now: number): Canary {
  const [id, nonce] = [randomUUID(), randomUUID()];
  const body = bodyOf(id);
  const signed = Buffer.concat([body, Buffer.from(`.${nonce}.${Math.floor(now / 1000)}`)]);
  const signature = createHmac('sha256', secret).update(signed).digest('base64');
  return { id, nonce, body, headers: headersOf(signature, nonce, now) };
}

/** As any stranger could post it. It leaves no trace where the owner looks for mistakes in signatures. */
export function unsignedCanary(): Canary {
  const [id, nonce] = [randomUUID(), randomUUID()];
  return { id, nonce, body: bodyOf(id), headers: { 'content-type': 'application/json' } };
}
