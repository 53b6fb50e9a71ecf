import { STATUS_CODES } from 'node:http';
import type { Response } from 'express';
import type { FieldError, Problem } from '../contract.ts';

export interface ProblemSpec {
  status: number;
  /** Stable: programs may depend on it. */
  code: string;
  /** For a person: what happened and what to do. Nothing that Sinch, the SDK or the database said. */
  detail: string;
  /** The message that was stored all the same. */
  id?: string;
  errors?: FieldError[];
  retryAfterSeconds?: number;
}

/** An answer before it is known which kind of server gives it. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** RFC 9457 problem details. */
export function toProblemAnswer({ retryAfterSeconds, ...spec }: ProblemSpec, requestId: string): Answer {
  const title = STATUS_CODES[spec.status] ?? 'Error';
  const problem: Problem = { type: 'about:blank', title, ...spec, requestId };
  const body = JSON.stringify(problem);
  return {
    status: spec.status,
    headers: {
      'Content-Type': 'application/problem+json; charset=utf-8',
      'Content-Length': String(Buffer.byteLength(body)),
      ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
    },
    body,
  };
}

export function sendAnswer(res: Response, { status, headers, body }: Answer): void {
  res.writeHead(status, headers).end(body);
}

export function sendProblem(res: Response, spec: ProblemSpec): void {
  sendAnswer(res, toProblemAnswer(spec, res.locals.requestId));
}

/** What was asked can be read, and some of it is not right. */
export const refuseFields = (res: Response, detail: string, errors: FieldError[]): void =>
  sendProblem(res, { status: 422, code: 'invalid_fields', detail, errors });
