/** Why a signature fails: the usual mistakes, tried one by one. For the log and the owner's eyes alone. */
import { createHmac } from 'node:crypto';
import { clockFinding } from './clock-finding.ts';
import type { Finding } from '../contract.ts';
import { otherBodies } from './other-bodies.ts';
import { otherSecrets } from './other-secrets.ts';
import { SIGNATURE_HEADERS, equalInConstantTime, missingHeaders } from './signature.ts';
import type { SignatureHeaders, SignatureRefusal } from './signature.ts';

interface Signed {
  signature: string;
  nonce: string;
  timestamp: string;
  body: Buffer;
}

interface Attempt {
  key: string | Buffer;
  body?: Buffer;
  hash?: string;
  encoding?: 'base64' | 'hex';
}

function verifies(
  signed: Signed,
  { key, body = signed.body, hash = 'sha256', encoding = 'base64' }: Attempt,
) {
  const hmac = createHmac(hash, key).update(body).update(`.${signed.nonce}.${signed.timestamp}`);
  const { signature } = signed;
  return equalInConstantTime(hmac.digest(encoding), encoding === 'hex' ? signature.toLowerCase() : signature);
}

const OTHER_HASHES = [
  ['sha384', 'HmacSHA384'],
  ['sha512', 'HmacSHA512'],
] as const;

function findAlgorithm(signed: Signed, key: string): Finding | null {
  if (verifies(signed, { key })) {
    const detail = `The signature is right, but ${SIGNATURE_HEADERS.algorithm} is not HmacSHA256. Whoever signs must write exactly that; if it is Sinch, something between Sinch and this server changes the header.`;
    return { code: 'algorithm', detail };
  }
  const made = OTHER_HASHES.find(([hash]) => verifies(signed, { key, hash }));
  if (made === undefined) return null;
  const detail = `The signature is made with ${made[1]}, and this server takes HmacSHA256 alone. Ask your Sinch account manager to have it made with HmacSHA256.`;
  return { code: 'algorithm', detail };
}

function findEncoding(signed: Signed, key: string): Finding | null {
  if (!verifies(signed, { key, encoding: 'hex' })) return null;
  const detail =
    'The signature is right, but written in hexadecimal. Sinch writes base64: whoever signs must, too.';
  return { code: 'encoding_hex', detail };
}

function findSecret(signed: Signed, secret: string, variable: string): Finding | null {
  const other = otherSecrets(secret, variable).find(({ key }) => verifies(signed, { key }));
  return other === undefined ? null : { code: other.code, detail: other.detail };
}

function findBody(signed: Signed, key: string): Finding | null {
  const other = otherBodies(signed.body).find(({ body }) => verifies(signed, { key, body }));
  return other === undefined ? null : { code: other.code, detail: other.detail };
}

/** Where the secrets of a policy stand, in their order. */
export const VARIABLES = ['SINCH_WEBHOOK_SECRET', 'SINCH_WEBHOOK_SECRET_PREVIOUS'] as const;

/** The one mistake that by itself explains the refusal. */
function findMistake(signed: Signed, secrets: readonly string[]): Finding | null {
  for (const [index, secret] of secrets.entries()) {
    const found =
      findAlgorithm(signed, secret) ??
      findEncoding(signed, secret) ??
      findSecret(signed, secret, VARIABLES[index] ?? VARIABLES[0]) ??
      findBody(signed, secret);
    if (found !== null) return found;
  }
  return null;
}

const UNEXPLAINED: Record<'mismatch' | 'malformed' | 'algorithm', string> = {
  mismatch:
    'No usual mistake explains it. Most likely the secret is another one: SINCH_WEBHOOK_SECRET must be the same text as at Sinch, where a Conversation app signs with its secret_for_overridden_callback_urls, and not with that of a webhook. If they are the same, something on the way changes the body, or this is not from Sinch at all.',
  malformed:
    'The signature headers are not written as Sinch writes them, and no usual mistake explains it. Something on the way changes or repeats them, or it is not from Sinch at all.',
  algorithm:
    'The algorithm is not HmacSHA256 and the signature is wrong, too. It is probably not from Sinch at all.',
};

function partlySigned(headers: SignatureHeaders): Finding {
  const missing = missingHeaders(headers).join(', ');
  const detail = `Of the four signature headers this came without ${missing}. Something between Sinch and this server drops headers: have it pass on all that begin with ${SIGNATURE_HEADERS.signature}.`;
  return { code: 'partly_signed', detail };
}

/** What is wrong with a signature that was refused, as far as can be told. */
export function diagnose(
  refusal: SignatureRefusal,
  headers: SignatureHeaders,
  body: Buffer,
  secrets: readonly string[],
): Finding {
  if (refusal.reason === 'time') return clockFinding(refusal.skewSeconds);
  const { signature, nonce, timestamp } = headers;
  if (
    refusal.reason === 'missing' ||
    signature === undefined ||
    nonce === undefined ||
    timestamp === undefined
  ) {
    return partlySigned(headers);
  }
  const found = findMistake({ signature, nonce, timestamp, body }, secrets);
  return found ?? { code: 'none_found', detail: UNEXPLAINED[refusal.reason] };
}
