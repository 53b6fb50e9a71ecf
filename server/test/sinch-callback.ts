/** Callbacks as Sinch would post them, signed by a few lines that share nothing with the program. */
import { createHmac, randomUUID } from 'node:crypto';
import { SECRET } from './harness.ts';

export interface Signing {
  secret?: string;
  nonce?: string;
  timestamp?: string;
}

export function signedHeaders(body: string | Buffer, signing: Signing = {}): Record<string, string> {
  const {
    secret = SECRET,
    nonce = randomUUID(),
    timestamp = String(Math.floor(Date.now() / 1000)),
  } = signing;
  const signed = Buffer.concat([Buffer.from(body), Buffer.from(`.${nonce}.${timestamp}`)]);
  return {
    'Content-Type': 'application/json',
    'x-sinch-webhook-signature': createHmac('sha256', secret).update(signed).digest('base64'),
    'x-sinch-webhook-signature-nonce': nonce,
    'x-sinch-webhook-signature-timestamp': timestamp,
    'x-sinch-webhook-signature-algorithm': 'HmacSHA256',
  };
}

export interface ReportFields {
  batch_id?: string;
  recipient?: string;
  status?: string;
  code?: number;
  at?: string;
  operator_status_at?: string;
  client_reference?: string;
  type?: string;
}

/** A recipient report. Sinch writes numbers without `+`. */
export const recipientReport = (fields: ReportFields): string =>
  JSON.stringify({
    type: 'recipient_delivery_report_sms',
    recipient: '12025550101',
    status: 'Delivered',
    code: 0,
    at: '2026-11-23T08:00:00.000Z',
    ...fields,
  });

export const postCallback = (
  app: { url: string },
  body: string | Buffer,
  headers: Record<string, string> = signedHeaders(body),
): Promise<Response> => fetch(`${app.url}/webhooks/sinch/delivery`, { method: 'POST', headers, body });
