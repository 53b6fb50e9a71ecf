/** What the bodies that have come in part hold of the memory, all together. */
import type { IncomingMessage } from 'node:http';

const MOST_BYTES = 32 * 1024 * 1024;

export interface HeldBodies {
  /** `bytes` is all that `req` holds by now; what was told of it before counts no more. */
  hold(req: IncomingMessage, bytes: number): void;
  release(req: IncomingMessage): void;
}

/**
 * Two thousand slow senders of a megabyte each would be two gigabytes. Beyond `mostBytes` the one that began first is cut
 * off: not answered, since Sinch repeats after a lost connection. A body in one piece never counts.
 */
export function createHeldBodies(mostBytes = MOST_BYTES): HeldBodies {
  const held = new Map<IncomingMessage, number>();
  let total = 0;
  function release(req: IncomingMessage): void {
    total -= held.get(req) ?? 0;
    held.delete(req);
  }
  return {
    hold: (req, bytes) => {
      total += bytes - (held.get(req) ?? 0);
      held.set(req, bytes);
      for (const [oldest] of held) {
        if (total <= mostBytes) return;
        release(oldest);
        oldest.destroy();
      }
    },
    release,
  };
}
