import { createHmac } from 'node:crypto';
import { ulid } from 'ulid';
import { WEBHOOK_PATH } from '../src/config.ts';
import { callbackBodies, RECIPIENTS_PER_MESSAGE, SECRET } from './traffic.ts';

/** A whole HTTP request, signed now, so that making it costs nothing while the server is measured. */
function requestOf(body: Buffer, port: number): Buffer {
  const nonce = ulid();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', SECRET)
    .update(body)
    .update(`.${nonce}.${timestamp}`)
    .digest('base64');
  const head = [
    `POST ${WEBHOOK_PATH} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/json',
    'Accept: */*',
    `x-sinch-webhook-signature: ${signature}`,
    `x-sinch-webhook-signature-nonce: ${nonce}`,
    `x-sinch-webhook-signature-timestamp: ${timestamp}`,
    'x-sinch-webhook-signature-algorithm: HmacSHA256',
    `Content-Length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}

export function signedRequests(firstMessage: number, messages: number, port: number): Buffer[] {
  return Array.from({ length: messages }, (_, index) =>
    callbackBodies(firstMessage + index, RECIPIENTS_PER_MESSAGE),
  )
    .flat()
    .map((body) => requestOf(body, port));
}
