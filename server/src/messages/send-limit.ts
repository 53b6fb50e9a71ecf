/** How often each client may ask to send. */
import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { MINUTE, SECOND, untilNext } from '../durations.ts';
import { sendProblem } from '../http/problem.ts';
import type { Store } from '../store/store.ts';

export interface SendLimitDeps {
  sendsPerMinute: number;
  store: Pick<Store, 'countSend'>;
  now: () => number;
}

/** Counts where the messages are kept, which servers may share. What cannot be counted is not let through. */
function createCounter({ sendsPerMinute, store, now }: SendLimitDeps) {
  /** Who is past the limit in this minute: whoever goes on asking costs the database nothing more. */
  let past = { minute: 0, clients: new Set<string>() };
  return {
    increment: async (client: string) => {
      const at = now();
      const minute = Math.floor(at / MINUTE);
      if (past.minute !== minute) past = { minute, clients: new Set() };
      const { clients } = past;
      const totalHits = clients.has(client) ? sendsPerMinute + 1 : await store.countSend(client, at);
      if (totalHits > sendsPerMinute) clients.add(client);
      // Told when the minute ends, the library would compare that with a clock of its own.
      return { totalHits, resetTime: undefined };
    },
    decrement: () => {},
    resetKey: () => {},
  };
}

/** A client is who showed an access token, by its name; without tokens the address that the request comes from. */
export function limitSends(deps: SendLimitDeps): RequestHandler {
  const { sendsPerMinute, now } = deps;
  return rateLimit({
    windowMs: MINUTE,
    limit: sendsPerMinute,
    store: createCounter(deps),
    standardHeaders: false,
    legacyHeaders: false,
    validate: false,
    keyGenerator: (req, res) => {
      const actor: string | null | undefined = res.locals.actor;
      return actor ?? ipKeyGenerator(req.ip ?? 'unknown');
    },
    handler: (_req, res) => {
      const seconds = Math.ceil(untilNext(MINUTE, now()) / SECOND);
      sendProblem(res, {
        status: 429,
        code: 'too_many_requests',
        detail: `At most ${sendsPerMinute} sends a minute are allowed (SEND_LIMIT_PER_MINUTE). Wait a moment, then send again.`,
        retryAfterSeconds: seconds,
      });
    },
  });
}
