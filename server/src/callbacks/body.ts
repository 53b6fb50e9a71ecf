import type { IncomingMessage } from 'node:http';
import type { HeldBodies } from './held-bodies.ts';

export const MAX_BODY_BYTES = 1024 * 1024;

/** The bytes as received, whatever the content type or encoding says; null when there are too many of them. */
export function readBody(req: IncomingMessage, held: HeldBodies): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    if (Number(req.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return resolve(null);
    // In one piece of memory: a list would take hundreds of bytes for each chunk, and a chunk may be one byte.
    let body: Buffer = Buffer.alloc(0);
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      const before = size;
      size += chunk.length;
      if (size > MAX_BODY_BYTES) {
        req.pause();
        return resolve(null);
      }
      // Nearly every callback comes in one chunk, which needs no copy.
      if (before === 0) {
        body = chunk;
        return;
      }
      if (size > body.length) {
        const roomier = Buffer.allocUnsafeSlow(Math.min(MAX_BODY_BYTES, Math.max(size, 2 * body.length)));
        body.copy(roomier, 0, 0, before);
        body = roomier;
        held.hold(req, body.length);
      }
      chunk.copy(body, before);
    });
    req.on('end', () => {
      held.release(req);
      resolve(body.subarray(0, size));
    });
    req.on('error', reject);
    req.on('close', () => {
      held.release(req);
      if (!req.complete) reject(new Error('the connection was lost before the body ended'));
    });
  });
}
