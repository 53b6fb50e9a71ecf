import { STATUS_CODES } from 'node:http';
import type { Response } from 'express';
import type { Problem } from '../contract.ts';

export interface ProblemSpec {
  status: number;
  /** Stable: programs may depend on it. */
  code: string;
  /** For a person: what happened and what to do. Nothing that Sinch, the SDK or the database said. */
  detail: string;
  /** The message that was stored all the same. */
  id?: string;
  errors?: Problem['errors'];
  retryAfterSeconds?: number;
}

/** Answers with RFC 9457 problem details. */
export function sendProblem(res: Response, { status, retryAfterSeconds, ...spec }: ProblemSpec): void {
  const title = STATUS_CODES[status] ?? 'Error';
  const problem: Problem = { type: 'about:blank', title, status, ...spec, requestId: res.locals.requestId };
  if (retryAfterSeconds !== undefined) res.setHeader('Retry-After', String(retryAfterSeconds));
  res.status(status).type('application/problem+json').send(JSON.stringify(problem));
}
