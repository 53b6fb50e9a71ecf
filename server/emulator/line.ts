import type { Scheduler } from './scheduler.ts';

/**
 * Where messages wait for their turn: first come, first served, so many a second (docs/sinch.md, "Sending"). Each
 * service plan, project or app has a line of its own.
 */
export interface Line {
  /** Calls `go` when it is this one's turn. The returned function leaves the line. */
  enter(account: string, go: () => void): () => void;
}

const NOTHING = (): void => undefined;

/** Without a rate it is everybody's turn at once. */
export function createLine(scheduler: Scheduler, perSecond: number | undefined): Line {
  /** An account is in here as long as the next one must wait. */
  const waiting = new Map<string, Set<() => void>>();

  function advance(account: string, line: Set<() => void>): void {
    const [next] = line;
    if (!next) {
      waiting.delete(account);
      return;
    }
    line.delete(next);
    next();
    pause(account, line);
  }

  function pause(account: string, line: Set<() => void>): void {
    scheduler.after(1000 / (perSecond ?? Infinity), () => advance(account, line));
  }

  function enter(account: string, go: () => void): () => void {
    if (perSecond === undefined) {
      go();
      return NOTHING;
    }
    const line = waiting.get(account);
    if (line) {
      // Not `go` itself: the same function may wait twice.
      const entry = (): void => go();
      line.add(entry);
      return () => void line.delete(entry);
    }
    const first = new Set<() => void>();
    waiting.set(account, first);
    go();
    pause(account, first);
    return NOTHING;
  }

  return { enter };
}
