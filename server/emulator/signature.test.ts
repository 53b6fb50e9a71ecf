import { SmsCallbackWebhooks } from '@sinch/sdk-core';
import { assert, property, string } from 'fast-check';
import { decodeTime } from 'ulid';
import { expect, test } from 'vitest';
import { signature, signatureHeaders } from './signature.ts';

/** Published by Sinch in the tests of its SDKs (docs/sinch.md, "Signature"). */
const PUBLISHED = {
  body: '{"at":"2025-01-13T09:22:40.914Z","batch_id":"01JHFFHQ0P99JPPNQPJDV7JTBP","client_reference":"a client reference","code":0,"operator_status_at":"2025-01-13T09:22:00Z","recipient":"33662162466","status":"Delivered","type":"recipient_delivery_report_sms"}',
  nonce: '01JHFFHWYY7HSS4FWTMDTQEK8V',
  timestamp: '1736760161',
  secret: 'SMSWebhooksSecret',
  signature: 'ZoHei66PPN/kZjw7hFVfGhJOnml3iGNCMWoyQVcE5o0=',
};

test("the signer gives Sinch's published signature", () => {
  const { body, nonce, timestamp, secret } = PUBLISHED;
  expect(signature(Buffer.from(body), nonce, timestamp, secret)).toBe(PUBLISHED.signature);
});

test("the SDK's validator accepts any body under any secret", () => {
  assert(
    property(string({ unit: 'grapheme' }), string({ minLength: 1 }), (body, secret) => {
      const headers = signatureHeaders(Buffer.from(body), secret, Date.now());
      const validator = new SmsCallbackWebhooks(secret);
      expect(validator.validateAuthenticationHeader(headers, body, '', '')).toBe(true);
    }),
  );
});

test('the nonce is of the second that the timestamp names', () => {
  const now = Date.parse('2026-03-01T12:00:00.987Z');
  const headers = signatureHeaders(Buffer.from('{}'), 'secret', now);
  expect(decodeTime(headers['x-sinch-webhook-signature-nonce'])).toBe(now);
  expect(headers['x-sinch-webhook-signature-timestamp']).toBe('1772366400');
  expect(headers['x-sinch-webhook-signature-algorithm']).toBe('HmacSHA256');
});
