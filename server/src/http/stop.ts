import type { Server } from 'node:http';
import type { Lifecycle } from './lifecycle.ts';

/**
 * Ends gently: no new connections, what runs is finished, idle connections are closed. Resolves when the last one is
 * gone, or after `patienceMs`, when the rest is cut off.
 */
export function stopServer(server: Server, lifecycle: Lifecycle, patienceMs: number): Promise<void> {
  lifecycle.phase = 'stopping';
  return new Promise((resolve) => {
    const cutOff = setTimeout(() => server.closeAllConnections(), patienceMs);
    server.close(() => {
      clearTimeout(cutOff);
      resolve();
    });
    server.closeIdleConnections();
  });
}
