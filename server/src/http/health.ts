import { setTimeout as pause } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import type { Store } from '../store/store.ts';
import type { Lifecycle } from './lifecycle.ts';

const PING_DEADLINE_MS = 2000;

/** The process is up. */
export const healthz: RequestHandler = (_req, res) => {
  res.json({ status: 'ok' });
};

const answers = (store: Pick<Store, 'ping'>): Promise<boolean> =>
  Promise.race([
    store.ping().then(
      () => true,
      () => false,
    ),
    pause(PING_DEADLINE_MS, false, { ref: false }),
  ]);

/** The server takes requests and its store answers. */
export function readyz(deps: { lifecycle: Lifecycle; store: Pick<Store, 'ping'> }): RequestHandler {
  return async (_req, res) => {
    const { phase } = deps.lifecycle;
    const ready = phase === 'ready' && (await answers(deps.store));
    const status = ready ? 'ready' : phase === 'ready' ? 'store_unavailable' : phase;
    res.setHeader('Cache-Control', 'no-store');
    res.status(ready ? 200 : 503).json({ status });
  };
}
