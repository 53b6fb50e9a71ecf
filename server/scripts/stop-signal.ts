/**
 * Calls `first` at the first SIGINT, SIGTERM or SIGHUP, and `second` at another. What arrives within a second counts as
 * the same one: Ctrl-C reaches a whole process group, and npm and pnpm pass on what they receive besides.
 */
export function onStopSignal(first: (signal: NodeJS.Signals) => void, second: () => void): void {
  let firstAt: number | null = null;
  const receive = (signal: NodeJS.Signals) => {
    if (firstAt === null) {
      firstAt = Date.now();
      first(signal);
    } else if (Date.now() - firstAt > 1000) {
      second();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, receive);
}
