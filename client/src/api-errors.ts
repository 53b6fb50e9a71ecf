import type { Problem } from '@sinch-callback-app/server/contract';

/** Nobody answered: what became of the request is unknown. */
export class Unreachable extends Error {
  override name = 'Unreachable';
  constructor(options?: ErrorOptions) {
    super('The server does not answer.', options);
  }
}

/** Somebody answered, but not in words that this page knows: what became of the request is unknown, too. */
export class Unreadable extends Error {
  override name = 'Unreadable';
  constructor(options?: ErrorOptions) {
    super('The answer cannot be read.', options);
  }
}

/** The server answered, and the answer is no. */
export class Refused extends Error {
  override name = 'Refused';
  readonly problem: Problem;
  /** Seconds to wait before it makes sense to ask again. */
  readonly retryAfter: number | null;
  constructor(problem: Problem, retryAfter: number | null = null) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** Not there, a login is needed first, or a question that makes no sense. */
const FOR_GOOD: readonly number[] = [404, 401, 422];

/** Whether asking the same again, later, may well be answered. */
export const isTrouble = (error: Error): boolean =>
  !(error instanceof Refused && FOR_GOOD.includes(error.problem.status));

/** There is no such thing; or the server is of a former version, which does not tell of it at all. */
export const isNotFound = (error: Error | null): boolean =>
  error instanceof Refused && error.problem.status === 404;

/** A login is needed first: nothing has happened. */
export const isUnauthorized = ({ status, code }: Problem): boolean =>
  status === 401 && code === 'unauthorized';
