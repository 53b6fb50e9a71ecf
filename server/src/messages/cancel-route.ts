import type { RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { onlyJson } from '../http/only-json.ts';
import { sendProblem } from '../http/problem.ts';
import { createCancel } from './cancel.ts';
import type { CancelDeps, CancelRefusal, CancelResult } from './cancel.ts';
import { maskNumbers } from './phone.ts';
import { presentMessage } from './present.ts';
import { answerNotFound } from './query.ts';

interface CancelRouteDeps extends CancelDeps {
  log: Logger;
  onResult: (result: CancelResult) => void;
}

const RETRY_AFTER_SECONDS = 10;

const DETAILS: Record<CancelRefusal, string> = {
  not_accepted:
    'Sinch has not accepted this message, so there is nothing to cancel. If its state may still change, wait for that and try again.',
  already_final: 'The fate of every recipient of this message is known. There is nothing left to cancel.',
  already_dispatched: 'Sinch has sent this message already, and cannot call it back.',
  cancel_not_supported:
    'This message cannot be cancelled: the Conversation API cannot cancel, and the SMS API only what was sent through it.',
};

function answer(res: Response, result: CancelResult): void {
  switch (result.kind) {
    case 'cancelled':
      res.json(presentMessage(result.message));
      return;
    case 'not_found':
      return answerNotFound(res);
    case 'refused': {
      const { id, code } = result;
      return sendProblem(res, { status: 409, code, detail: DETAILS[code], id });
    }
    case 'no_answer':
      return sendProblem(res, {
        status: 503,
        code: 'sinch_unreachable',
        detail: 'Sinch did not say that it cancelled the message. Try again in a moment: that does no harm.',
        id: result.id,
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
  }
}

/** One line per cancel. */
function logResult(log: Logger, requestId: string, result: CancelResult): void {
  switch (result.kind) {
    case 'cancelled':
      return log.info({ requestId, id: result.message.id, verdict: result.kind }, 'cancel');
    case 'not_found':
      return log.info({ requestId, verdict: result.kind }, 'cancel');
    case 'refused':
      return log.info({ requestId, id: result.id, verdict: result.code }, 'cancel');
    case 'no_answer': {
      const { id, kind, cause } = result;
      return log.warn({ requestId, id, verdict: kind, cause: maskNumbers(cause) }, 'cancel');
    }
  }
}

/** `POST /api/messages/:id/cancel`. It has no body to read. */
export function cancelRoute(deps: CancelRouteDeps): RequestHandler<{ id: string }>[] {
  const cancel = createCancel(deps);
  const handle: RequestHandler<{ id: string }> = async (req, res) => {
    const result = await cancel(req.params.id, res.locals.actor);
    logResult(deps.log, res.locals.requestId, result);
    deps.onResult(result);
    answer(res, result);
  };
  return [onlyJson, handle];
}
