import type { Server } from 'node:http';
import type { Lifecycle } from './lifecycle.ts';

const SWEEP_EVERY_MS = 100;

/**
 * Ends gently: no new connections, what runs is finished, connections are closed as soon as they are idle. Resolves when the last one is
 * gone, or after `patienceMs`, when the rest is cut off.
 */
export function stopServer(server: Server, lifecycle: Lifecycle, patienceMs: number): Promise<void> {
  lifecycle.phase = 'stopping';
  return new Promise((resolve) => {
    const cutOff = setTimeout(() => server.closeAllConnections(), patienceMs);
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_EVERY_MS);
    server.close(() => {
      clearTimeout(cutOff);
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}
