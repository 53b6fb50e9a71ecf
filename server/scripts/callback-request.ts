/** The request that Sinch would make, signed or by the token of a message. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createTokens } from '../src/callbacks/token.ts';
import { WEBHOOK_PATH } from '../src/config.ts';
import { bodyOfKind } from './callback-bodies.ts';
import type { Options } from './callback-options.ts';
import { signedHeaders } from './signed-headers.ts';
import type { Env } from './workspace.ts';

export interface CallbackRequest {
  url: string;
  headers: Record<string, string>;
  body: Buffer;
}

export function makeRequest(options: Options, env: Env): CallbackRequest {
  const body = options.body === undefined ? bodyOfKind(options, env) : bytesOf(options.body, env);
  const headers = { 'content-type': 'application/json', ...signatureHeaders(options, body, env) };
  return { url: addressOf(options, env), headers, body };
}

/** The same request as a command. It carries the signature or the token, never the secret. */
export function toCurl({ url, headers, body }: CallbackRequest): string {
  const lines = Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  return [`curl -i ${quoted(url)}`, ...lines, `--data-raw ${quoted(body.toString())}`].join(' \\\n  ');
}

/** pnpm changes the directory; a file is looked for where the command was given. */
function bytesOf(fileOrText: string, env: Env): Buffer {
  const file = resolve(env.INIT_CWD ?? '.', fileOrText);
  return existsSync(file) ? readFileSync(file) : Buffer.from(fileOrText);
}

function secretOf(options: Options, env: Env): string {
  const secret = options.secret ?? env.SINCH_WEBHOOK_SECRET;
  if (!secret) throw new Error('There is no secret: pass --secret, or set SINCH_WEBHOOK_SECRET.');
  return secret;
}

function addressOf(options: Options, env: Env): string {
  const address = options.url ?? `http://127.0.0.1:${env.PORT || 3001}${WEBHOOK_PATH}`;
  if (!URL.canParse(address))
    throw new Error(`--url must be a whole address, such as https://example.com${WEBHOOK_PATH}.`);
  const url = new URL(address);
  if (options.token !== undefined) {
    url.searchParams.set('token', createTokens([secretOf(options, env)]).issue(options.token));
  }
  return url.href;
}

function signatureHeaders(options: Options, body: Buffer, env: Env): Record<string, string> {
  if (options.unsigned) return {};
  const secret = secretOf(options, env);
  const nonce = options.nonce ?? randomBytes(16).toString('hex');
  const timestamp = options.timestamp ?? String(Math.floor(Date.now() / 1000));
  const key = options['wrong-signature'] ? `not ${secret}` : secret;
  return signedHeaders(body, { secret: key, nonce, timestamp });
}

const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
