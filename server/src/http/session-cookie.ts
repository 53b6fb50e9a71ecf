import { parseCookie } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';
import { SESSION_MS } from './session.ts';

const NAME = 'sinch_session';

/** Of no use to scripts and other sites; `secure` as far as the proxy is believed that says so (TRUST_PROXY). */
const optionsOf = (req: Request): CookieOptions => ({
  httpOnly: true,
  sameSite: 'strict',
  path: '/',
  secure: req.secure,
});

export const readSessionCookie = (req: Pick<Request, 'headers'>): string | null =>
  parseCookie(req.headers.cookie ?? '')[NAME] ?? null;

export function setSessionCookie(req: Request, res: Response, session: string): void {
  res.cookie(NAME, session, { ...optionsOf(req), maxAge: SESSION_MS });
}

export function clearSessionCookie(req: Request, res: Response): void {
  res.clearCookie(NAME, optionsOf(req));
}
