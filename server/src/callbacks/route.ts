import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { Lifecycle } from '../http/lifecycle.ts';
import { sendAnswer, sendProblem } from '../http/problem.ts';
import type { ProblemSpec } from '../http/problem.ts';
import { METHOD_NOT_ALLOWED, TOO_LARGE, UNAVAILABLE, answerTo } from './answer.ts';
import { readBody } from './body.ts';
import { createHeldBodies } from './held-bodies.ts';
import { logReceipt } from './log.ts';
import type { Receipt, Receive } from './receive.ts';
import { signatureHeaders } from './signature.ts';

interface CallbackRouteDeps {
  receive: Receive;
  lifecycle: Lifecycle;
  log: Logger;
  /** Told of each answer, once it is given; `receipt` is null where the callback was not read at all. */
  onAnswer: (receipt: Receipt | null, status: number, milliseconds: number) => void;
}

/** The rest of an unread body is not worth reading: the connection ends with the answer. */
function refuseUnread(req: Request, res: Response, problem: ProblemSpec): void {
  res.setHeader('Connection', 'close');
  res.once('finish', () => req.socket.destroySoon());
  sendProblem(res, problem);
}

/** For every method but POST. */
export const refuseMethod: RequestHandler = (_req, res) => {
  res.setHeader('Allow', 'POST');
  sendProblem(res, METHOD_NOT_ALLOWED);
};

/** `POST /webhooks/sinch/delivery`: mounted before any body parser, because the signature is over the bytes. */
export function callbackRoute({ receive, lifecycle, log, onAnswer }: CallbackRouteDeps): RequestHandler {
  const held = createHeldBodies();
  return async (req, res) => {
    const began = performance.now();
    const refuse = (problem: ProblemSpec): void => {
      refuseUnread(req, res, problem);
      onAnswer(null, problem.status, performance.now() - began);
    };
    if (lifecycle.phase !== 'ready') return refuse(UNAVAILABLE);
    let body: Buffer | null;
    try {
      body = await readBody(req, held);
    } catch {
      // The sender is gone; Sinch takes a lost connection for a reason to retry.
      return;
    }
    if (body === null) return refuse(TOO_LARGE);
    const { requestId } = res.locals;
    const receipt = await receive(body, signatureHeaders(req.headers), req.url);
    logReceipt(log, requestId, receipt);
    const answer = answerTo(receipt, requestId);
    sendAnswer(res, answer);
    onAnswer(receipt, answer.status, performance.now() - began);
  };
}
