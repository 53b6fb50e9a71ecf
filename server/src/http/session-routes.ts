import { Router } from 'express';
import type { Request, RequestHandler, Response } from 'express';
import { loginRequestSchema } from '../contract.ts';
import type { Session } from '../contract.ts';
import { identify } from './access.ts';
import type { AccessDeps, Identity } from './access.ts';
import { limitWrongTokens } from './attempts.ts';
import { onlyJson, readJson } from './only-json.ts';
import { refuseFields, sendProblem } from './problem.ts';
import { clearSessionCookie, setSessionCookie } from './session-cookie.ts';
import { nameOfToken } from './tokens.ts';

const MAX_REQUEST_BYTES = 4096;
const WRONG_LOGINS_PER_CLIENT = 5;
const WRONG_LOGINS_IN_ALL = 60;

const NOBODY: Session = { login: 'needed', actor: null };

function sessionOf(identity: Identity): Session {
  switch (identity.kind) {
    case 'here':
      return { login: 'not_needed', actor: null };
    case 'bearer':
    case 'session':
      return { login: 'done', actor: identity.name };
    case 'wrong_bearer':
    case 'nobody':
      return NOBODY;
  }
}

function answer(res: Response, session: Session): void {
  res.setHeader('Cache-Control', 'no-store');
  res.json(session);
}

function logIn({ access, sessions, log, now }: AccessDeps, req: Request, res: Response): void {
  const request = loginRequestSchema.safeParse(req.body);
  if (!request.success) {
    const errors = [{ path: 'token', message: 'Give the token, and nothing else: {"token": "…"}.' }];
    return refuseFields(res, 'This is no login.', errors);
  }
  const { requestId } = res.locals;
  const name = nameOfToken(access.tokens, request.data.token.trim());
  if (name === null) {
    res.locals.wrongToken = true;
    log.warn({ requestId, address: req.ip }, 'login refused');
    return sendProblem(res, {
      status: 401,
      code: 'wrong_token',
      detail: 'This is not an access token of this server. Check that you have all of it.',
    });
  }
  log.info({ requestId, actor: name }, 'login');
  setSessionCookie(req, res, sessions.issue(name, now()));
  answer(res, { login: 'done', actor: name });
}

const logOut: RequestHandler = (req, res) => {
  clearSessionCookie(req, res);
  answer(res, NOBODY);
};

/** `GET /api/session`, `POST /api/login` and `POST /api/logout`: open, so that one can log in. */
export function sessionRoutes(deps: AccessDeps): Router {
  const { now, slowWrongBearer } = deps;
  const router = Router();
  router.get('/session', (req, res) => {
    const identity = identify(deps, req);
    const tell = (): void => answer(res, sessionOf(identity));
    return identity.kind === 'wrong_bearer' ? slowWrongBearer(req, res, tell) : tell();
  });
  if (deps.access.tokens.length === 0) return router;
  router.post(
    '/login',
    onlyJson,
    // The client first: one alone must not use up what all have together.
    limitWrongTokens({ limit: WRONG_LOGINS_PER_CLIENT, of: 'client', now }),
    limitWrongTokens({ limit: WRONG_LOGINS_IN_ALL, of: 'all', now }),
    ...readJson(MAX_REQUEST_BYTES),
    (req, res) => logIn(deps, req, res),
  );
  router.post('/logout', onlyJson, logOut);
  return router;
}
