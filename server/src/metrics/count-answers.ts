import type { RequestHandler } from 'express';
import type { Metrics } from './metrics.ts';

/** For all that comes after it. */
export const countAnswers =
  ({ answered }: Pick<Metrics, 'answered'>): RequestHandler =>
  (req, res, next) => {
    // Taken now: routers change it on the way.
    const { path } = req;
    res.once('finish', () => answered(path, res.statusCode));
    next();
  };
