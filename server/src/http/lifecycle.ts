import type { RequestHandler } from 'express';
import { sendProblem } from './problem.ts';

/** Where the process is in its life. The server listens before it is ready and while it stops. */
type Phase = 'starting' | 'ready' | 'stopping';

export interface Lifecycle {
  phase: Phase;
}

export const RETRY_AFTER_SECONDS = 5;

/** Takes nothing new while the store is not there yet, or about to go. */
export function onlyWhenReady(lifecycle: Lifecycle): RequestHandler {
  return (_req, res, next) => {
    if (lifecycle.phase === 'ready') return next();
    sendProblem(res, {
      status: 503,
      code: 'not_ready',
      detail: `The server is ${lifecycle.phase}. Try again in a few seconds.`,
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  };
}
