import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { SECRET } from '../traffic.ts';

/** What the tutorials do, and no more: neither the time nor the nonce is looked at. */
export function isSigned(body: Buffer, headers: IncomingHttpHeaders): boolean {
  const nonce = headers['x-sinch-webhook-signature-nonce'];
  const timestamp = headers['x-sinch-webhook-signature-timestamp'];
  const signature = headers['x-sinch-webhook-signature'];
  if (typeof nonce !== 'string' || typeof timestamp !== 'string' || typeof signature !== 'string')
    return false;
  const expected = createHmac('sha256', SECRET)
    .update(body)
    .update(`.${nonce}.${timestamp}`)
    .digest('base64');
  return (
    signature.length === expected.length && timingSafeEqual(Buffer.from(signature), Buffer.from(expected))
  );
}
