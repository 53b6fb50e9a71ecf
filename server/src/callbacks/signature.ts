import { createHmac, timingSafeEqual } from 'node:crypto';

export const ALGORITHM = 'HmacSHA256';
/** Base64 of 32 bytes, so that a character beyond it cannot pass for its low byte below. */
const SIGNATURE = /^[A-Za-z0-9+/]{43}=$/;
export const MAX_SECONDS_AHEAD = 15 * 60;
/** Node joins repeated header lines with a comma, so a value without one was single. */
const SINGLE_VALUE = /^[\x21-\x2b\x2d-\x7e]{1,128}$/;

export interface SignatureHeaders {
  signature: string | undefined;
  nonce: string | undefined;
  timestamp: string | undefined;
  algorithm: string | undefined;
}

export interface SignaturePolicy {
  /** Current first; the second verifies too, while a rotation lasts. Used as text, never base64-decoded. */
  secrets: readonly string[];
  maxAgeSeconds: number;
}

export type SignatureRefusal =
  | { ok: false; reason: 'missing' | 'malformed' | 'algorithm' | 'mismatch' }
  /** The signature is right and the time is not; `skewSeconds` is how far behind our clock it lies. */
  | { ok: false; reason: 'time'; skewSeconds: number | null };

/** `secretIndex`: which of the policy's secrets it was. */
export type SignatureVerdict = { ok: true; nonce: string; secretIndex: number } | SignatureRefusal;

export const SIGNATURE_HEADERS = {
  signature: 'x-sinch-webhook-signature',
  nonce: 'x-sinch-webhook-signature-nonce',
  timestamp: 'x-sinch-webhook-signature-timestamp',
  algorithm: 'x-sinch-webhook-signature-algorithm',
} as const satisfies Record<keyof SignatureHeaders, string>;

export function signatureHeaders(headers: Record<string, string | string[] | undefined>): SignatureHeaders {
  const single = (name: string): string | undefined => {
    const value = headers[name];
    return Array.isArray(value) ? value.join(',') : value;
  };
  return {
    signature: single(SIGNATURE_HEADERS.signature),
    nonce: single(SIGNATURE_HEADERS.nonce),
    timestamp: single(SIGNATURE_HEADERS.timestamp),
    algorithm: single(SIGNATURE_HEADERS.algorithm),
  };
}

/** The four by their names at Sinch, in its order. */
export const namedHeaders = ({ signature, nonce, timestamp, algorithm }: SignatureHeaders) => [
  { name: SIGNATURE_HEADERS.signature, value: signature },
  { name: SIGNATURE_HEADERS.nonce, value: nonce },
  { name: SIGNATURE_HEADERS.timestamp, value: timestamp },
  { name: SIGNATURE_HEADERS.algorithm, value: algorithm },
];

export const missingHeaders = (headers: SignatureHeaders): string[] =>
  namedHeaders(headers).flatMap(({ name, value }) => (value === undefined ? [name] : []));

/** None of the four is there. One alone makes it a callback that must be rightly signed. */
export const isUnsigned = ({ signature, nonce, timestamp, algorithm }: SignatureHeaders): boolean =>
  signature === undefined && nonce === undefined && timestamp === undefined && algorithm === undefined;

function sign(secret: string, body: Uint8Array, nonce: string, timestamp: string): string {
  const hmac = createHmac('sha256', secret).update(body);
  return hmac.update(`.${nonce}.${timestamp}`).digest('base64');
}

/** Compared as text: decoding first would accept variants of the same signature. */
export function equalInConstantTime(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a, 'latin1'), Buffer.from(b, 'latin1'));
}

/** How far behind our clock the timestamp lies; `inWindow` where that is not too far. */
export function judgeTime(
  timestamp: string,
  { maxAgeSeconds }: Pick<SignaturePolicy, 'maxAgeSeconds'>,
  now: number,
): { inWindow: boolean; skewSeconds: number | null } {
  if (!/^\d{1,12}$/.test(timestamp)) return { inWindow: false, skewSeconds: null };
  const skewSeconds = Math.round(now / 1000) - Number(timestamp);
  return { inWindow: skewSeconds <= maxAgeSeconds && skewSeconds >= -MAX_SECONDS_AHEAD, skewSeconds };
}

/**
 * Whether Sinch signed these bytes: base64(HMAC-SHA256(secret, body + "." + nonce + "." + timestamp)), with a timestamp
 * in Unix seconds that lies in the window (docs/sinch.md, "Signature"). Pure: `now` is in milliseconds since 1970.
 */
export function verifySignature(
  headers: SignatureHeaders,
  body: Uint8Array,
  policy: SignaturePolicy,
  now: number,
): SignatureVerdict {
  const { signature, nonce, timestamp, algorithm } = headers;
  if (signature === undefined || nonce === undefined || timestamp === undefined || algorithm === undefined) {
    return { ok: false, reason: 'missing' };
  }
  if (algorithm !== ALGORITHM) return { ok: false, reason: 'algorithm' };
  const wellFormed = SIGNATURE.test(signature) && SINGLE_VALUE.test(nonce) && SINGLE_VALUE.test(timestamp);
  if (!wellFormed) return { ok: false, reason: 'malformed' };
  const secretIndex = policy.secrets.findIndex((secret) =>
    equalInConstantTime(sign(secret, body, nonce, timestamp), signature),
  );
  if (secretIndex === -1) return { ok: false, reason: 'mismatch' };
  const { inWindow, skewSeconds } = judgeTime(timestamp, policy, now);
  return inWindow ? { ok: true, nonce, secretIndex } : { ok: false, reason: 'time', skewSeconds };
}
