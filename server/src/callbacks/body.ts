import type { IncomingMessage } from 'node:http';
import type { HeldBodies } from './held-bodies.ts';

export const MAX_BODY_BYTES = 1024 * 1024;

/** The bytes as received, whatever the content type or encoding says; null when there are too many of them. */
export function readBody(req: IncomingMessage, held: HeldBodies): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    if (Number(req.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return resolve(null);
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) {
        // Nearly every callback comes in one piece.
        if (chunks.push(chunk) > 1) held.hold(req, chunk.length);
        return;
      }
      req.pause();
      return resolve(null);
    });
    req.on('end', () => {
      held.release(req);
      resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
    });
    req.on('error', reject);
    req.on('close', () => {
      held.release(req);
      if (!req.complete) reject(new Error('the connection was lost before the body ended'));
    });
  });
}
