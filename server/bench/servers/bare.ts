import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BenchServer } from './servers.ts';
import { listen } from './servers.ts';
import { isSigned } from './verify.ts';

const RECEIVED = '{"received":true}';

/** The least that a receiver can do: read, verify, parse, answer. Nothing is kept. */
export async function startBare(): Promise<BenchServer> {
  let accepted = 0;

  function answer(req: IncomingMessage, res: ServerResponse, body: Buffer): void {
    if (!isSigned(body, req.headers)) {
      res.writeHead(401).end();
      return;
    }
    const report: unknown = JSON.parse(body.toString('utf8'));
    if (typeof report === 'object') accepted += 1;
    res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': RECEIVED.length });
    res.end(RECEIVED);
  }

  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => answer(req, res, Buffer.concat(chunks)));
  });
  const port = await listen(server);
  return { port, insert: async () => {}, accepted: async () => accepted };
}
