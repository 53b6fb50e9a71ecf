import { createHmac, hkdfSync } from 'node:crypto';
import type { Access } from '../config-access.ts';
import { HOUR } from '../durations.ts';
import { isSameText } from './tokens.ts';

export const SESSION_MS = 12 * HOUR;

/** Who is logged in, and until when, in milliseconds since 1970. */
export interface Session {
  name: string;
  expiresAt: number;
}

/** What a browser shows in place of a token: nothing is kept here, the token itself vouches for it. */
export interface Sessions {
  issue(name: string, now: number): string;
  /** Null for what is forged, expired, or of a token that is no more. */
  read(text: string, now: number): Session | null;
  isHalfOver(session: Session, now: number): boolean;
}

const SHAPE = /^(?<name>[A-Za-z0-9_-]{1,32})\.(?<expiry>[1-9]\d{0,14})\.(?<mac>[A-Za-z0-9_-]{43})$/;
const PURPOSE = 'sinch-callback-app session';

/** A key of its own for each token: with the token go its sessions, and no session tells anything of it. */
const keyOf = (token: string): Buffer => Buffer.from(hkdfSync('sha256', token, '', PURPOSE, 32));

const macOf = (key: Buffer, name: string, expiresAt: number): string =>
  createHmac('sha256', key).update(`${name}.${expiresAt}`).digest('base64url');

export function createSessions(tokens: Access['tokens']): Sessions {
  const keys = new Map(tokens.map(({ name, token }) => [name, keyOf(token)]));
  return {
    issue: (name, now) => {
      const key = keys.get(name);
      if (key === undefined) throw new Error('a session is made for a token that is not there');
      const expiresAt = now + SESSION_MS;
      return `${name}.${expiresAt}.${macOf(key, name, expiresAt)}`;
    },
    read: (text, now) => {
      const { name = '', expiry = '', mac = '' } = SHAPE.exec(text)?.groups ?? {};
      const key = keys.get(name);
      const expiresAt = Number(expiry);
      if (key === undefined || !isSameText(mac, macOf(key, name, expiresAt))) return null;
      return now < expiresAt ? { name, expiresAt } : null;
    },
    isHalfOver: ({ expiresAt }, now) => expiresAt - now < SESSION_MS / 2,
  };
}
