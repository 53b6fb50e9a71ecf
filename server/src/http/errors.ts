import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { sendProblem } from './problem.ts';

/** What Express's body parser and router throw. */
const httpError = z.object({ status: z.int().min(400).max(499), type: z.string().optional() });

export const notFound: RequestHandler = (_req, res) => {
  sendProblem(res, { status: 404, code: 'not_found', detail: 'There is nothing at this address.' });
};

function answerClientError(res: Response, status: number, type: string | undefined): void {
  if (type === 'entity.parse.failed') {
    const detail = 'The body is not valid JSON in UTF-8.';
    return sendProblem(res, { status: 400, code: 'invalid_json', detail });
  }
  if (status === 415) {
    const detail = 'Send the body as UTF-8 and as it is, without compression.';
    return sendProblem(res, { status: 415, code: 'unsupported_media_type', detail });
  }
  if (status === 413) {
    const detail = 'The request is too large. Send to fewer recipients at once.';
    return sendProblem(res, { status: 413, code: 'too_large', detail });
  }
  const detail = 'The request cannot be understood.';
  sendProblem(res, { status, code: 'bad_request', detail });
}

/** The last resort: a fault in one request is logged, answered without its cause, and ends nothing else. */
export function handleErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, _req, res, next) => {
    if (res.headersSent) return next(error);
    const known = httpError.safeParse(error);
    if (known.success) return answerClientError(res, known.data.status, known.data.type);
    log.error({ requestId: res.locals.requestId, err: error }, 'request failed');
    const detail = 'Something failed on the server. Try again in a moment.';
    sendProblem(res, { status: 503, code: 'unavailable', detail, retryAfterSeconds: 5 });
  };
}
