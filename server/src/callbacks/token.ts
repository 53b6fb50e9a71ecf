/** The token in a message's callback address: who knows it was told that address by us (docs/decisions/0013). */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

export interface Tokens {
  /** For the message of our id. */
  issue(id: string): string;
  /** The id that the token was issued for; null when it was not issued here. */
  verify(token: string | null): string | null;
}

const PURPOSE = 'sinch-callback-app callback token';
const KEY_BYTES = 32;
/** The id, and base64url of 32 bytes. */
const TOKEN = /^([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]{43})$/;

const keyOf = (secret: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, KEY_BYTES));
const macOf = (key: Buffer, id: string): string => createHmac('sha256', key).update(id).digest('base64url');

/** Issues with the first secret, verifies with each. Compared as text: decoding first would accept variants. */
export function createTokens(secrets: readonly string[]): Tokens {
  const keys = secrets.map(keyOf);
  return {
    issue: (id) => {
      const [current] = keys;
      if (current === undefined) throw new Error('there is no secret to issue a token with');
      return `${id}.${macOf(current, id)}`;
    },
    verify: (token) => {
      const [, id, mac] = TOKEN.exec(token ?? '') ?? [];
      if (id === undefined || mac === undefined) return null;
      const right = keys.some((key) => timingSafeEqual(Buffer.from(macOf(key, id)), Buffer.from(mac)));
      return right ? id : null;
    },
  };
}

/** The token that an address carries, if it carries exactly one. */
export function tokenOf(url: string): string | null {
  const start = url.indexOf('?');
  const tokens = start === -1 ? [] : new URLSearchParams(url.slice(start)).getAll('token');
  return tokens.length === 1 ? tokens[0]! : null;
}
