import { resolve } from 'node:path';
import { createServer } from 'vite';

const CLIENT = resolve(import.meta.dirname, '..');

/** The page as `npm run dev` serves it, on a port of its own, for a server at `serverUrl`. */
export async function startDevPage(port: number, serverUrl: string): Promise<{ stop(): Promise<void> }> {
  const before = process.env.PORT;
  // Where vite.config.ts reads it.
  process.env.PORT = new URL(serverUrl).port;
  try {
    const vite = await createServer({ root: CLIENT, logLevel: 'warn', server: { port } });
    await vite.listen();
    return { stop: () => vite.close() };
  } finally {
    if (before === undefined) delete process.env.PORT;
    else process.env.PORT = before;
  }
}
