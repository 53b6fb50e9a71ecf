/** What the webhook answers, whatever it runs on. */
import { RETRY_AFTER_SECONDS } from '../http/lifecycle.ts';
import { toProblemAnswer } from '../http/problem.ts';
import type { Answer, ProblemSpec } from '../http/problem.ts';
import { MAX_BODY_BYTES } from './body.ts';
import type { Receipt } from './receive.ts';
import { STATUS_OF } from './verdict.ts';

export const UNAVAILABLE: ProblemSpec = {
  status: STATUS_OF.store_failed,
  code: 'unavailable',
  detail: 'The callback was not kept. Send it again later.',
  retryAfterSeconds: RETRY_AFTER_SECONDS,
};
export const METHOD_NOT_ALLOWED: ProblemSpec = {
  status: 405,
  code: 'method_not_allowed',
  detail: 'Callbacks are posted. Use POST.',
};
export const TOO_LARGE: ProblemSpec = {
  status: 413,
  code: 'too_large',
  detail: `A callback has at most ${MAX_BODY_BYTES} bytes.`,
};
const INVALID: ProblemSpec = {
  status: STATUS_OF.invalid_body,
  code: 'invalid_body',
  detail: 'The body must be a JSON object.',
};

const constant = (status: number, type: string, body: string): Answer => ({
  status,
  headers: { 'Content-Type': type, 'Content-Length': String(body.length) },
  body,
});

const RECEIVED = constant(STATUS_OF.stored, 'application/json', '{"received":true}');
/** The same for every forgery, so that a forger learns nothing from it. */
const UNAUTHORIZED = constant(
  STATUS_OF.mismatch,
  'application/problem+json',
  '{"type":"about:blank","title":"Unauthorized","status":401,"code":"unauthorized"}',
);

/** A 2xx only for what is kept or needs no keeping; a 4xx only for what no retry would cure (docs/sinch.md, "Retries"). */
export function answerTo(receipt: Receipt, requestId: string): Answer {
  switch (receipt.kind) {
    case 'recorded':
      return RECEIVED;
    case 'forged':
      return UNAUTHORIZED;
    case 'invalid':
      return toProblemAnswer(INVALID, requestId);
    case 'overloaded':
      return toProblemAnswer({ ...UNAVAILABLE, status: STATUS_OF.overloaded, code: 'overloaded' }, requestId);
    case 'store_failed':
      return toProblemAnswer(UNAVAILABLE, requestId);
  }
}
