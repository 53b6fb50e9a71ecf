import { createHmac } from 'node:crypto';
import { ulid } from 'ulid';

/** The four headers, as Sinch names them (docs/sinch.md, "Signature"). */
export type SignatureHeaders = Record<
  `x-sinch-webhook-signature${'' | '-nonce' | '-timestamp' | '-algorithm'}`,
  string
>;

/** base64(HMAC-SHA256(body + "." + nonce + "." + timestamp)); the secret is text, never base64-decoded. */
export function signature(body: Uint8Array, nonce: string, timestamp: string, secret: string): string {
  return createHmac('sha256', Buffer.from(secret, 'utf8'))
    .update(body)
    .update(`.${nonce}.${timestamp}`)
    .digest('base64');
}

/** Nonce and timestamp are of one instant: in Sinch's published example the nonce's own time is the timestamp. */
export function signatureHeaders(
  body: Uint8Array,
  secret: string,
  now: number,
  random?: () => number,
): SignatureHeaders {
  const nonce = ulid(now, random);
  const timestamp = String(Math.floor(now / 1000));
  return {
    'x-sinch-webhook-signature': signature(body, nonce, timestamp, secret),
    'x-sinch-webhook-signature-nonce': nonce,
    'x-sinch-webhook-signature-timestamp': timestamp,
    'x-sinch-webhook-signature-algorithm': 'HmacSHA256',
  };
}
