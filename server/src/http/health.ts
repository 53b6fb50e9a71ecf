import type { RequestHandler } from 'express';
import type { Store } from '../store/store.ts';
import type { Lifecycle } from './lifecycle.ts';

const PING_DEADLINE_MS = 2000;

/** The process is up. */
export const healthz: RequestHandler = (_req, res) => {
  res.json({ status: 'ok' });
};

const timeout = (milliseconds: number): Promise<false> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds, false).unref());

/** The server takes requests and its store answers. */
export function readyz(deps: { lifecycle: Lifecycle; store: Pick<Store, 'ping'> }): RequestHandler {
  return async (_req, res) => {
    const { phase } = deps.lifecycle;
    const answers = (): Promise<boolean> =>
      Promise.race([
        deps.store.ping().then(
          () => true,
          () => false,
        ),
        timeout(PING_DEADLINE_MS),
      ]);
    const ready = phase === 'ready' && (await answers());
    const status = ready ? 'ready' : phase === 'ready' ? 'store_unavailable' : phase;
    res.setHeader('Cache-Control', 'no-store');
    res.status(ready ? 200 : 503).json({ status });
  };
}
