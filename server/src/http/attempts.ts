import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { sendProblem } from './problem.ts';

const WINDOW_MS = 60_000;

/** What the library counts with, by the clock that it is given. All windows last as long, so the oldest ends first. */
function createCounters(now: () => number) {
  const counters = new Map<string, { hits: number; endsAt: number }>();
  const dropEnded = (): void => {
    for (const [key, { endsAt }] of counters) {
      if (endsAt > now()) return;
      counters.delete(key);
    }
  };
  return {
    localKeys: true,
    increment: (key: string) => {
      dropEnded();
      const counter = counters.get(key) ?? { hits: 0, endsAt: now() + WINDOW_MS };
      counter.hits += 1;
      counters.set(key, counter);
      // Told when the window ends, the library would compare that with a clock of its own.
      return { totalHits: counter.hits, resetTime: undefined };
    },
    decrement: (key: string): void => {
      const counter = counters.get(key);
      if (counter !== undefined && counter.hits > 0) counter.hits -= 1;
    },
    resetKey: (key: string): void => {
      counters.delete(key);
    },
    secondsLeft: (key: string): number =>
      Math.max(1, Math.ceil(((counters.get(key)?.endsAt ?? 0) - now()) / 1000)),
  };
}

interface AttemptLimit {
  /** How many wrong tokens a minute. */
  limit: number;
  /** Of each client, or of all of them together. */
  of: 'client' | 'all';
  now: () => number;
}

/**
 * Refuses, unlooked at, what comes after too many wrong tokens. An attempt counts while it is under way, so that many at
 * once are no way around; one that was right (`res.locals.wrongToken` is not set) is taken off again.
 */
export function limitWrongTokens({ limit, of, now }: AttemptLimit): RequestHandler {
  const counters = createCounters(now);
  const keyOf = (req: Request): string => (of === 'all' ? 'all' : ipKeyGenerator(req.ip ?? 'unknown'));
  return rateLimit({
    windowMs: WINDOW_MS,
    limit,
    store: counters,
    standardHeaders: false,
    legacyHeaders: false,
    validate: false,
    keyGenerator: keyOf,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_req, res) => res.locals.wrongToken !== true,
    handler: (req, res) => {
      const seconds = counters.secondsLeft(keyOf(req));
      sendProblem(res, {
        status: 429,
        code: 'too_many_attempts',
        detail: `There were too many wrong tokens. Wait ${seconds} s, then try again.`,
        retryAfterSeconds: seconds,
      });
    },
  });
}
