/** Who may come in: this machine until there are access tokens, and from then on whoever shows one. */
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { isLoopbackHost } from '../config.ts';
import type { Access } from '../config-access.ts';
import { limitWrongTokens } from './attempts.ts';
import { sendProblem } from './problem.ts';
import { readSessionCookie, setSessionCookie } from './session-cookie.ts';
import type { Session, Sessions } from './session.ts';
import { nameOfToken } from './tokens.ts';

/** Tunnels and proxies add at least one of these. */
const FORWARDING_HEADER =
  /^(forwarded|via|x-forwarded(-.*)?|x-original-.*|x-envoy-.*|cf-.*|fly-.*|x-real-ip|x-client-ip|x-cluster-client-ip|true-client-ip|fastly-client-ip|x-azure-clientip|x-appengine-user-ip|cdn-loop)$/;

const WRONG_BEARERS_PER_CLIENT = 30;

const isLoopbackAddress = (address: string | undefined): boolean =>
  address !== undefined && (address === '::1' || /^(::ffff:)?127\./.test(address));

const hostName = (host: string): string => host.replace(/:\d+$/, '');

/**
 * Whether a request comes from this very machine, neither through a tunnel nor by a rebound DNS name. Only the socket
 * tells: no header makes a client local, not even one that TRUST_PROXY believes.
 */
export function isFromThisMachine(req: Pick<Request, 'socket' | 'headers' | 'httpVersion'>): boolean {
  return (
    // nginx, unless told otherwise, adds no header and changes the Host; but it speaks as nobody else does any more.
    req.httpVersion !== '1.0' &&
    isLoopbackAddress(req.socket.remoteAddress) &&
    isLoopbackHost(hostName(req.headers.host ?? '')) &&
    !Object.keys(req.headers).some((header) => FORWARDING_HEADER.test(header))
  );
}

/** Without access tokens, everything that sends or shows messages answers to this machine only. */
export const onlyThisMachine: RequestHandler = (req, res, next) => {
  if (isFromThisMachine(req)) return next();
  sendProblem(res, {
    status: 403,
    code: 'not_from_here',
    detail: 'This server answers only to the machine that it runs on. Open it there, at http://localhost.',
  });
};

/** How a request shows who it is from. `name` is that of the access token. */
export type Identity =
  | { kind: 'bearer'; name: string }
  | { kind: 'session'; name: string; session: Session }
  /** This machine, which needs no token. */
  | { kind: 'here' }
  | { kind: 'wrong_bearer' }
  | { kind: 'nobody' };

export interface AccessDeps {
  access: Access;
  sessions: Sessions;
  /** Behind it a wrong Bearer is answered. */
  slowWrongBearer: RequestHandler;
  log: Logger;
  now: () => number;
}

const bearerOf = (req: Pick<Request, 'headers'>): string | null =>
  /^Bearer +(\S+)$/i.exec(req.headers.authorization?.trim() ?? '')?.[1] ?? null;

/**
 * Counts and logs a wrong Bearer, wherever it is shown. A right token is never refused for the wrong ones of others who
 * share its address. What cannot be guessed is the token itself; this keeps the log from being filled.
 */
export function slowWrongBearers({ log, now }: Pick<AccessDeps, 'log' | 'now'>): RequestHandler {
  const slowDown = limitWrongTokens({ limit: WRONG_BEARERS_PER_CLIENT, of: 'client', now });
  return (req, res, next) => {
    res.locals.wrongToken = true;
    return slowDown(req, res, () => {
      log.warn({ requestId: res.locals.requestId, address: req.ip }, 'wrong access token');
      next();
    });
  };
}

/** A token that is shown counts before everything else. */
export function identify(
  { access, sessions, now }: Pick<AccessDeps, 'access' | 'sessions' | 'now'>,
  req: Pick<Request, 'socket' | 'headers' | 'httpVersion'>,
): Identity {
  const { tokens, trustLoopback } = access;
  if (tokens.length === 0) return { kind: isFromThisMachine(req) ? 'here' : 'nobody' };
  const bearer = bearerOf(req);
  if (bearer !== null) {
    const name = nameOfToken(tokens, bearer);
    return name === null ? { kind: 'wrong_bearer' } : { kind: 'bearer', name };
  }
  const session = sessions.read(readSessionCookie(req) ?? '', now());
  if (session !== null) return { kind: 'session', name: session.name, session };
  return { kind: trustLoopback && isFromThisMachine(req) ? 'here' : 'nobody' };
}

function refuse(res: Response): void {
  res.setHeader('WWW-Authenticate', 'Bearer');
  sendProblem(res, {
    status: 401,
    code: 'unauthorized',
    detail: 'Log in first, or send an access token: Authorization: Bearer <token>.',
  });
}

/** Behind it stands what wants a token. Whose token it was is in `res.locals.actor`: null without any. */
export function authenticate(deps: AccessDeps): RequestHandler {
  const { sessions, slowWrongBearer, now } = deps;
  return (req, res, next) => {
    const identity = identify(deps, req);
    // No cache between may keep what only this client may see, or its session.
    res.setHeader('Cache-Control', 'private, no-cache');
    switch (identity.kind) {
      case 'here':
        res.locals.actor = null;
        return next();
      case 'session':
        if (sessions.isHalfOver(identity.session, now()))
          setSessionCookie(req, res, sessions.issue(identity.name, now()));
        res.locals.actor = identity.name;
        return next();
      case 'bearer':
        res.locals.actor = identity.name;
        return next();
      case 'wrong_bearer':
        return slowWrongBearer(req, res, () => refuse(res));
      case 'nobody':
        return refuse(res);
    }
  };
}
