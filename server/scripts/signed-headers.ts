import { createHmac } from 'node:crypto';

/** What Sinch sends beside a body that it has signed (docs/sinch.md, "Signature"). Not by the code that verifies it. */
export function signedHeaders(
  body: Buffer,
  { secret, nonce, timestamp }: { secret: string; nonce: string; timestamp: string },
): Record<string, string> {
  const signature = createHmac('sha256', secret)
    .update(body)
    .update(`.${nonce}.${timestamp}`)
    .digest('base64');
  return {
    'x-sinch-webhook-signature': signature,
    'x-sinch-webhook-signature-nonce': nonce,
    'x-sinch-webhook-signature-timestamp': timestamp,
    'x-sinch-webhook-signature-algorithm': 'HmacSHA256',
  };
}
