import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { RETRY_AFTER_SECONDS } from '../http/lifecycle.ts';
import type { Lifecycle } from '../http/lifecycle.ts';
import { sendProblem } from '../http/problem.ts';
import type { ProblemSpec } from '../http/problem.ts';
import { MAX_BODY_BYTES, readBody } from './body.ts';
import { logReceipt } from './log.ts';
import type { Receipt, Receive } from './receive.ts';
import { signatureHeaders } from './signature.ts';

export interface CallbackRouteDeps {
  receive: Receive;
  lifecycle: Lifecycle;
  log: Logger;
}

const RECEIVED = Buffer.from('{"received":true}');
/** Constant, so that a forger learns nothing from it. */
const UNAUTHORIZED = Buffer.from(
  '{"type":"about:blank","title":"Unauthorized","status":401,"code":"unauthorized"}',
);

function answer(res: Response, status: number, type: string, body: Buffer): void {
  res.writeHead(status, { 'Content-Type': type, 'Content-Length': body.length });
  res.end(body);
}

const UNAVAILABLE: ProblemSpec = {
  status: 503,
  code: 'unavailable',
  detail: 'The callback was not kept. Send it again later.',
  retryAfterSeconds: RETRY_AFTER_SECONDS,
};
const METHOD_NOT_ALLOWED: ProblemSpec = {
  status: 405,
  code: 'method_not_allowed',
  detail: 'Callbacks are posted. Use POST.',
};
const TOO_LARGE: ProblemSpec = {
  status: 413,
  code: 'too_large',
  detail: `A callback has at most ${MAX_BODY_BYTES} bytes.`,
};

/** A 2xx only for what is kept or needs no keeping; a 4xx only for what no retry would cure (docs/sinch.md, "Retries"). */
function answerReceipt(res: Response, receipt: Receipt): void {
  switch (receipt.kind) {
    case 'recorded':
      return answer(res, 200, 'application/json', RECEIVED);
    case 'forged':
      return answer(res, 401, 'application/problem+json', UNAUTHORIZED);
    case 'invalid':
      return sendProblem(res, {
        status: 400,
        code: 'invalid_body',
        detail: 'The body must be a JSON object.',
      });
    case 'overloaded':
      return sendProblem(res, { ...UNAVAILABLE, status: 429, code: 'overloaded' });
    case 'store_failed':
      return sendProblem(res, UNAVAILABLE);
  }
}

/** The rest of an unread body is not worth reading: the connection ends with the answer. */
function refuseUnread(req: Request, res: Response, problem: ProblemSpec): void {
  res.setHeader('Connection', 'close');
  res.once('finish', () => req.socket.destroySoon());
  sendProblem(res, problem);
}

/** `/webhooks/sinch/delivery`: mounted before any body parser, because the signature is over the bytes. */
export function callbackRoute({ receive, lifecycle, log }: CallbackRouteDeps): RequestHandler {
  return async (req, res) => {
    if (req.method !== 'POST') {
      res.setHeader('Allow', 'POST');
      return sendProblem(res, METHOD_NOT_ALLOWED);
    }
    if (lifecycle.phase !== 'ready') return refuseUnread(req, res, UNAVAILABLE);
    let body: Buffer | null;
    try {
      body = await readBody(req);
    } catch {
      // The sender is gone; Sinch takes a lost connection for a reason to retry.
      return;
    }
    if (body === null) return refuseUnread(req, res, TOO_LARGE);
    const receipt = await receive(body, signatureHeaders(req.headers));
    logReceipt(log, res.locals.requestId, receipt);
    answerReceipt(res, receipt);
  };
}
