/** The request that Sinch would make for a delivery report, signed. */
import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { WEBHOOK_PATH } from '../src/config.ts';
import type { Options } from './callback-options.ts';
import type { Env } from './workspace.ts';

export interface CallbackRequest {
  url: string;
  headers: Record<string, string>;
  body: Buffer;
}

export function makeRequest(options: Options, env: Env): CallbackRequest {
  const url = options.url ?? `http://127.0.0.1:${env.PORT || 3001}${WEBHOOK_PATH}`;
  const body = options.body === undefined ? reportOf(options) : bytesOf(options.body, env);
  const headers = { 'content-type': 'application/json', ...signatureHeaders(options, body, env) };
  return { url, headers, body };
}

/** The same request as a command. It carries the signature, never the secret. */
export function toCurl({ url, headers, body }: CallbackRequest): string {
  const lines = Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  return [`curl -i ${quoted(url)}`, ...lines, `--data-raw ${quoted(body.toString())}`].join(' \\\n  ');
}

/** pnpm changes the directory; a file is looked for where the command was given. */
function bytesOf(fileOrText: string, env: Env): Buffer {
  const file = resolve(env.INIT_CWD ?? '.', fileOrText);
  return existsSync(file) ? readFileSync(file) : Buffer.from(fileOrText);
}

function reportOf({ batch, reference, to, status, code, at }: Options): Buffer {
  if ((batch ?? reference) === undefined || to === undefined) {
    throw new Error('Say what to report: --batch or --reference with --to, or --body. See --help.');
  }
  const report = {
    at: at ?? new Date().toISOString(),
    // Sinch always names its batch; with a reference alone we make one up.
    batch_id: batch ?? randomBytes(13).toString('hex').toUpperCase(),
    ...(reference !== undefined && { client_reference: reference }),
    code: Number(code),
    // Sinch leaves the + out.
    recipient: to.replace(/^\+/, ''),
    status,
    type: 'recipient_delivery_report_sms',
  };
  return Buffer.from(JSON.stringify(report));
}

function signatureHeaders(options: Options, body: Buffer, env: Env): Record<string, string> {
  if (options.unsigned) return {};
  const secret = options.secret ?? env.SINCH_WEBHOOK_SECRET;
  if (!secret) throw new Error('There is no secret: pass --secret, or set SINCH_WEBHOOK_SECRET.');
  const nonce = options.nonce ?? randomBytes(16).toString('hex');
  const timestamp = options.timestamp ?? String(Math.floor(Date.now() / 1000));
  const key = options['wrong-signature'] ? `not ${secret}` : secret;
  const signature = createHmac('sha256', key).update(body).update(`.${nonce}.${timestamp}`).digest('base64');
  return {
    'x-sinch-webhook-signature': signature,
    'x-sinch-webhook-signature-nonce': nonce,
    'x-sinch-webhook-signature-timestamp': timestamp,
    'x-sinch-webhook-signature-algorithm': 'HmacSHA256',
  };
}

const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
