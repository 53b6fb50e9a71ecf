import type { Server } from 'node:http';

export interface BenchServer {
  port: number;
  /** Makes messages known, as sent and accepted, before their callbacks come. */
  insert(firstMessage: number, messages: number): Promise<void>;
  /** How many callbacks took effect. */
  accepted(): Promise<number>;
}

/** Each is loaded only in the process that runs it. */
const STARTERS: Record<string, () => Promise<BenchServer>> = {
  ours: async () => (await import('./ours.ts')).startOurs('info'),
  'ours, silent': async () => (await import('./ours.ts')).startOurs('silent'),
  stock: async () => (await import('./stock.ts')).startStock(),
  bare: async () => (await import('./bare.ts')).startBare(),
};

export function startServer(name = ''): Promise<BenchServer> {
  const start = STARTERS[name];
  if (start === undefined) throw new Error(`no such server: ${name}`);
  return start();
}

export function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('the server has no port'));
    });
  });
}
